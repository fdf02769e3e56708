import { visible } from "../../diagnostics/visible.ts";
import type { KindName } from "../../model/address.ts";
import type { Change } from "../../model/change.ts";
import { type DomainName, kindOfDomain, typeOfDomain } from "../../model/domain.ts";
import type { OrderChange, Plan, Untouched } from "../../model/plan.ts";
import { fieldLines } from "./fields.ts";
import type { Detail, Line, Sign } from "./line.ts";
import { orderLines, type ToldOrder } from "./order.ts";
import { count, minute } from "./words.ts";

/** All changes of one kind, and what they do to its orders. */
export interface KindSection {
  readonly kind: KindName;
  readonly changes: readonly Change[];
  readonly orders: readonly ToldOrder[];
}

const isMove = ({ action, fields }: Change): boolean =>
  action === "update" && fields.length === 1 && fields[0]?.path === "position";

const moves = ({ fields }: Pick<Change, "fields">): boolean => fields.some(({ path }) => path === "position");

const signOf = (change: Change): Sign => {
  if (isMove(change)) return "↕";
  return change.action === "create" ? "+" : change.action === "delete" ? "-" : "~";
};

const alarmOf = ({ impact, unsafePrefix }: Change): string | undefined => {
  const words = [
    ...(impact === "broadens" ? ["OPENS ACCESS"] : impact === "unknown" ? ["UNKNOWN EFFECT"] : []),
    ...(unsafePrefix === undefined ? [] : ["NO SAFE ORDER"]),
  ];
  return words.length === 0 ? undefined : words.join(", ");
};

const noteOf = ({ source, managed, takeover, cause }: Change): string =>
  [
    ...(source === undefined ? [] : [`${visible(source.file)}:${source.line}`]),
    ...(managed ? [] : ["not in Git, but must be written"]),
    ...(takeover ? ["takeover: exists already, was not ours"] : []),
    ...(cause === "earlier-commit" ? ["merged earlier, not applied yet"] : []),
    ...(cause === "drift" ? ["undoes drift"] : []),
  ].join("; ");

/** One line per change: what, how bad, where it is written. */
export const changeRow = (change: Change, depth: number): Line => {
  const alarm = alarmOf(change);
  const note = noteOf(change);
  return {
    depth,
    sign: signOf(change),
    text: visible(change.name),
    ...(alarm === undefined ? {} : { alarm }),
    ...(note === "" ? {} : { note }),
    tone: "strong",
  };
};

export const changeLines = (change: Change, depth: number, detail: Detail): readonly Line[] => [
  changeRow(change, depth),
  ...fieldLines(change, depth + 2, detail),
];

/** What is told of a rule beside the order of its domain. */
interface Placed {
  readonly kind: KindName;
  readonly domain?: DomainName;
  readonly name: string;
  readonly fields: Change["fields"];
}

/** The orders of one kind among all that change, with the rules that move in each. */
export const ordersOf = (
  kind: KindName,
  orders: Readonly<Record<DomainName, OrderChange>>,
  changes: readonly Placed[],
): readonly ToldOrder[] =>
  (Object.keys(orders) as DomainName[])
    .filter((domain) => kindOfDomain(domain) === kind)
    .map((domain): ToldOrder => {
      const type = typeOfDomain(domain);
      const own = changes.filter((one) => (one.domain ?? one.kind) === domain && moves(one));
      const moved = new Set(own.map(({ name }) => name));
      return { ...(type === undefined ? {} : { type }), order: orders[domain]!, moved };
    });

export const sectionOrderLines = ({ orders }: KindSection, depth: number, detail: Detail): readonly Line[] =>
  orders.flatMap((order) => orderLines(order, depth, detail));

/** Kinds in the order the plan names them. */
export const kindSections = ({ changes, orders }: Plan): readonly KindSection[] => {
  const kinds = new Set([
    ...changes.map(({ kind }) => kind),
    ...(Object.keys(orders) as DomainName[]).map(kindOfDomain),
  ]);
  return [...kinds].map((kind) => {
    const own = changes.filter((change) => change.kind === kind);
    return { kind, changes: own, orders: ordersOf(kind, orders, own) };
  });
};

/** `1 new, 2 changed, 1 moved, 3 deleted`. */
export const sectionCounts = (changes: readonly Change[]): string => {
  const counts = [
    [changes.filter(({ action }) => action === "create").length, "new"],
    [changes.filter((change) => change.action === "update" && !isMove(change)).length, "changed"],
    [changes.filter(isMove).length, "moved"],
    [changes.filter(({ action }) => action === "delete").length, "deleted"],
  ] as const;
  const told = counts.filter(([number]) => number > 0).map(([number, word]) => count(number, word, word));
  return told.length === 0 ? "order" : told.join(", ");
};

/** `by j.doe at 2026-11-19 22:14Z`; nothing where nobody is named: most plans ask no audit log. */
export const authorship = ({ by, at }: Pick<Untouched, "by" | "at">): string =>
  [...(by === undefined ? [] : [`by ${visible(by)}`]), ...(at === undefined ? [] : [`at ${visible(minute(at))}`])].join(
    " ",
  );

/** Whether drift is an object that nobody declares: undoing it deletes the object. */
export const isUndeclared = ({ fields: [field] }: Untouched): boolean =>
  field?.path === "exists" && field.before === true;

const existenceText = (untouched: Untouched): string | undefined => {
  if (untouched.fields[0]?.path !== "exists") return undefined;
  return isUndeclared(untouched)
    ? "live, but not in Git: --include-drift would delete it"
    : "in Git, but not live: --include-drift would make it again";
};

/**
 * Drift that this plan leaves alone. Fields stand as everywhere in a plan: `before` is live, `after` what Git says.
 */
export const untouchedLines = (untouched: Untouched, depth: number, detail: Detail): readonly Line[] => {
  const author = authorship(untouched);
  const head = { depth, text: visible(untouched.address), ...(author === "" ? {} : { note: author }) };
  const existence = existenceText(untouched);
  if (existence !== undefined) return [head, { depth: depth + 2, text: existence }];
  return [
    head,
    ...(untouched.fields.length === 0 ? [] : [{ depth: depth + 2, text: "live → Git", tone: "dim" as const }]),
    ...fieldLines({ action: "update", fields: untouched.fields }, depth + 2, detail),
  ];
};
