import type { Draft } from "../draft.ts";
import type { Usage } from "../usage.ts";
import type { Tendency } from "./tendency.ts";

/** What joining another object does, by the name of the field that says which. */
export type Joins = ReadonlyMap<string, Tendency>;

const opening: readonly Usage[] = ["allow", "guarded", "mixed"];
const closing: readonly Usage[] = ["block", "guarded", "mixed"];

/** Leaving the users of one object for those of another. */
const joinTendency = (from: Usage, to: Usage): Tendency => {
  // What a guarding rule lets go of may pass unguarded elsewhere.
  if (opening.includes(to) || closing.includes(from)) return "looser";
  if (from === "none" && to === "none") return "same";
  return (from === "none" || from === "allow") && (to === "none" || to === "block") ? "stricter" : "unknown";
};

/** What happens to an object that leaves one it had joined for another (a segment its group). */
export const joinsOf = (
  { kind, differing, before, after }: Draft,
  usageOf: (kind: Draft["kind"]["name"], name: string) => Usage,
): Joins => {
  const fields = Object.keys(differing).flatMap((name) => kind.fields[name] ?? []);
  const joining = fields.filter(({ joins, role }) => joins && role === "effect");
  const usersIn = (spec: Draft["before"], name: string): Usage => {
    const value = spec[name];
    if (value === undefined || value === null) return "none";
    const [joined] = kind.fields[name]!.references(value);
    return joined === undefined ? "none" : usageOf(joined.kind, joined.name);
  };
  return new Map(joining.map(({ name }) => [name, joinTendency(usersIn(before, name), usersIn(after, name))]));
};
