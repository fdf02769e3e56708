import { meaningOf } from "../../kinds/meaning.ts";
import type { Specs } from "../../kinds/specs.ts";
import type { LiveObject, Spec } from "../../model/resource.ts";
import type { Domain } from "../domain.ts";
import type { Draft } from "../draft.ts";
import type { Judged } from "../phases.ts";
import { isApart } from "./apart.ts";
import { partsOf } from "./parts.ts";
import type { Verdict } from "./verdict.ts";

/**
 * A rule that blocked and lets go of some traffic, without an effect that nobody can order. Where it stands is judged
 * with its move.
 */
const letsGo = ({ draft, verdict }: Judged): boolean => {
  const { kind, live, before, after, isDelete } = draft;
  if (kind.order === undefined || live === undefined || verdict.impact !== "broadens") return false;
  const [old, now] = [meaningOf(kind, before), meaningOf(kind, after)];
  if (!old.on || old.direction !== "block") return false;
  if (isDelete) return true;
  return (!now.on || now.direction === "block") && partsOf(draft).effects.length === 0;
};

/** Rules that may get what another one lets go of: those that stood below it or level with it, and new ones. */
const heirsOf = ({ listing, arrangement, judged }: Domain, from: LiveObject) => {
  const orders = new Map(arrangement.list.map(({ key, order }) => [key, order]));
  const own = orders.get(from.id) ?? Number.NEGATIVE_INFINITY;
  return {
    live: listing.objects.filter((object) => object !== from && (orders.get(object.id) ?? own) >= own),
    made: [...judged.values()].flatMap(({ draft }) => (draft.live === undefined ? [draft.after] : [])),
  };
};

/** Whether whatever no rule matches is known to be stopped, by the service or by a catch-all that is judged as a rule. */
const hasKnownEnd = ({ kind, listing }: Domain): boolean =>
  kind.rule?.otherwise === "block" || listing.objects.some(({ standing }) => standing === "last");

const isStoppedAnyway = (
  { kind, live, before }: Draft,
  domain: Domain,
  drafts: ReadonlyMap<LiveObject, Draft>,
  specs: Specs,
): boolean => {
  if (!hasKnownEnd(domain)) return false;
  const heirs = heirsOf(domain, live!);
  const stays = heirs.live.filter((object) => !drafts.get(object)?.isDelete);
  const contents = [...stays.map((object) => drafts.get(object)?.after ?? specs.of(kind, object)), ...heirs.made];
  return contents.every((spec: Spec) => {
    const { on, direction } = meaningOf(kind, spec);
    return !on || direction === "block" || isApart(kind, before, spec);
  });
};

const stopped = (verdict: Verdict, blocksMore: boolean): Verdict => ({
  ...verdict,
  impact: blocksMore ? "narrows" : "neutral",
  reason: [verdict.reason, "no rule below lets any of it pass"].join("; "),
});

/** What a blocking rule lets go of opens nothing where no rule that stands below it, and no new one, can let it pass. */
export const weighBelow = (judged: readonly Judged[], domains: readonly Domain[], specs: Specs): readonly Judged[] => {
  const byKind = new Map(domains.map((domain) => [domain.kind, domain]));
  const drafts = new Map(
    judged.flatMap(({ draft }) => (draft.live === undefined ? [] : [[draft.live, draft] as const])),
  );
  return judged.map((one) => {
    const domain = letsGo(one) ? byKind.get(one.draft.kind) : undefined;
    if (domain === undefined || !isStoppedAnyway(one.draft, domain, drafts, specs)) return one;
    const isOff = one.draft.isDelete || !meaningOf(one.draft.kind, one.draft.after).on;
    const blocksMore =
      !isOff && partsOf(one.draft).extents.some(({ relation }) => relation === "wider" || relation === "both");
    return { ...one, verdict: stopped(one.verdict, blocksMore) };
  });
};
