import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Kind } from "../kinds/kind.ts";
import type { Specs } from "../kinds/specs.ts";
import { identityOf, type KindName } from "../model/address.ts";
import { declaredIn } from "../model/desired.ts";
import type { Listing } from "../model/live.ts";
import type { Untouched } from "../model/plan.ts";
import type { Resource } from "../model/resource.ts";
import { checkAdditive, ownChanges, ownPart, withOthers } from "./additive.ts";
import { checkDraft, liveDuplicate, unreadableFields, unsendableUpdate } from "./admit.ts";
import { claim, existenceChange } from "./claims.ts";
import { diff } from "./diff.ts";
import type { Draft } from "./draft.ts";
import { inNamesOfNow } from "./former.ts";
import type { PlanInput } from "./input.ts";
import { removals } from "./removals.ts";
import { checkRemovedKeys, checkUnmanaged } from "./removed-keys.ts";
import { checkOldNames, checkRenames, possibleRenames } from "./renames.ts";
import { checkReferences, type World } from "./resolve.ts";
import { respell } from "./respell.ts";

/** @param gone declared objects that are not live and that this plan does not make */
const worldOf = (input: PlanInput, gone: ReadonlySet<Resource>): World => {
  const also = input.also.filter((resource) => !gone.has(resource));
  const declared = declaredIn(also);
  const names = new Map<KindName, string[]>();
  for (const { kind, name } of also) names.set(kind, [...(names.get(kind) ?? []), name]);
  return {
    live: input.live,
    find: input.find,
    namesOf: input.namesOf,
    declared,
    declaredNames: (kind) => names.get(kind) ?? [],
    kindOf: input.kindOf,
  };
};

/** Every declared resource beside its live object, and what leaves the tenant. */
export interface Drafted {
  /** What the plan may write, and declared objects that it leaves in their place. */
  readonly drafts: readonly Draft[];
  /** Drift that is left alone. */
  readonly untouched: readonly Untouched[];
  readonly diagnostics: readonly Diagnostic[];
}

const unreadable = (kind: Kind, reason: string): Diagnostic => ({
  severity: "error",
  code: "unreadable-kind",
  message: `${kind.name} could not be read: ${reason}`,
  hint: "nothing is planned for a kind that cannot be read; check the API client's role and the tenant's licences",
});

interface Drawn {
  readonly draft?: Draft;
  readonly drift?: Draft;
  readonly diagnostics: readonly Diagnostic[];
}

/** How a resource was declared from the base on; head excluded. */
export const formerOf = (
  { claims }: { readonly claims: Pick<PlanInput["claims"], "scope"> },
  resource: Resource,
): readonly Resource[] => {
  const { scope } = claims;
  const base = scope.atBase(resource);
  return [...(base === undefined ? [] : [base]), ...scope.since(resource)];
};

/** The base says the same rename: it was applied, and what goes by the old name now is another object. */
const isRenamedAlready = ({ claims }: PlanInput, resource: Resource): boolean => {
  const base = claims.scope.atBase(resource);
  const [was, is] = [base?.lifecycle.renamedFrom, resource.lifecycle.renamedFrom];
  return (
    base !== undefined &&
    was !== undefined &&
    identityOf(base.name) === identityOf(resource.name) &&
    identityOf(was) === identityOf(is ?? "")
  );
};

/** One resource beside its live object. */
const draw = (input: PlanInput, specs: Specs, kind: Kind, listing: Listing, declared: Resource): Drawn => {
  const hidden = unreadableFields(declared, listing);
  if (hidden.length > 0) return { diagnostics: hidden };
  const found = input.find(kind.name, declared.name);
  if (found.length > 1) {
    const ids = found.map(({ id }) => id);
    return { diagnostics: [liveDuplicate(kind, declared, ids)] };
  }
  const live = found[0];
  const before = live === undefined ? {} : specs.of(kind, live);
  const former = formerOf(input, declared);
  const wrong = [
    ...checkUnmanaged(declared),
    ...checkRemovedKeys(declared, former),
    ...checkAdditive(kind, declared, live === undefined ? undefined : before),
  ];
  if (wrong.length > 0) return { diagnostics: wrong };
  // What an interrupted run changed on its way only is put back as if it were declared.
  const restore = live === undefined ? undefined : input.restore?.get(`${kind.name}\u0000${live.id}`);
  const completed = live === undefined ? declared.spec : withOthers(kind, declared, former, before);
  const resource: Resource = { ...declared, spec: { ...restore, ...respell(kind, completed, input.find) } };
  const whole = diff(kind, resource, live, before);
  const held = ownPart(kind, declared, former, before);
  const draft: Draft =
    live === undefined ? whole : { ...whole, held, fields: ownChanges(kind, declared, held, whole.fields) };
  const claimed = claim(draft, input.claims);
  if (claimed.is === "drift") return { ...claimed, diagnostics: [] };
  const unsendable = unsendableUpdate(claimed.draft, listing);
  if (unsendable.length > 0) return { diagnostics: unsendable };
  return { draft: claimed.draft, diagnostics: checkDraft(claimed.draft) };
};

const drawAll = (input: PlanInput, specs: Specs): readonly (Drawn & { readonly resource: Resource })[] => {
  const blind = new Set<KindName>();
  return input.desired.resources.flatMap((resource) => {
    const kind = input.kindOf(resource.kind);
    const listing = input.live.listings.get(resource.kind);
    if (kind === undefined) return [];
    if (listing !== undefined) return [{ resource, ...draw(input, specs, kind, listing, resource) }];
    if (blind.has(kind.name)) return [];
    blind.add(kind.name);
    return [
      { resource, diagnostics: [unreadable(kind, input.live.unreadable.get(kind.name) ?? "it was not asked for")] },
    ];
  });
};

const withFormerNames = (input: PlanInput): PlanInput => ({
  ...input,
  claims: { ...input.claims, scope: inNamesOfNow(input.claims.scope, input, input.kindOf) },
});

/** Compares every resource with its live object, and says what cannot be done. */
export const draftAll = (given: PlanInput, specs: Specs): Drafted => {
  const input = withFormerNames(given);
  const drawn = drawAll(input, specs);
  const declared = drawn.flatMap(({ draft }) => draft ?? []);
  const vanished = drawn.flatMap(({ resource, drift }) =>
    drift !== undefined && drift.live === undefined ? [resource] : [],
  );
  const leaving = removals(input, specs);
  const drafts = [...declared, ...leaving.drafts];
  const world = worldOf(input, new Set(vanished));
  const written = declared.filter(({ live, fields }) => live === undefined || fields.length > 0);
  return {
    drafts,
    untouched: [
      ...drawn.flatMap(({ drift }) =>
        drift === undefined
          ? []
          : [
              {
                address: drift.resource.address,
                fields: drift.live === undefined ? [existenceChange(false)] : drift.fields,
              },
            ],
      ),
      ...leaving.untouched,
    ],
    diagnostics: [
      ...checkRenames(input.desired.resources, (resource) =>
        isRenamedAlready(input, resource) ? [] : (input.live.listings.get(resource.kind)?.objects ?? []),
      ),
      ...drawn.flatMap(({ diagnostics }) => diagnostics),
      ...leaving.diagnostics,
      ...checkOldNames(declared),
      ...written.flatMap(({ kind, resource }) => checkReferences(kind, resource, world)),
      ...possibleRenames(drafts),
    ],
  };
};
