import type { Kind } from "../kinds/kind.ts";
import type { FieldChange } from "../model/change.ts";
import { type DomainName, orderAddress } from "../model/domain.ts";
import type { LiveObject, Resource, Spec } from "../model/resource.ts";
import type { Acknowledged } from "../scope/acknowledged.ts";
import type { Scope } from "../scope/scope.ts";
import { formerPart, ownPart } from "./additive.ts";
import { isSame } from "./diff.ts";
import { type Draft, untouched } from "./draft.ts";

/** What Git, its reviewers and an interrupted run say of the objects a plan may write. */
export interface Claims {
  readonly scope: Scope;
  /** Drift is undone, too. */
  readonly includeDrift: boolean;
  readonly acknowledged: Acknowledged;
  /** Whether an interrupted run of ours left an object as it is now. */
  isOurState(kind: Kind, live: LiveObject): boolean;
  /** Whether the rules of a list stand as an interrupted run of ours could have left them. */
  isOurOrder(domain: DomainName): boolean;
  /** Whether an interrupted run of ours made it. */
  isOurMake(kind: Kind, live: LiveObject): boolean;
}

/** Claims where no run was interrupted. */
export const nothingInterrupted: Pick<Claims, "isOurState" | "isOurOrder" | "isOurMake"> = {
  isOurState: () => false,
  isOurOrder: () => false,
  isOurMake: () => false,
};

/** The object itself, where one that was declared is not there any more. */
export const existence = "exists";

/** Git declares an object that is not live, or, of an authoritative kind, does not declare one that is. */
export const existenceChange = (isLive: boolean): FieldChange => ({ path: existence, before: isLive, after: !isLive });

/** Whether the live object is as a declaration says, in every field that it declares; of an additive list, our entries. */
export const isAsDeclared = (kind: Kind, resource: Resource, live: Spec): boolean => {
  const held = ownPart(kind, resource, [], live);
  return Object.entries(resource.spec).every(([name, value]) => {
    const field = kind.fields[name];
    return field === undefined || isSame(field, value, held[name]);
  });
};

const saysSo = (kind: Kind, { spec }: Resource, name: string, value: unknown): boolean =>
  name in spec && kind.fields[name] !== undefined && isSame(kind.fields[name], spec[name], value);

/**
 * Fields the plan would overwrite although what they hold now was never said in Git: neither at the base, which was
 * applied, nor after it. Somebody changed them elsewhere.
 */
const driftedIn = (draft: Draft, base: Resource | undefined, since: readonly Resource[]): readonly string[] => {
  if (base === undefined) return [];
  const { kind, resource, live } = draft;
  if (live === undefined) return [existence];
  const held = formerPart(kind, resource, [base, ...since], draft.before);
  return Object.keys(draft.isDelete ? base.spec : draft.differing).filter(
    (name) => name in base.spec && ![base, ...since].some((declared) => saysSo(kind, declared, name, held[name])),
  );
};

const isTakeover = ({ kind, resource, live, before }: Draft, claims: Claims): boolean => {
  const { scope } = claims;
  if (!scope.hasBase || live === undefined || live.standing !== "custom") return false;
  if (scope.atBase(resource) !== undefined || claims.isOurMake(kind, live)) return false;
  return !scope.since(resource).some((declared) => isAsDeclared(kind, declared, before));
};

/** Whether somebody said that the drift of an address is to be undone. */
export const mayOverwrite = (address: string, { includeDrift, acknowledged }: Claims): boolean =>
  includeDrift || acknowledged.find(address, "overwrite-drift") !== undefined;

/** What becomes of one difference: the plan writes it, or it is drift that is left alone. */
export type Claimed =
  | { readonly is: "planned"; readonly draft: Draft }
  /** `draft` is absent where there is no live object to keep in its place. */
  | { readonly is: "drift"; readonly drift: Draft; readonly draft?: Draft };

/** A difference in scope is planned with its cause; any other is drift. */
export const claim = (draft: Draft, claims: Claims): Claimed => {
  const { kind, resource, live, fields } = draft;
  const { scope } = claims;
  const cause = scope.causeOf(kind.name, resource.name);
  const isEqual = live !== undefined && fields.length === 0;
  if (cause === undefined && !isEqual) {
    if (mayOverwrite(resource.address, claims)) return { is: "planned", draft: { ...draft, cause: "drift" } };
    return { is: "drift", drift: draft, ...(live === undefined ? {} : { draft: untouched(draft) }) };
  }
  const isOurs = live !== undefined && claims.isOurState(kind, live);
  return {
    is: "planned",
    draft: {
      ...draft,
      cause: cause ?? "commit",
      takeover: isTakeover(draft, claims),
      drifted: isOurs ? [] : driftedIn(draft, scope.atBase(resource), scope.since(resource)),
    },
  };
};

/** The same for an object that is to be deleted; it was declared once, so Git has a say in it. */
export const claimRemoval = (
  draft: Draft,
  base: Resource | undefined,
  since: readonly Resource[],
  claims: Claims,
): Draft => ({
  ...draft,
  cause: claims.scope.causeOf(draft.kind.name, draft.resource.name) ?? "drift",
  drifted: draft.live !== undefined && claims.isOurState(draft.kind, draft.live) ? [] : driftedIn(draft, base, since),
});

/** Whether a plan may move the rules of a list. */
export const mayReorder = (domain: DomainName, claims: Claims): boolean =>
  claims.scope.orderCauseOf(domain) !== undefined || mayOverwrite(orderAddress(domain), claims);
