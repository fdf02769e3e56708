import type { Field } from "../kinds/field.ts";
import type { EntriesApi, Kind } from "../kinds/kind.ts";
import type { PlannedRequest } from "../model/plan.ts";
import type { Spec } from "../model/resource.ts";
import type { Step } from "../model/step.ts";

type Entries = ReadonlyMap<string, unknown>;

/** Entries by comparison key, in the order of the list. */
const keyed = (field: Field, value: unknown): Entries =>
  new Map(((value ?? []) as readonly unknown[]).map((entry) => [JSON.stringify(field.canonical([entry])), entry]));

const beyond = (all: Entries, known: Entries): readonly unknown[] =>
  [...all].filter(([key]) => !known.has(key)).map(([, entry]) => entry);

/** The call of [recorded] lists that grow and shrink by `?action=`. */
const callOf = (
  { method, path }: EntriesApi,
  { request: { phase, address } }: Step,
  operation: string,
): PlannedRequest => ({
  phase,
  method,
  path,
  operation,
  address,
});

const entriesOf = ({ api }: Kind): EntriesApi | undefined => (api.style === "rest" ? api.entries : undefined);

/**
 * The writes that one write of an object comes down to: two where its list can only be added to and taken from, what
 * comes before what goes, so that nothing that stays is ever missing.
 *
 * @param held what the object holds when the write runs
 */
export const writesOf = (kind: Kind, step: Step, held: Spec): readonly Step[] => {
  const api = entriesOf(kind);
  if (api === undefined) return [step];
  const field = kind.fields[api.field]!;
  const [old, now] = [keyed(field, held[field.name]), keyed(field, step.set[field.name])];
  const [coming, going] = [beyond(now, old), beyond(old, now)];
  const grown = { ...step.set, [field.name]: [...old.values(), ...coming] };
  return [
    ...(coming.length === 0
      ? []
      : [{ ...step, set: grown, entries: coming, request: callOf(api, step, "ADD_TO_LIST") }]),
    ...(going.length === 0 ? [] : [{ ...step, entries: going, request: callOf(api, step, "REMOVE_FROM_LIST") }]),
  ];
};
