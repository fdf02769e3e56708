import { isRefusal } from "../diagnostics/guardrails.ts";
import { type Address, identityOf } from "../model/address.ts";
import type { Change, FieldChange, Impact } from "../model/change.ts";
import type { DriftItem, DriftReport } from "../model/drift.ts";
import type { OrderChange, Plan } from "../model/plan.ts";

/** A plan would undo the drift, so the drift did the opposite of the plan. */
const opposite: Readonly<Record<Impact, Impact>> = {
  broadens: "narrows",
  narrows: "broadens",
  neutral: "neutral",
  unknown: "unknown",
};

const swapField = ({ path, before, after, added, removed }: FieldChange): FieldChange => ({
  path,
  before: after,
  after: before,
  ...(removed === undefined ? {} : { added: removed }),
  ...(added === undefined ? {} : { removed: added }),
});

const whatOf = ({ action, fields }: Change): DriftItem["what"] => {
  if (action === "create") return "vanished";
  return action === "update" && fields.length === 1 && fields[0]?.path === "position" ? "moved" : "changed";
};

/** A change that opens in one place and closes in another is written twice: stricter first, then looser. */
const alsoCloses = ({ action, address }: Change, { requests }: Plan): boolean =>
  action === "update" && requests.some((one) => one.address === address && one.phase === "stricter");

/** What undoing would close as well was opened, whatever else undoing opens. */
const impactOf = (change: Change, plan: Plan): Impact =>
  change.impact === "broadens" && alsoCloses(change, plan) ? "broadens" : opposite[change.impact];

const itemOf = (change: Change, plan: Plan): DriftItem => ({
  address: change.address,
  kind: change.kind,
  ...(change.domain === undefined ? {} : { domain: change.domain }),
  name: change.name,
  what: whatOf(change),
  fields: change.fields.map(swapField),
  impact: impactOf(change, plan),
  ...(change.source === undefined
    ? {}
    : { source: { file: change.source.file, line: change.source.line, column: change.source.column } }),
});

/** Crossings are of the rules that moved, whichever way one looks at it. */
const swapOrder = ({ before, after, crossings }: OrderChange): OrderChange => ({
  before: after,
  after: before,
  crossings,
});

/**
 * What changed behind Git's back, from the plan that would undo it.
 *
 * | plan: live → Git | drift: Git → live |
 * |---|---|
 * | creates an object | it vanished |
 * | updates only its position | it moved |
 * | any other update | it changed |
 * | deletes an object | it changed: it is live and not in Git, and has no source |
 */
export const buildDrift = (plan: Plan): DriftReport => ({
  tenant: plan.tenant,
  items: plan.changes.map((change) => itemOf(change, plan)),
  orders: Object.fromEntries(
    Object.entries(plan.orders).map(([domain, order]) => [domain, swapOrder(order)]),
  ) as DriftReport["orders"],
  unmanaged: plan.summary.unmanaged,
  staged: plan.staged,
  // What would refuse to undo the drift says nothing about it.
  diagnostics: plan.diagnostics.filter((one) => !isRefusal(one)),
});

/** One administrator action as ZIA's audit log tells it. */
export interface AuditTrace {
  /** ISO 8601. */
  readonly at?: string;
  readonly admin: string;
  readonly action: string;
  readonly resource: string;
  readonly clientIp?: string;
  readonly interface?: string;
  readonly result?: string;
}

export interface AttributeOptions {
  /** The admin name of our own API client: what it did is no drift. */
  readonly ownAdmin?: string;
}

const isWrite = ({ action, result }: AuditTrace): boolean =>
  /^(?:create|update|delete)/i.test(action.trim()) && !/fail/i.test(result ?? "");

/** Entries without a time are older than all others. */
const newest = (entries: readonly AuditTrace[]): AuditTrace | undefined =>
  entries.reduce<AuditTrace | undefined>(
    (best, one) => (best === undefined || (one.at ?? "") > (best.at ?? "") ? one : best),
    undefined,
  );

const isSameAdmin = (a: string, b: string | undefined): boolean =>
  b !== undefined && a.trim().toLowerCase() === b.trim().toLowerCase();

const groupBy = <T>(list: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
};

/** Who did it, when and from where, as far as somebody knows. */
interface Signature {
  readonly by?: string;
  readonly at?: string;
  readonly from?: string;
}

const signatureOf = ({ admin, at, clientIp, interface: via }: AuditTrace): Signature => {
  const from = [via, clientIp].filter((part) => part !== undefined && part !== "").join(" ");
  return {
    ...(admin === "" ? {} : { by: admin }),
    ...(at === undefined ? {} : { at }),
    ...(from === "" ? {} : { from }),
  };
};

const isZia = (address: Address): boolean => address.startsWith("zia/");

const nameIn = (address: Address): string => identityOf(address.slice(address.indexOf(":") + 1));

/**
 * Says who changed each object, as far as ZIA's audit log knows. The log names objects without their kind as we know it,
 * so where two of them share a name and several people wrote to that name, nobody is named: never guess.
 */
export const sign = <Item extends { readonly address: Address }>(
  items: readonly Item[],
  entries: readonly AuditTrace[],
  { ownAdmin }: AttributeOptions = {},
): readonly (Item & Signature)[] => {
  const writes = groupBy(
    entries.filter((entry) => isWrite(entry) && !isSameAdmin(entry.admin, ownAdmin)),
    ({ resource }) => identityOf(resource),
  );
  const namesakes = groupBy(
    items.filter(({ address }) => isZia(address)),
    ({ address }) => nameIn(address),
  );
  return items.map((item) => {
    const identity = nameIn(item.address);
    const found = writes.get(identity) ?? [];
    const trace = newest(found);
    if (!isZia(item.address) || trace === undefined) return item;
    const isUnclear = (namesakes.get(identity)?.length ?? 0) > 1 && new Set(found.map(({ admin }) => admin)).size > 1;
    return isUnclear ? item : { ...item, ...signatureOf(trace) };
  });
};

/** A report whose items are signed; it says no more why they are not. */
export const attribute = (
  report: DriftReport,
  entries: readonly AuditTrace[],
  options: AttributeOptions = {},
): DriftReport => {
  const { attribution: _answered, ...rest } = report;
  return { ...rest, items: sign(report.items, entries, options) };
};
