import type { Spec } from "../model/resource.ts";
import type { Field } from "./field.ts";
import type { Kind } from "./kind.ts";

export type Direction = "allow" | "block" | "observe" | "unknown";

/** What a complete rule does with the traffic it matches. */
export interface Meaning {
  readonly direction: Direction;
  readonly on: boolean;
  /** It lets traffic pass confirmed or isolated only. */
  readonly isGuarded: boolean;
}

export const isOff = (kind: Kind, spec: Spec): boolean =>
  kind.rule !== undefined &&
  Object.entries(kind.rule.off).every(
    ([name, value]) => kind.fields[name]?.canonical(spec[name]) === kind.fields[name]?.canonical(value),
  );

export const meaningOf = (kind: Kind, spec: Spec): Meaning => {
  const rule = kind.rule;
  if (rule === undefined) return { direction: "unknown", on: true, isGuarded: false };
  const action = String(spec[rule.action] ?? "");
  const direction: Direction = rule.allow.includes(action)
    ? "allow"
    : rule.block.includes(action)
      ? "block"
      : rule.observe?.includes(action)
        ? "observe"
        : "unknown";
  return { direction, on: !isOff(kind, spec), isGuarded: rule.guarded?.includes(action) ?? false };
};

/** The flag that takes a shared object out of use, where its kind has one. */
export const switchOf = (kind: Kind): Field | undefined =>
  Object.values(kind.fields).find(({ role, empty }) => role === "content" && typeof empty === "boolean");

/** What takes a rule, or an object that has a switch, out of use. */
export const offOf = (kind: Kind): Spec | undefined => {
  if (kind.rule !== undefined) return kind.rule.off;
  const flag = switchOf(kind);
  return flag === undefined ? undefined : { [flag.name]: false };
};
