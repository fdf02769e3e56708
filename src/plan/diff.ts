import type { Field } from "../kinds/field.ts";
import type { Kind } from "../kinds/kind.ts";
import type { FieldChange } from "../model/change.ts";
import type { LiveObject, Resource, Spec } from "../model/resource.ts";
import type { Draft } from "./draft.ts";

export const isSame = (field: Field, a: unknown, b: unknown): boolean =>
  JSON.stringify(field.canonical(a)) === JSON.stringify(field.canonical(b));

/** Entries on one side only, told by the comparison key the field gives a one-entry list. */
const listDifference = (field: Field, before: unknown, after: unknown): Pick<FieldChange, "added" | "removed"> => {
  if (!Array.isArray(field.empty)) return {};
  const keyed = (value: unknown): ReadonlyMap<string, unknown> =>
    new Map(((value ?? []) as readonly unknown[]).map((entry) => [JSON.stringify(field.canonical([entry])), entry]));
  const [old, now] = [keyed(before), keyed(after)];
  return {
    added: [...now].filter(([key]) => !old.has(key)).map(([, entry]) => entry),
    removed: [...old].filter(([key]) => !now.has(key)).map(([, entry]) => entry),
  };
};

export const fieldChange = (field: Field, before: unknown, after: unknown): FieldChange => ({
  path: field.name,
  before: before ?? null,
  after: after ?? null,
  ...listDifference(field, before, after),
});

const shown = (value: unknown, field: Field): unknown => (value === null && Array.isArray(field.empty) ? [] : value);

const createDraft = (kind: Kind, resource: Resource): Draft => ({
  kind,
  resource,
  before: {},
  after: resource.spec,
  differing: resource.spec,
  fields: Object.entries(resource.spec)
    .filter(([, value]) => value !== null)
    .map(([path, after]) => ({ path, before: null, after })),
});

/** Names that differ only in what the API does not keep (blanks, entities, Unicode form) are one spelling. */
const spelling = (name: string): string =>
  name.replaceAll("&amp;", "&").replaceAll("&lt;", "<").replaceAll("&gt;", ">").trim().normalize("NFC");

const updateDraft = (kind: Kind, resource: Resource, live: LiveObject, before: Spec): Draft => {
  const differing = Object.fromEntries(
    Object.entries(resource.spec).filter(([name, value]) => {
      const field = kind.fields[name];
      return field !== undefined && !isSame(field, before[name], value);
    }),
  );
  const isRenamed = live.standing === "custom" && spelling(live.name) !== spelling(resource.name);
  const fields = Object.entries(differing).map(([name, value]) => {
    const field = kind.fields[name]!;
    return fieldChange(field, before[name], shown(value, field));
  });
  return {
    kind,
    resource,
    live,
    before,
    after: { ...before, ...resource.spec },
    differing,
    ...(isRenamed ? { rename: resource.name } : {}),
    fields: isRenamed ? [{ path: "name", before: live.name, after: resource.name }, ...fields] : fields,
  };
};

/** Compares one resource with its live object in the author's language: only declared fields count. */
export const diff = (kind: Kind, resource: Resource, live: LiveObject | undefined, before: Spec): Draft =>
  live === undefined ? createDraft(kind, resource) : updateDraft(kind, resource, live, before);
