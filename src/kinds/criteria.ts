import type { JsonObject } from "../model/json.ts";
import type { Spec } from "../model/resource.ts";
import type { Criterion, Field } from "./field.ts";
import type { Kind } from "./kind.ts";

/** `userAgentTypes` as `user agent types`. */
const spoken = (name: string): string => name.replace(/([A-Z])/g, " $1").toLowerCase();

const isEmpty = (canonical: unknown): boolean =>
  canonical === "" || canonical === false || (Array.isArray(canonical) && canonical.length === 0);

/** A word, or a list of names or words of which any may match. */
const listed = (field: Field, given: unknown): readonly Criterion[] => {
  const value = typeof given === "string" ? [given] : given;
  if (!Array.isArray(value) || isEmpty(field.canonical(given))) return [];
  const references = field.references(given);
  return [
    {
      key: field.criterion ?? field.name,
      asks: field.asks ?? "how",
      label: spoken(field.name),
      negated: false,
      every: false,
      entries: value.map((entry, index) => ({
        key: `${field.name} ${JSON.stringify(field.canonical([entry]))}`,
        text: String(entry),
        references: references.filter(({ path }) => path[0] === index),
      })),
    },
  ];
};

/** Fields of one criterion are one question: a flow has to meet any of their entries. */
const joined = (criteria: readonly Criterion[]): readonly Criterion[] => {
  const byKey = new Map<string, Criterion>();
  for (const one of criteria) {
    const known = byKey.get(one.key);
    byKey.set(one.key, known === undefined ? one : { ...known, entries: [...known.entries, ...one.entries] });
  }
  return [...byKey.values()];
};

/**
 * What a rule asks a flow for, in the author's words; every one has to be met, and a rule without any meets all. Undefined
 * where that cannot be said as one list: blocks of which any may match.
 */
export const criteriaIn = (kind: Kind, spec: Spec): readonly Criterion[] | undefined => {
  const given: Criterion[] = [];
  const blocks: Criterion[] = [];
  for (const field of Object.values(kind.fields)) {
    if (field.role !== "match") continue;
    const turned = field.invertedBy === undefined ? undefined : spec[field.invertedBy];
    const own = (field.criteria ?? ((value) => listed(field, value)))(spec[field.name] ?? field.empty);
    if (turned === "OR" && own.length > 1) return undefined;
    const read = turned === true ? own.map((one) => ({ ...one, key: `not ${one.key}`, negated: !one.negated })) : own;
    (field.criteria === undefined ? given : blocks).push(...read);
  }
  return [...joined(given), ...blocks];
};

/** Criteria a live rule fills that its kind does not model, by their wire keys. */
export const hiddenIn = (kind: Kind, wire: JsonObject): readonly string[] =>
  kind.hiddenCriteria.filter((key) => {
    const value = wire[key] ?? null;
    return value !== null && !(Array.isArray(value) && value.length === 0);
  });
