import { visible } from "../diagnostics/visible.ts";
import type { Path } from "./places.ts";

/** `conditions[0].SCIM_GROUP[1]`, as people point at things. */
export const pathText = (path: Path): string =>
  path.reduce<string>(
    (text, step) => (typeof step === "number" ? `${text}[${step}]` : text === "" ? step : `${text}.${step}`),
    "",
  );

const longest = 60;

/** A value in quotes, cut when it is long. */
export const quote = (value: string): string => {
  const shown = visible(value);
  return `"${shown.length > longest ? `${shown.slice(0, longest - 1)}…` : shown}"`;
};

/** A value as it would be written in YAML. */
export const written = (value: unknown): string => {
  if (typeof value === "string") return quote(value);
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  return String(value);
};

const expectations: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
};

/** `a text or a list`; null is not mentioned, clearing a field is rarely what was meant. */
export const expected = (types: readonly unknown[]): string => {
  const names = types.flatMap((type) => expectations[String(type)] ?? []);
  const last = names.pop();
  if (last === undefined) return "null";
  return names.length === 0 ? last : `${names.join(", ")} or ${last}`;
};

/** What YAML made of a value. */
export const kindOfValue = (value: unknown): string => {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  if (typeof value === "string") return "a text";
  return typeof value === "boolean" ? "true or false" : "a number";
};
