import { type Edit, type Spot, setEdits } from "../documents/edit/edit.ts";
import type { Kind } from "../kinds/kind.ts";
import { spellingOf } from "../model/address.ts";
import { type LiveObject, liveNameOf, type Resource, type Spec } from "../model/resource.ts";
import { ownPart } from "../plan/additive.ts";
import { isSame } from "../plan/diff.ts";
import type { World } from "../plan/resolve.ts";
import { respell } from "../plan/respell.ts";
import { adoptedValue } from "./adopted-value.ts";

/** One declared object beside the live one that drifted from it. */
export interface Pair {
  readonly kind: Kind;
  readonly resource: Resource;
  /** How it was declared from the base on: of an additive list, what was ours. */
  readonly former: readonly Resource[];
  readonly live: LiveObject;
  readonly spec: Spec;
}

/** The fields whose live value differs, as they are to be written. Others' entries of additive lists are left out. */
export const adoptedFields = ({ kind, resource, former, spec }: Pair, find: World["find"]): Spec => {
  const held = ownPart(kind, resource, former, spec);
  const spelled = respell(kind, resource.spec, find);
  return Object.fromEntries(
    Object.entries(resource.spec).flatMap(([name, written]) => {
      const field = kind.fields[name];
      if (field === undefined || isSame(field, spelled[name], held[name])) return [];
      return [[name, adoptedValue(field, written, spelled[name], held[name])]];
    }),
  );
};

/** Whether the portal gives the same object another spelling of its name. */
export const isRespelled = ({ resource, live }: Pick<Pair, "resource" | "live">): boolean =>
  live.standing === "custom" && spellingOf(liveNameOf(live)) !== spellingOf(resource.name);

/** The edits that make a resource say what is live. */
export const resourceEdits = (pair: Pair, at: Spot, find: World["find"]): readonly Edit[] =>
  setEdits(at, { ...(isRespelled(pair) ? { name: liveNameOf(pair.live) } : {}), ...adoptedFields(pair, find) });
