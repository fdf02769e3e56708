import { decodeSpec } from "../kinds/specs.ts";
import { usesOthers } from "../kinds/uses.ts";
import type { KindName } from "../model/address.ts";
import type { Spec } from "../model/resource.ts";
import { restoreKey } from "./expected.ts";
import type { RunInput } from "./input.ts";

/** A rule or a joining object as it was before a run wrote to it. */
export interface AsFound {
  readonly kind: KindName;
  readonly id: string;
  readonly name: string;
  readonly spec: Spec;
}

/**
 * Who used which object before the first write: the writes of a run are planned for them as well, also when it has to be
 * continued. What an earlier, interrupted run found comes first and is kept.
 */
export const beforeRun = (
  input: Pick<RunInput, "steps" | "live" | "nameOf" | "kindOf" | "before">,
): readonly AsFound[] => {
  const found = new Map(input.before.map((one) => [restoreKey(one.kind, one.id), one]));
  for (const step of input.steps) {
    const kind = input.kindOf(step.kind);
    const live = input.live.listings.get(step.kind)?.objects.find(({ id }) => id === step.id);
    if (live === undefined || !usesOthers(kind) || found.has(restoreKey(step.kind, live.id))) continue;
    const { id, name } = live;
    found.set(restoreKey(step.kind, id), { kind: step.kind, id, name, spec: decodeSpec(kind, live, input.nameOf) });
  }
  return [...found.values()];
};
