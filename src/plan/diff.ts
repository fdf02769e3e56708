import type { Field } from "../kinds/field.ts";
import type { Kind } from "../kinds/kind.ts";
import { spellingOf } from "../model/address.ts";
import type { FieldChange } from "../model/change.ts";
import { type LiveObject, liveNameOf, type Resource, type Spec } from "../model/resource.ts";
import type { Draft } from "./draft.ts";

export const isSame = (field: Field, a: unknown, b: unknown): boolean =>
  JSON.stringify(field.canonical(a)) === JSON.stringify(field.canonical(b));

type Keyed = ReadonlyMap<string, unknown>;

/** Entries by the comparison key the field gives a one-entry list. */
const keyed = (field: Field, value: unknown): Keyed =>
  new Map(((value ?? []) as readonly unknown[]).map((entry) => [JSON.stringify(field.canonical([entry])), entry]));

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** The API answers in another order every time: what stays is told in the author's order, what goes by key. */
const listChange = (field: Field, before: unknown, after: unknown): Omit<FieldChange, "path"> => {
  const [old, now] = [keyed(field, before), keyed(field, after)];
  const kept = [...now].filter(([key]) => old.has(key)).map(([key]) => old.get(key));
  const removed = [...old]
    .filter(([key]) => !now.has(key))
    .sort(byKey)
    .map(([, entry]) => entry);
  const added = [...now].filter(([key]) => !old.has(key)).map(([, entry]) => entry);
  return {
    before: before === undefined || before === null ? null : [...kept, ...removed],
    after: after ?? null,
    added,
    removed,
  };
};

export const fieldChange = (field: Field, before: unknown, after: unknown): FieldChange => ({
  path: field.name,
  ...(Array.isArray(field.empty) ? listChange(field, before, after) : { before: before ?? null, after: after ?? null }),
});

const shown = (value: unknown, field: Field): unknown => (value === null && Array.isArray(field.empty) ? [] : value);

/** What a draft says of itself until somebody who knows more says otherwise. */
export const unclaimed = { cause: "commit", takeover: false, drifted: [] } as const;

const createDraft = (kind: Kind, resource: Resource): Draft => ({
  ...unclaimed,
  kind,
  resource,
  before: {},
  held: {},
  after: resource.spec,
  differing: resource.spec,
  fields: Object.entries(resource.spec)
    .filter(([, value]) => value !== null)
    .map(([path, after]) => ({ path, before: null, after })),
});

const updateDraft = (kind: Kind, resource: Resource, live: LiveObject, before: Spec): Draft => {
  const differing = Object.fromEntries(
    Object.entries(resource.spec).filter(([name, value]) => {
      const field = kind.fields[name];
      return field !== undefined && !isSame(field, before[name], value);
    }),
  );
  const liveName = liveNameOf(live);
  const isRenamed = live.standing === "custom" && spellingOf(liveName) !== spellingOf(resource.name);
  const fields = Object.entries(differing).map(([name, value]) => {
    const field = kind.fields[name]!;
    return fieldChange(field, before[name], shown(value, field));
  });
  return {
    ...unclaimed,
    kind,
    resource,
    live,
    before,
    held: before,
    after: { ...before, ...resource.spec },
    differing,
    ...(isRenamed ? { rename: resource.name } : {}),
    fields: isRenamed ? [{ path: "name", before: liveName, after: resource.name }, ...fields] : fields,
  };
};

/** Compares one resource with its live object in the author's language: only declared fields count. */
export const diff = (kind: Kind, resource: Resource, live: LiveObject | undefined, before: Spec): Draft =>
  live === undefined ? createDraft(kind, resource) : updateDraft(kind, resource, live, before);

/** A live object that goes, told by what it holds; `resource` stands in for a declaration that is no more. */
export const deleteDraft = (kind: Kind, resource: Resource, live: LiveObject, before: Spec): Draft => ({
  ...unclaimed,
  kind,
  resource,
  live,
  before,
  held: before,
  after: {},
  differing: {},
  isDelete: true,
  fields: Object.values(kind.fields).flatMap((field) => {
    const value = before[field.name];
    return value === undefined || isSame(field, value, undefined) ? [] : [fieldChange(field, value, undefined)];
  }),
});
