import { isError } from "../diagnostics/diagnostic.ts";
import { visible } from "../diagnostics/visible.ts";
import type { KindName } from "../model/address.ts";
import { type DomainName, kindOfDomain } from "../model/domain.ts";
import type { DriftItem, DriftReport } from "../model/drift.ts";
import { ordersOf } from "../plan/render/changes.ts";
import { fieldLines } from "../plan/render/fields.ts";
import type { Detail, Line, Sign } from "../plan/render/line.ts";
import { orderLines, type ToldOrder } from "../plan/render/order.ts";
import { tell } from "../plan/render/tell.ts";
import { count, grouped, minute } from "../plan/render/words.ts";

/** What follows once drift is written into the documents. */
export const afterAdopting = "in a clone, then a pull request with what it writes; the next plan is then empty";

/** Two ways out of drift. */
export const remedies = {
  adopt: "zerodrift drift --adopt",
  undo: "zerodrift plan --include-drift --format json --out plan.json && zerodrift apply plan.json",
} as const;

/** An object that is live and declared nowhere, in a kind where that is drift. */
const isForeign = ({ what, source }: DriftItem): boolean => what === "changed" && source === undefined;

const actionOf = (item: DriftItem): "create" | "update" | "delete" => {
  if (item.what === "vanished") return "delete";
  return isForeign(item) ? "create" : "update";
};

const riskParts = ({ items }: DriftReport): readonly string[] => {
  const opened = items.filter(({ impact }) => impact === "broadens").length;
  const unknown = items.filter(({ impact }) => impact === "unknown").length;
  return [
    ...(opened > 0 ? [`${grouped(opened)} OPENED ACCESS`] : unknown > 0 ? [] : ["none opened access"]),
    ...(unknown > 0 ? [`${grouped(unknown)} UNKNOWN EFFECT`] : []),
  ];
};

/** The first line without the tenant's name. */
export const driftHeadline = (report: DriftReport): string => {
  const { items, unmanaged, staged, diagnostics } = report;
  const errors = diagnostics.filter(isError).length;
  const notes = [
    ...(items.length > 0 && unmanaged > 0 ? [`${count(unmanaged, "object")} not in Git`] : []),
    ...(staged === null ? [] : ["staged ZIA changes wait for activation"]),
    ...(errors === 0 ? [] : [`NOT COMPLETE, ${count(errors, "error")}`]),
  ];
  const drift =
    items.length === 0 ? "no drift" : [`${grouped(items.length)} drifted from Git`, ...riskParts(report)].join(", ");
  return [drift, ...notes].join("; ");
};

/** `by j.doe at 2026-11-19 22:14Z from UI 203.0.113.7`, or `by unknown`. */
export const authorOf = ({ by, at, from }: DriftItem): string =>
  [
    `by ${by === undefined ? "unknown" : visible(by)}`,
    ...(at === undefined ? [] : [`at ${visible(minute(at))}`]),
    ...(from === undefined ? [] : [`from ${visible(from)}`]),
  ].join(" ");

export type DriftRiskWord = "opened" | "unknown" | "vanished";

/** One sentence of the list that is read first. */
export interface DriftRisk {
  readonly word: DriftRiskWord;
  readonly address: string;
  readonly detail: string;
  readonly author: string;
}

const wordOf = ({ impact, what }: DriftItem): DriftRiskWord | undefined => {
  if (impact === "broadens") return "opened";
  if (impact === "unknown") return "unknown";
  return what === "vanished" ? "vanished" : undefined;
};

const order: readonly DriftRiskWord[] = ["opened", "unknown", "vanished"];

const detailOf = (item: DriftItem): string => {
  const told = tell({ action: actionOf(item), fields: item.fields });
  if (item.what === "vanished") return told === "" ? "is gone" : `is gone: ${told}`;
  if (isForeign(item)) return told === "" ? "is live, not in Git" : `is live, not in Git: ${told}`;
  return told;
};

export const driftRisks = ({ items }: DriftReport): readonly DriftRisk[] =>
  items
    .flatMap((item): DriftRisk[] => {
      const word = wordOf(item);
      return word === undefined
        ? []
        : [{ word, address: visible(item.address), detail: detailOf(item), author: authorOf(item) }];
    })
    .toSorted((a, b) => order.indexOf(a.word) - order.indexOf(b.word));

const signOf = (item: DriftItem): Sign => {
  if (item.what === "moved") return "↕";
  if (item.what === "vanished") return "-";
  return isForeign(item) ? "+" : "~";
};

const alarms: Readonly<Record<DriftItem["impact"], string | undefined>> = {
  broadens: "OPENED ACCESS",
  unknown: "UNKNOWN EFFECT",
  narrows: undefined,
  neutral: undefined,
};

const placeOf = ({ source }: DriftItem): string | undefined =>
  source === undefined ? undefined : `${visible(source.file)}:${source.line}`;

/** One line per drifted object. */
export const itemRow = (item: DriftItem, depth: number): Line => {
  const alarm = alarms[item.impact];
  const gone = item.what === "vanished" ? "vanished, " : "";
  return {
    depth,
    sign: signOf(item),
    text: visible(item.name),
    ...(alarm === undefined ? {} : { alarm }),
    note: `${gone}${authorOf(item)}`,
    tone: "strong",
  };
};

export const itemLines = (item: DriftItem, depth: number, detail: Detail): readonly Line[] => {
  const place = placeOf(item);
  const adopt =
    item.what === "vanished"
      ? `to adopt it, delete ${place ?? "it"} from Git`
      : `to adopt it, ${place === undefined ? "declare it" : `change ${place}`}`;
  return [
    itemRow(item, depth),
    ...fieldLines({ action: actionOf(item), fields: item.fields }, depth + 2, detail),
    { depth: depth + 2, text: adopt, tone: "dim" },
  ];
};

/** All drift of one kind. */
export interface DriftSection {
  readonly kind: KindName;
  readonly items: readonly DriftItem[];
  readonly orders: readonly ToldOrder[];
}

export const driftSections = ({ items, orders }: DriftReport): readonly DriftSection[] => {
  const kinds = new Set([...items.map(({ kind }) => kind), ...(Object.keys(orders) as DomainName[]).map(kindOfDomain)]);
  return [...kinds].map((kind) => {
    const own = items.filter((item) => item.kind === kind);
    return { kind, items: own, orders: ordersOf(kind, orders, own) };
  });
};

export const driftCounts = (items: readonly DriftItem[]): string => {
  const number = (what: DriftItem["what"]): number => items.filter((item) => item.what === what).length;
  const told = (["changed", "moved", "vanished"] as const)
    .filter((what) => number(what) > 0)
    .map((what) => count(number(what), what, what));
  return told.length === 0 ? "order" : told.join(", ");
};

export const driftOrderLines = ({ orders }: DriftSection, depth: number, detail: Detail): readonly Line[] =>
  orders.flatMap((order) => orderLines(order, depth, detail));

/** Why nobody is named, where nobody is. */
export const whoNote = ({ items, attribution }: DriftReport): string | undefined => {
  if (attribution !== undefined) return `the audit log did not answer: ${visible(attribution)}`;
  if (items.every(({ by }) => by !== undefined)) return undefined;
  return items.some(({ address, by }) => by === undefined && !address.startsWith("zia/"))
    ? "only ZIA's audit log can be read, so nobody is named for ZPA and ZMS"
    : "the audit log has no clear entry for some objects";
};

export const stagedText = ({ staged }: DriftReport): string | undefined => {
  if (staged === null) return undefined;
  return staged.by === "ours"
    ? "ZIA holds changes of an earlier, interrupted run; zerodrift plan and apply finish it"
    : "ZIA holds changes that somebody else made and nobody activated; activate or discard them in the portal";
};
