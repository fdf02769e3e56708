import { jsonAnswer, Refusal } from "../http.ts";
import type { Wire } from "../json.ts";
import type { World } from "../world.ts";
import type { Matcher } from "./matcher.ts";
import { ziaMatcher } from "./zia.ts";
import { zpaMatcher } from "./zpa.ts";

/** The rule a flow meets first; nulls where none does. */
export interface Decision {
  readonly rule: string | null;
  readonly action: string | null;
}

type MatcherOf = (world: World, kind: string, view: "staged" | "active") => Matcher;

/** ZPA has no staged view: there both are the same. */
const matchers: Readonly<Record<string, MatcherOf>> = {
  "zia/url-filtering-rule": ziaMatcher,
  "zia/firewall-filtering-rule": ziaMatcher,
  "zpa/access-rule": zpaMatcher,
};

/** First match, judged by code of the sandbox's own: neither planner nor kinds are asked. */
export function evaluate(world: World, kind: string, view: "staged" | "active", flows: readonly Wire[]): Decision[] {
  const matcherOf = matchers[kind];
  if (!matcherOf) throw new Refusal(jsonAnswer(400, { message: `"${kind}" is no ordered kind that can be evaluated` }));
  const matcher = matcherOf(world, kind, view);
  return flows.map((flow) => {
    const rule = matcher.rules.find((candidate) => matcher.matches(candidate, flow));
    return { rule: rule ? String(rule.name) : null, action: rule ? String(rule.action) : null };
  });
}
