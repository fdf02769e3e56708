import { expect } from "vitest";
import { parse } from "yaml";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { analysisCodes, type Severities } from "../../src/diagnostics/severities.ts";
import { referrersOf } from "../../src/kinds/referrers.ts";
import type { Change } from "../../src/model/change.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { Lifecycle, Spec } from "../../src/model/resource.ts";
import { buildPlan } from "../../src/plan/plan.ts";
import { type Entry, type Said, type Story, storyInput, type Tenant } from "./given.ts";

/** These tables are about what changed, not about what is odd. */
const silent: Severities = Object.fromEntries(analysisCodes.map((code) => [code, "off"]));

/** A plan in few words: what it changes, what it leaves alone, and what it says. */
export interface Told {
  readonly changes: readonly string[];
  readonly left?: readonly string[];
  readonly said?: readonly string[];
}

/** The entry that a refused plan asks for, ready to be copied. */
export const entryIn = ({ insert = "" }: Diagnostic): Entry => (parse(insert) as readonly Entry[])[0]!;

const sentence = (found: Diagnostic): string => {
  if (found.code !== "needs-acknowledgement")
    return found.severity === "error" ? found.code : `${found.severity}: ${found.code}`;
  const { change, allows } = entryIn(found);
  return `${change.slice(change.indexOf(":") + 1)} needs ${allows}`;
};

const changed = ({ action, name, cause, takeover, fields }: Change): string =>
  `${action} ${name} (${cause}${takeover ? ", takeover" : ""})${action === "update" ? `: ${fields.map(({ path }) => path).join(", ")}` : ""}`;

const untouched = ({ address, fields }: Plan["notTouched"][number]): string =>
  `${address.slice(address.indexOf(":") + 1)}: ${fields.map(({ path }) => path).join(", ")}`;

export const tell = (story: Story): Required<Told> => {
  const planned = buildPlan({ ...storyInput(story), severities: silent });
  if (!planned.ok) return { changes: [], left: [], said: planned.diagnostics.map(sentence) };
  const { changes, notTouched, diagnostics } = planned.plan;
  return { changes: changes.map(changed), left: notTouched.map(untouched), said: diagnostics.map(sentence) };
};

/** Everything a row leaves out is empty. */
export const whole = (told: Told): Required<Told> => ({ left: [], said: [], ...told });

export const category = "zia/url-category";
export const url = "zia/url-filtering-rule";

/** Kinds that may name a category, all of them read and without objects. */
export const readers: Tenant = Object.fromEntries(referrersOf(category).map((kind) => [kind, []]));

/** A live category; its id ends with its name. */
export const live = (name: string, more: JsonObject = {}): JsonObject => ({
  id: `CUSTOM_${name}`,
  configuredName: name,
  customCategory: true,
  superCategory: "USER_DEFINED",
  ...more,
});

/** A category of the vendor; its id is its name. */
export const predefined = (id: string): JsonObject => ({ id, customCategory: false });

export const rule = (id: number, name: string, order: number, more: JsonObject = {}): JsonObject => ({
  id,
  name,
  order,
  rank: 7,
  state: "ENABLED",
  action: "BLOCK",
  protocols: ["ANY_RULE"],
  ...more,
});

/** One line of a table. */
export type Row = readonly [sentence: string, story: Story, told: Told];

export const check = (_: string, story: Story, told: Told): void => expect(tell(story)).toEqual(whole(told));

/** One category by name, with a description and, if need be, words of the tool. */
export type One = readonly [name: string, spec?: string | Spec, lifecycle?: Lifecycle];

/** What documents declare: categories. */
export const says = (...ones: readonly One[]): Said => ({
  declares: {
    [category]: ones.map(([name, spec = "one", lifecycle]) => ({
      name,
      superCategory: "USER_DEFINED",
      ...(typeof spec === "string" ? { description: spec } : spec),
      ...(lifecycle === undefined ? {} : { lifecycle }),
    })),
  },
});

/** What the tenant holds: categories. */
export const holds = (...ones: readonly (readonly [name: string, more?: string | JsonObject])[]): Tenant => ({
  ...readers,
  [category]: ones.map(([name, more = "one"]) => live(name, typeof more === "string" ? { description: more } : more)),
});

/** The same, with entries that agree to something. */
export const agreed = (said: Said, ...entries: readonly Entry[]): Said => ({ ...said, acknowledges: entries });
export const entry = (name: string, allows: Entry["allows"], reason = "CHG-1"): Entry => ({
  change: `${category}:${name}`,
  allows,
  reason,
});
