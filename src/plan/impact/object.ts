import { combine } from "../../kinds/fields/extent.ts";
import type { Draft } from "../draft.ts";
import type { Usage } from "../usage.ts";
import { listed, partsOf, pick } from "./parts.ts";
import { sameDirection } from "./same-direction.ts";
import { atOnce, between, type Verdict } from "./verdict.ts";

/** A shared object that is live and changes. */
export const judgeObject = (draft: Draft, usage: Usage): Verdict => {
  const parts = partsOf(draft);
  const relation = combine(parts.extents.map((part) => part.relation));
  const { neutral } = parts;
  if (relation === "equal" && parts.effects.length === 0)
    return { stricter: {}, looser: {}, neutral, impact: "neutral" };
  if (usage === "none") return atOnce("looser", draft, neutral, "neutral", "no rule that was read uses it");
  if (usage === "unread") {
    const phase = relation === "narrower" && parts.effects.length === 0 ? "stricter" : "looser";
    return atOnce(phase, draft, neutral, "unknown", "which rules use it, and how, cannot be read");
  }
  if (usage === "unknown") {
    const reason = "a rule whose action has no known direction uses it";
    const unsafe = `${reason}, so no order of writes is known to be safe`;
    return between("other", atOnce("looser", draft, neutral, "unknown", reason, unsafe));
  }
  if (usage === "mixed") {
    const reason = "rules that allow and rules that block both use it";
    const unsafe = "allowing and blocking rules both use it, so no order of writes is safe for both";
    return between("other", atOnce("looser", draft, neutral, "broadens", reason, unsafe));
  }
  const effects = parts.effects.join(", ");
  const loosens = relation !== "equal" && relation !== (usage === "allow" ? "narrower" : "wider");
  const grows = `${relation === "narrower" ? "shrinks" : relation === "wider" ? "grows" : "changes"} for rules that ${usage}: ${listed(parts.extents)}`;
  const reason = [
    ...(relation === "equal" ? [] : [grows]),
    ...(effects === "" ? [] : [`what ${effects} does to traffic is not known here`]),
  ].join("; ");
  const impact = loosens ? "broadens" : effects === "" ? "narrows" : "unknown";
  const joining = parts.effects.some((name) => draft.kind.fields[name]?.joins);
  if (joining) return between("joining", atOnce("looser", draft, neutral, impact, reason));
  // Effects that say nothing of who reaches what ride on the last write.
  const riding = { ...neutral, ...pick(draft.differing, parts.effects) };
  return { ...sameDirection(draft, { ...parts, effects: [], neutral: riding }, usage), impact, reason };
};

/** A new object that joins one in use (a segment in a group) takes effect at once; any other waits for its first user. */
export const createdObject = (draft: Draft, usage: Usage): Verdict => {
  const joins = Object.values(draft.kind.fields).some(({ joins }) => joins);
  if (!joins || usage === "none" || usage === "block") {
    return { stricter: draft.differing, looser: {}, neutral: {}, impact: usage === "block" ? "narrows" : "neutral" };
  }
  const base = {
    stricter: {},
    looser: draft.differing,
    neutral: {},
    impact: "broadens" as const,
    reason: "rules that allow use the group it joins",
  };
  if (usage === "unread")
    return { ...base, impact: "unknown", reason: "which rules use the group it joins cannot be read" };
  if (usage === "unknown") {
    const reason = "a rule whose action has no known direction uses the group it joins";
    return { ...base, impact: "unknown", reason, unsafe: `${reason}, so no order of writes is known to be safe` };
  }
  return usage === "mixed" ? { ...base, unsafe: "allowing and blocking rules both use the group it joins" } : base;
};
