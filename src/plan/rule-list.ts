/**
 * The API's renumbering on our own copy: inserting at n shifts every rule at n or below by one; taking a rule out
 * closes its gap unless another rule has the same number. [recorded: inserts; INFERRED: closing gaps]
 */
export interface Slot {
  readonly key: string;
  readonly order: number;
}

/** Ascending by order; slots with one order are a block whose inner order is unknown. */
export type RuleList = readonly Slot[];

/** Where a rule goes: directly below or above another one, or below all. */
export type Spot = { readonly after: string } | { readonly before: string } | "last";

const orderOf = (list: RuleList, key: string): number => {
  const slot = list.find((one) => one.key === key);
  if (slot === undefined) throw new Error(`no rule ${key} in the list`);
  return slot.order;
};

export const without = (list: RuleList, key: string): RuleList => {
  const order = orderOf(list, key);
  const rest = list.filter((slot) => slot.key !== key);
  const isShared = rest.some((slot) => slot.order === order);
  return isShared ? rest : rest.map((slot) => (slot.order > order ? { ...slot, order: slot.order - 1 } : slot));
};

const numberAt = (list: RuleList, spot: Spot): number => {
  if (spot === "last") return (list.at(-1)?.order ?? 0) + 1;
  return "after" in spot ? orderOf(list, spot.after) + 1 : orderOf(list, spot.before);
};

/** Puts a rule in at a number or, when it stands elsewhere, moves it there. */
export const placeAt = (list: RuleList, key: string, order: number): RuleList => {
  const rest = list.some((slot) => slot.key === key) ? without(list, key) : list;
  const at = rest.findIndex((slot) => slot.order >= order);
  const above = at < 0 ? rest : rest.slice(0, at);
  const below = at < 0 ? [] : rest.slice(at).map((slot) => ({ ...slot, order: slot.order + 1 }));
  return [...above, { key, order }, ...below];
};

/** Puts a rule in or, when it is there already, moves it. */
export const place = (list: RuleList, key: string, spot: Spot): { readonly list: RuleList; readonly order: number } => {
  const rest = list.some((slot) => slot.key === key) ? without(list, key) : list;
  const order = numberAt(rest, spot);
  return { list: placeAt(rest, key, order), order };
};

/** Whether other rules have the same number as this one. */
export const isTied = (list: RuleList, key: string): boolean => {
  const order = orderOf(list, key);
  return list.some((slot) => slot.order === order && slot.key !== key);
};
