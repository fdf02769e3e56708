import { hasHiddenCriteria, type Policy, type PolicyObject } from "../analysis/policy.ts";
import type { Kind } from "../kinds/kind.ts";
import type { Specs } from "../kinds/specs.ts";
import type { LiveObject } from "../model/resource.ts";
import type { Draft } from "./draft.ts";
import type { PlanInput } from "./input.ts";
import type { Ordered } from "./ordered.ts";

const keyOf = (object: LiveObject): string => object.id;

const compareIds = (a: LiveObject, b: LiveObject): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** In one order, whatever order the service answered in. */
const liveOrder = (kind: Kind, objects: readonly LiveObject[]): readonly LiveObject[] => {
  const key = kind.order?.key;
  if (key === undefined) return objects.toSorted(compareIds);
  // A catch-all has no place of its own: it stands below all others.
  const place = ({ standing, wire }: LiveObject): number =>
    standing === "last" ? Number.MAX_SAFE_INTEGER : Number(wire[key]);
  return objects.toSorted((a, b) => place(a) - place(b) || compareIds(a, b));
};

const fromLive = (kind: Kind, live: LiveObject, specs: Specs): PolicyObject => ({
  kind,
  name: live.name,
  spec: specs.of(kind, live),
  managed: false,
  standing: live.standing,
  hidden: hasHiddenCriteria(kind, live.wire),
});

const fromDraft = ({ kind, resource, live, after }: Draft): PolicyObject => ({
  kind,
  name: resource.name,
  spec: after,
  managed: true,
  at: resource.at,
  ...(live === undefined ? {} : { standing: live.standing, hidden: hasHiddenCriteria(kind, live.wire) }),
});

const objectsOf = (
  kind: Kind,
  input: PlanInput,
  drafts: readonly Draft[],
  ordered: readonly Ordered[],
  specs: Specs,
): readonly PolicyObject[] => {
  const own = drafts.filter((draft) => draft.kind === kind);
  const byLive = new Map(own.flatMap((draft) => (draft.live === undefined ? [] : [[draft.live, draft] as const])));
  const objects = liveOrder(kind, input.live.listings.get(kind.name)?.objects ?? []);
  const staying = objects.filter((live) => !byLive.get(live)?.isDelete);
  const told = new Map<string, PolicyObject>(
    staying.map((live) => {
      const draft = byLive.get(live);
      return [keyOf(live), draft === undefined ? fromLive(kind, live, specs) : fromDraft(draft)];
    }),
  );
  for (const draft of own) if (draft.live === undefined) told.set(draft.resource.address, fromDraft(draft));
  const after = ordered.flatMap(({ view }) => view.after);
  const placed = new Set(after);
  const rest = [...told].filter(([key]) => !placed.has(key)).map(([, object]) => object);
  return [...after.flatMap((key) => told.get(key) ?? []), ...rest];
};

/** The whole policy as it will be when the plan is done: what was read, with what is declared laid over it. */
export const outlook = (
  input: PlanInput,
  drafts: readonly Draft[],
  ordered: readonly Ordered[],
  specs: Specs,
): Policy => {
  const kinds = [...input.live.listings.keys()].flatMap((name) => input.kindOf(name) ?? []);
  return new Map(
    kinds
      .filter(({ writable }) => writable)
      .map((kind) => {
        const own = ordered.filter(({ domain }) => domain.kind === kind);
        return [kind, objectsOf(kind, input, drafts, own, specs)];
      }),
  );
};
