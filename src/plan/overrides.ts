import { urlKey, widerKeys } from "../analysis/urls.ts";
import type { Specs } from "../kinds/specs.ts";
import type { KindName } from "../model/address.ts";
import type { Spec } from "../model/resource.ts";
import type { Draft } from "./draft.ts";
import type { PlanInput } from "./input.ts";
import type { Usage } from "./usage.ts";

/** Names of the objects that list a URL, by its key. */
type Listed = ReadonlyMap<string, ReadonlySet<string>>;

const urlsIn = ({ kind }: Draft, spec: Spec, takes: boolean): readonly string[] =>
  Object.values(kind.fields).flatMap(({ name, lookup, empty }) =>
    lookup === undefined || (takes && lookup !== "only") ? [] : ((spec[name] ?? empty) as readonly string[]),
  );

const listedIn = (input: PlanInput, specs: Specs, drafts: readonly Draft[], draft: Draft): Listed => {
  const listed = new Map<string, Set<string>>();
  const add = (name: string, spec: Spec): void => {
    for (const key of urlsIn(draft, spec, false).map(urlKey)) listed.set(key, (listed.get(key) ?? new Set()).add(name));
  };
  for (const live of input.live.listings.get(draft.kind.name)?.objects ?? [])
    add(live.name, specs.of(draft.kind, live));
  for (const one of drafts)
    if (one.kind === draft.kind && !one.isDelete) add(one.live?.name ?? one.resource.name, one.after);
  return listed;
};

const opens: readonly Usage[] = ["block", "guarded", "mixed", "unknown"];

/**
 * Objects that stop or guard what they list, and lose URLs to more exact ones that the draft adds: the most exact entry
 * decides alone. They may stop it for more people than the object of the draft does.
 */
export const overridesIn = (
  input: PlanInput,
  specs: Specs,
  drafts: readonly Draft[],
  usageOf: (kind: KindName, name: string) => Usage,
): ((draft: Draft) => readonly string[]) => {
  const known = new Map<KindName, Listed>();
  return (draft) => {
    const held = new Set(urlsIn(draft, draft.before, true).map(urlKey));
    const added = urlsIn(draft, draft.after, true)
      .map(urlKey)
      .filter((key) => !held.has(key));
    if (added.length === 0) return [];
    const listed = known.get(draft.kind.name) ?? listedIn(input, specs, drafts, draft);
    known.set(draft.kind.name, listed);
    const own = draft.live?.name ?? draft.resource.name;
    const losing = added.flatMap((key) => {
      const around = widerKeys(key).find((wider) => listed.has(wider));
      const holders = around === undefined ? new Set<string>() : listed.get(around)!;
      return holders.has(own) ? [] : [...holders];
    });
    return [...new Set(losing)].filter((name) => opens.includes(usageOf(draft.kind.name, name)));
  };
};
