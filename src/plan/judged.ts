import { usersOf } from "../kinds/referrers.ts";
import type { Specs } from "../kinds/specs.ts";
import { usesOthers } from "../kinds/uses.ts";
import type { Draft } from "./draft.ts";
import { handlersIn, withDoubts } from "./handlers.ts";
import { besideTraffic } from "./impact/bystander.ts";
import { joinsOf } from "./impact/joining.ts";
import { judge } from "./impact/judge.ts";
import { judgeRemoval } from "./impact/removal.ts";
import type { PlanInput } from "./input.ts";
import { overridesIn } from "./overrides.ts";
import type { Judged } from "./phases.ts";
import { buildUsage, type Holder } from "./usage.ts";

/** Rules and joining objects of a kind, old or new. */
const holdersOf = (
  input: PlanInput,
  specs: Specs,
  drafts: readonly Draft[],
  side: "before" | "after",
): readonly Holder[] => {
  const drafted = new Map(drafts.flatMap((draft) => (draft.live === undefined ? [] : [[draft.live, draft] as const])));
  const live = [...input.live.listings.values()].flatMap((listing) => {
    const kind = input.kindOf(listing.kind);
    if (kind === undefined || !usesOthers(kind)) return [];
    const stays = listing.objects.filter((object) => side === "before" || !drafted.get(object)?.isDelete);
    return stays.map(
      (object): Holder => ({
        kind,
        name: object.name,
        spec: (side === "after" ? drafted.get(object)?.after : undefined) ?? specs.of(kind, object),
      }),
    );
  });
  // A new object that joins one in use has that one's users from its first moment, so it counts on both sides.
  const made = drafts
    .filter(({ kind, live }) => live === undefined && (side === "after" || kind.rule === undefined))
    .map(({ kind, resource, after }): Holder => ({ kind, name: resource.name, spec: after }));
  return [...live, ...made, ...(side === "before" ? (input.before ?? []) : [])];
};

export const judgeAll = (input: PlanInput, specs: Specs, drafts: readonly Draft[]): readonly Judged[] => {
  const handlersFor = handlersIn(input, specs);
  const universe = [...input.live.listings.keys()]
    .flatMap((name) => input.kindOf(name) ?? [])
    .filter(({ metByAny }) => metByAny);
  let usages: { readonly old: ReturnType<typeof buildUsage>; readonly both: ReturnType<typeof buildUsage> } | undefined;
  const usage = () => {
    usages ??= ((old) => ({
      old: buildUsage(old, universe),
      both: buildUsage([...old, ...holdersOf(input, specs, drafts, "after")], universe),
    }))(holdersOf(input, specs, drafts, "before"));
    return usages;
  };
  const overridesOf = overridesIn(input, specs, drafts, (kind, name) => usage().both(kind, name));
  return drafts.map((draft) => {
    const { kind, resource } = draft;
    if (kind.bystander) return { draft, verdict: besideTraffic(draft) };
    if (kind.rule !== undefined && draft.isDelete) return { draft, verdict: judgeRemoval(draft, "none") };
    if (kind.rule !== undefined || ((kind.standalone || draft.fields.length === 0) && !draft.isDelete))
      return { draft, verdict: judge(draft, kind, "none", "none") };
    // Without the kinds that may refer to it, nobody can say who uses an object (ZMS groups: rules cannot be read yet).
    const users = usersOf(kind.name);
    const isUnread = users.length === 0 || users.some((name) => input.live.unreadable.has(name));
    const live = draft.live?.name ?? resource.name;
    const old = isUnread ? "unread" : usage().old(kind.name, live);
    if (draft.isDelete) return { draft, verdict: judgeRemoval(draft, old) };
    const both = isUnread ? "unread" : usage().both(kind.name, live);
    const verdict = judge(draft, kind, old, both, isUnread ? undefined : joinsOf(draft, usage().both));
    const doubts = { ...handlersFor(draft), losing: isUnread ? [] : overridesOf(draft) };
    const hasUsers = kind.usedUnseen === true || (both !== "none" && both !== "unread");
    const isUsed = hasUsers || doubts.named.length + doubts.losing.length > 0;
    return { draft, isUsed, verdict: withDoubts(draft, verdict, doubts) };
  });
};
