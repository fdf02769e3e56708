import { visible } from "../../diagnostics/visible.ts";
import type { Action, FieldChange } from "../../model/change.ts";
import { positionText, scalarText } from "./fields.ts";
import { type ListChange, listChange, pairUp, without } from "./lists.ts";
import { clip, type Fields, inline, isAbbreviated, isAbsent, isRecord, item } from "./value.ts";

/** Who or what sends traffic, and where it goes: so a rule becomes `who → where`. Other criteria are conditions. */
const who = new Set([
  ...["users", "groups", "departments", "locations", "locationGroups", "devices", "deviceGroups", "workloadGroups"],
  ...["srcIps", "srcIpGroups", "sourceIpGroups", "sourceCountries"],
]);
const where = new Set([
  ...["urlCategories", "urlCategories2", "destAddresses", "destIpGroups", "destIpCategories", "destCountries"],
  ...["nwServices", "nwServiceGroups", "nwApplications", "nwApplicationGroups", "appServices", "appServiceGroups"],
]);
/** Never what makes a change risky. */
const silent = new Set(["description", "labels", "rank", "name", "customMsg"]);
const decisions = new Set(["action", "state"]);
/** ZPA object types that say where; all others say who or when. */
const targets = new Set(["APP", "APP_GROUP"]);
/** Words that stand for every value of a criterion. */
const anyWords = new Set(["ANY", "ANY_RULE"]);

const most = 4;
const longest = 160;

const some = (words: readonly string[], join: string): string =>
  words.length <= most
    ? words.join(join)
    : `${words.slice(0, most - 1).join(join)}${join}${words.length - most + 1} more`;

/** `{idp: Okta, group: Finance}` as `Okta/Finance`, `{profile: Laptop, is: false}` as `not Laptop`. */
const operand = (value: unknown): string => {
  if (!isRecord(value)) return item(value);
  const { is, ...rest } = value;
  const parts = Object.values(rest).filter((part) => !isAbsent(part));
  return `${is === false ? "not " : ""}${parts.map((part) => (Array.isArray(part) ? some(part.map(item), ", ") : item(part))).join("/")}`;
};

const listKeys = (block: Fields): readonly string[] => Object.keys(block).filter((key) => Array.isArray(block[key]));

const blockText = (block: Fields): string => {
  const join = block.operator === "AND" ? " and " : " or ";
  const text = listKeys(block)
    .map((type) => `${visible(type)} ${some((block[type] as readonly unknown[]).map(operand), join)}`)
    .join(join);
  return block.negated === true ? `not (${text})` : text;
};

const isTarget = (block: Fields): boolean => listKeys(block).every((type) => targets.has(type));

const conditionsText = (blocks: readonly Fields[]): string => {
  const sources = blocks.filter((block) => !isTarget(block)).map(blockText);
  const ends = blocks.filter(isTarget).map(blockText);
  return `${sources.length === 0 ? "anyone" : sources.join(" and ")} → ${ends.length === 0 ? "every application" : ends.join(" and ")}`;
};

const isAny = (value: unknown): boolean =>
  isAbsent(value) || (Array.isArray(value) && (value.length === 0 || value.every((one) => anyWords.has(String(one)))));

const criterion = (path: string, value: unknown): string =>
  `${visible(path)} ${Array.isArray(value) ? some(value.map(operand), ", ") : inline(value)}`;

const isRule = (fields: readonly FieldChange[]): boolean => fields.some(({ path }) => path === "action");

/** A whole rule as `who → where, only …`. */
const ruleText = (values: ReadonlyMap<string, unknown>): string => {
  const conditions = values.get("conditions");
  if (values.has("conditions")) return conditionsText(Array.isArray(conditions) ? conditions.filter(isRecord) : []);
  const told = [...values].filter(([path, value]) => !isAny(value) && !silent.has(path) && !decisions.has(path));
  const of = (names: ReadonlySet<string>): readonly string[] =>
    told.filter(([path]) => names.has(path)).map(([path, value]) => criterion(path, value));
  const rest = told
    .filter(([path]) => !who.has(path) && !where.has(path) && path !== "position")
    .map(([path, value]) => criterion(path, value));
  const [from, to] = [of(who), of(where)];
  const sides = `${from.length === 0 ? "anyone" : from.join(" and ")} → ${to.length === 0 ? "anywhere" : to.join(" and ")}`;
  return rest.length === 0 ? sides : `${sides}, with ${some(rest, ", ")}`;
};

const wholeText = (fields: readonly FieldChange[], side: "before" | "after"): string => {
  const values = new Map(
    fields.map((field) => {
      const value = field[side];
      const list = side === "after" ? field.added : field.removed;
      return [field.path, isAbbreviated(value) ? (list ?? value) : value];
    }),
  );
  if (isRule(fields)) return ruleText(values);
  return [...values]
    .filter(([path, value]) => !isAbsent(value) && !silent.has(path))
    .slice(0, most)
    .map(([path, value]) => criterion(path, value))
    .join("; ");
};

const signed = (sign: string, entries: readonly string[]): string =>
  entries.length === 0 ? "" : ` ${sign} ${some(entries, ", ")}`;

const difference = (now: readonly unknown[], old: readonly unknown[]): readonly string[] =>
  without(now, old).map(operand);

const shapeName = ({ rest }: { readonly rest: Fields }): string =>
  Object.values(rest)
    .map((part) => inline(part))
    .join("/");

/** Lists of which every entry has to match: one that went is a question nobody asks any more. */
const questions = new Set(["conditions", "tagFilters"]);

const recordsText = (path: string, list: ListChange): string => {
  const { pairs, added, removed } = pairUp(list);
  const changed = pairs.map(({ before, after, shape }) =>
    shape.lists
      .map((key) => {
        const [old, now] = [before[key] as readonly unknown[], after[key] as readonly unknown[]];
        const name = shapeName(shape) || visible(key);
        return `${name}${signed("+", difference(now, old))}${signed("−", difference(old, now))}`;
      })
      .join(", "),
  );
  const text = (one: unknown): string => (path === "conditions" && isRecord(one) ? blockText(one) : operand(one));
  if (!questions.has(path))
    return `${visible(path)}${signed("+", added.map(text))}${signed("−", removed.map(text))}${changed.map((one) => `, ${one}`).join("")}`;
  return [
    ...changed,
    ...removed.map((one) => `no longer asks for ${text(one)}`),
    ...added.map((one) => `now asks for ${text(one)}`),
  ].join("; ");
};

const listText = (field: FieldChange): string | undefined => {
  const list = listChange(field);
  if (list === undefined) return undefined;
  if ([...list.added, ...list.removed].some(isRecord)) return recordsText(field.path, list);
  const name = visible(field.path);
  const asks = who.has(field.path) || where.has(field.path);
  // For a criterion of a rule an empty list is no small list: it is the whole world.
  if (asks && isAny(field.after)) return `${name}: ${some(list.removed.map(operand), ", ")} → any`;
  if (asks && isAny(field.before)) return `${name}: any → ${some(list.added.map(operand), ", ")}`;
  return `${name}${signed("+", list.added.map(operand))}${signed("−", list.removed.map(operand))}`;
};

const fieldText = (field: FieldChange): string => {
  if (field.path === "position") return positionText(field);
  const text = listText(field) ?? `${visible(field.path)}: ${scalarText(field)}`;
  return clip(text, longest);
};

/**
 * What a change does, in half a line: decisions first, then what matters to traffic as far as `first` names it, never
 * what has no effect.
 */
export const tell = (
  { action, fields }: { readonly action: Action; readonly fields: readonly FieldChange[] },
  first: readonly string[] = [],
): string => {
  if (action === "create") return wholeText(fields, "after");
  if (action === "delete") return wholeText(fields, "before");
  const weight = ({ path }: FieldChange): number =>
    decisions.has(path) ? 0 : first.includes(path) ? 1 : path === "position" ? 3 : 2;
  const loud = fields.filter(({ path }) => !silent.has(path)).toSorted((a, b) => weight(a) - weight(b));
  return some(
    (loud.length === 0 ? fields : loud).map(fieldText).filter((text) => text !== ""),
    "; ",
  );
};
