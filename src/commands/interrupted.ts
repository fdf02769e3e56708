import { isMade, restoreKey, type Surprise, surprises } from "../apply/expected.ts";
import type { Intent } from "../apply/intent.ts";
import type { NameOf } from "../kinds/field.ts";
import { findKind, kindOf } from "../kinds/find.ts";
import { fingerprint } from "../kinds/fingerprint.ts";
import type { Kind } from "../kinds/kind.ts";
import { decodeSpec } from "../kinds/specs.ts";
import { type Address, type KindName, productOf } from "../model/address.ts";
import { kindOfDomain } from "../model/domain.ts";
import type { LiveState } from "../model/live.ts";
import type { Plan } from "../model/plan.ts";
import { type LiveObject, liveNameOf, type Spec } from "../model/resource.ts";
import { type Claims, nothingInterrupted } from "../plan/claims.ts";
import type { Holder } from "../plan/usage.ts";
import type { Names } from "../state/names.ts";

/** What an apply that did not come to its end left behind, held against the tenant. */
interface Seen {
  readonly unfinished: Intent | undefined;
  readonly live: LiveState;
  /** Names as that run spoke them. */
  readonly nameOf: NameOf;
}

/** Its record knows the renames of its own documents, and none that today's add to them or take back. */
export const seenBy = (unfinished: Intent | undefined, live: LiveState, names: Names): Seen => {
  const keyOf = (kind: KindName, id: string): string => `${kind}\u0000${id}`;
  const current = new Map(
    [...live.listings.values()]
      .flatMap(({ objects }) => objects)
      .flatMap(({ kind, id, renamedFrom }) => (renamedFrom === undefined ? [] : [[keyOf(kind, id), renamedFrom]])),
  );
  const nameOf: NameOf = (kind, id, given) =>
    unfinished?.kinds[kind]?.objects[id]?.name ?? current.get(keyOf(kind, id)) ?? names.nameOf(kind, id, given);
  return { unfinished, live, nameOf };
};

/** What an interrupted run does not explain in the kinds it knew. */
const unexplained = ({ unfinished, live, nameOf }: Seen, has: (kind: KindName) => boolean): readonly Surprise[] =>
  Object.entries(unfinished?.kinds ?? {}).flatMap(([name, states]) => {
    const kind = findKind(name as KindName);
    const listing = live.listings.get(name as KindName);
    if (kind === undefined || listing === undefined || !has(kind.name)) return [];
    return surprises(kind, states, listing, "on-the-way", nameOf);
  });

/** Whether everything that was read looks as that run could have left it, and nobody else wrote. */
export const isExplained = (seen: Seen): boolean =>
  seen.unfinished !== undefined && unexplained(seen, () => true).length === 0;

const isZia = (kind: KindName): boolean => productOf(kind) === "zia";

/** Staged changes are ours only when an interrupted run explains every one of them. */
export const stagedBy = (status: string | undefined, seen: Seen): Plan["staged"] => {
  if (status === undefined || status === "ACTIVE") return null;
  if (seen.unfinished === undefined || !seen.unfinished.staging) return { by: "unknown" };
  return { by: unexplained(seen, isZia).length === 0 ? "ours" : "unknown" };
};

/**
 * Which rules may move when an interrupted plan goes on: those it moved or made. What it made where new rules go last
 * has to be put in its place, also when it could stay where it is.
 */
export const resumption = (
  resume: { readonly moved: ReadonlySet<string>; readonly created: readonly Address[] } | undefined,
  { find }: Names,
) => {
  if (resume === undefined) return {};
  const made = resume.created.flatMap((address) => {
    const at = address.indexOf(":");
    const kind = kindOf(address.slice(0, at) as KindName);
    const [object] = find(kind.name, address.slice(at + 1));
    return object === undefined ? [] : [{ kind, id: object.id }];
  });
  return {
    movable: new Set([...resume.moved, ...made.map(({ id }) => id)]),
    unplaced: new Set(made.filter(({ kind }) => kind.order?.writes === "bulk").map(({ id }) => id)),
  };
};

const stateOf = (kind: Kind, object: LiveObject, { nameOf }: Seen): string =>
  fingerprint(kind, liveNameOf(object), decodeSpec(kind, object, nameOf));

/** What an interrupted run set on its way only, of objects that still stand where it left them. */
export const toRestore = (seen: Seen): ReadonlyMap<string, Spec> => {
  const { unfinished, live } = seen;
  const restore = new Map<string, Spec>();
  for (const [name, states] of Object.entries(unfinished?.kinds ?? {})) {
    const kind = findKind(name as KindName);
    for (const object of live.listings.get(name as KindName)?.objects ?? []) {
      const known = states.objects[object.id];
      if (kind === undefined || known?.restore === undefined) continue;
      if (known.states.slice(0, -1).includes(stateOf(kind, object, seen)))
        restore.set(restoreKey(kind.name, object.id), known.restore);
    }
  }
  return restore;
};

/** Who used what before the interrupted run wrote: it goes on being planned for them, and so does what comes instead. */
export const usersBefore = (unfinished: Intent | undefined): readonly Holder[] =>
  (unfinished?.before ?? []).flatMap(({ kind: name, ...one }) => {
    const kind = findKind(name);
    return kind === undefined ? [] : [{ ...one, kind }];
  });

/** To tell whose the staged changes are, every ZIA kind that the interrupted run knew has to be read. */
export const recordedKinds = (unfinished: Intent | undefined): readonly KindName[] =>
  unfinished?.staging === true ? (Object.keys(unfinished.kinds) as readonly KindName[]).filter(isZia) : [];

/** What an interrupted run of ours did is neither drift nor somebody else's. */
export const interruptedClaims = (seen: Seen): Pick<Claims, "isOurState" | "isOurOrder" | "isOurMake"> => {
  const { unfinished, nameOf } = seen;
  if (unfinished === undefined) return nothingInterrupted;
  return {
    // A run that changed nothing of an object explains nothing of it.
    isOurState: (kind, live) => {
      const states = unfinished.kinds[kind.name]?.objects[live.id]?.states ?? [];
      return states.length > 1 && states.slice(1).includes(stateOf(kind, live, seen));
    },
    isOurOrder: (domain) =>
      unfinished.kinds[kindOfDomain(domain)] !== undefined &&
      !unexplained(seen, (name) => name === kindOfDomain(domain)).some(
        (one) => one.what === "moved" && (one.domain ?? one.kind) === domain,
      ),
    // The name alone says nothing: where our create was refused, somebody else may have made one since.
    isOurMake: (kind, live) =>
      isMade(kind, unfinished.kinds[kind.name]?.created ?? [], liveNameOf(live), decodeSpec(kind, live, nameOf)),
  };
};
