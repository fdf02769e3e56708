import type { Field } from "./field.ts";
import type { ZiaKind } from "./kind.ts";
import { kindTables } from "./registry.ts";

export const ziaKinds: readonly ZiaKind[] = kindTables;

const byKind = new Map(ziaKinds.map((kind) => [kind.kind, kind]));

export const ziaKind = (name: string): ZiaKind | undefined => byKind.get(name);

/** Where one kind is referred to. */
export interface ReferenceField {
  readonly from: ZiaKind;
  readonly key: string;
  readonly field: Field;
}

/** Kind name to the fields that may point at it. */
export const referenceFields: ReadonlyMap<string, readonly ReferenceField[]> = (() => {
  const result = new Map<string, ReferenceField[]>();
  for (const from of ziaKinds) {
    for (const [key, field] of Object.entries(from.fields)) {
      if (field.to) result.set(field.to, [...(result.get(field.to) ?? []), { from, key, field }]);
    }
  }
  return result;
})();
