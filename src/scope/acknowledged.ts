import type { Kind } from "../kinds/kind.ts";
import type { Acknowledgement, Allowance } from "../model/acknowledgement.ts";
import type { KindName } from "../model/address.ts";
import type { DesiredState } from "../model/desired.ts";
import { type DomainName, domainIn, kindOfDomain } from "../model/domain.ts";
import type { Past, Snapshot } from "../model/history.ts";
import type { Resource } from "../model/resource.ts";
import { declarationsOf, isSameDeclaration, keyOf } from "./declarations.ts";
import { isSameOrder, isSamePlace } from "./sequence.ts";

/** What an entry names: a resource or, with the name `*`, the order of a domain. */
export interface Subject {
  readonly kind: KindName;
  readonly name: string;
  readonly order?: DomainName;
}

export const subjectOf = ({ change }: Pick<Acknowledgement, "change">): Subject => {
  const at = change.indexOf(":");
  const [kind, name] = [change.slice(0, at) as KindName, change.slice(at + 1).trim()];
  return name === "*" ? { kind: kindOfDomain(kind), name, order: kind } : { kind, name };
};

const addressKey = (entry: Pick<Acknowledgement, "change">): string => {
  const { kind, name, order = kind } = subjectOf(entry);
  return keyOf(order, name);
};

const textOf = (entry: Acknowledgement): string =>
  JSON.stringify([addressKey(entry), entry.allows, entry.reason.trim()]);

/** Everything that is said of one address in one moment. */
interface Moment {
  readonly entries: ReadonlySet<string>;
  readonly desired: DesiredState;
  readonly declared: ReadonlyMap<string, Resource>;
}

const momentOf = (desired: DesiredState, entries: Iterable<string>): Moment => ({
  entries: new Set(entries),
  desired,
  declared: declarationsOf(desired.resources),
});

/** A commit whose documents are broken said nothing new: its entries are those of the commit before as well. */
const momentsOf = (snapshots: readonly Snapshot[]): readonly Moment[] => {
  let known: ReadonlySet<string> = new Set();
  return snapshots.map(({ desired, acknowledgements, isPartial }) => {
    const moment = momentOf(desired, [...(isPartial ? known : []), ...acknowledgements.map(textOf)]);
    known = moment.entries;
    return moment;
  });
};

const isSameSubject = (a: Moment, b: Moment, entry: Acknowledgement, kind: Kind): boolean => {
  const { order } = subjectOf(entry);
  if (order !== undefined) return isSameOrder(a.desired, b.desired, order, new Map());
  const key = addressKey(entry);
  const declared = a.declared.get(key) ?? b.declared.get(key);
  // What a rule does depends on where it stands.
  return (
    isSameDeclaration(kind, a.declared.get(key), b.declared.get(key)) &&
    (declared === undefined || isSamePlace(a.desired, b.desired, domainIn(kind, declared.spec), declared.name))
  );
};

/**
 * Entries that count: new or changed since the base, and written or rewritten no earlier than the last commit that
 * changes what they name. Without a base every entry is new, and the second half holds for all that Git knows.
 */
export const countedEntries = (
  { history, moments: before }: Past,
  head: DesiredState,
  acknowledgements: readonly Acknowledgement[],
  kindOf: (name: KindName) => Kind | undefined,
): readonly Acknowledgement[] => {
  const all = [...momentsOf(before), momentOf(head, acknowledgements.map(textOf))];
  return acknowledgements.filter((entry) => {
    const kind = kindOf(subjectOf(entry).kind);
    if (kind === undefined) return false;
    const text = textOf(entry);
    let written = all.length - 1;
    while (written > 0 && all[written - 1]!.entries.has(text)) written -= 1;
    if (written === 0 && history !== undefined) return false;
    return all.every((moment, at) => at <= written || isSameSubject(all[at - 1]!, moment, entry, kind));
  });
};

/** The counted entries by what they allow. */
export interface Acknowledged {
  /** The entry that allows it, if any does. */
  find(address: string, allows: Allowance): Acknowledgement | undefined;
  readonly entries: readonly Acknowledgement[];
  /** An entry that allowed it once and does not count any more. */
  stale(address: string, allows: Allowance): Acknowledgement | undefined;
}

const byAllowance = (entries: readonly Acknowledgement[]) => {
  const byText = new Map(entries.map((entry) => [`${entry.allows}\u0000${addressKey(entry)}`, entry]));
  return (address: string, allows: Allowance) => byText.get(`${allows}\u0000${addressKey({ change: address })}`);
};

/** @param all every entry that stands in the documents, those that do not count included */
export const acknowledgedBy = (
  entries: readonly Acknowledgement[],
  all: readonly Acknowledgement[] = entries,
): Acknowledged => ({
  entries,
  find: byAllowance(entries),
  stale: byAllowance(all.filter((entry) => !entries.includes(entry))),
});

/** Whether an entry names one of these addresses. */
export const namesOneOf = (entry: Acknowledgement, keys: ReadonlySet<string>): boolean => keys.has(addressKey(entry));
