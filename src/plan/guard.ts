import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { rulesIn } from "../kinds/live-domain.ts";
import { isOff } from "../kinds/meaning.ts";
import type { Address, KindName } from "../model/address.ts";
import type { Change } from "../model/change.ts";
import { type DomainName, kindOfDomain, orderAddress } from "../model/domain.ts";
import type { Consent } from "../model/plan.ts";
import { keyOf } from "../scope/declarations.ts";
import { checkNeeds, consentsOf, type Need } from "./acknowledge.ts";
import { existence } from "./claims.ts";
import { type Draft, domainOfDraft } from "./draft.ts";
import type { PlanInput } from "./input.ts";
import type { Judged } from "./phases.ts";

/** Kinds with fewer managed objects have no meaningful percentage. */
const fewest = 10;

/** What nobody can say of a rule, of what is in force by itself, or of an object that rules use, counts as the worst. */
const worstOf = (judged: readonly Judged[]): ReadonlySet<Address> =>
  new Set(
    judged
      .filter(({ draft, isUsed }) => draft.kind.rule !== undefined || draft.kind.standalone || isUsed)
      .map(({ draft }) => draft.resource.address),
  );

/** What the first line of a risk says, as the end of a sentence that begins with the address. */
const effectOf = ({ impact, impactReason, impactTold }: Change): string => {
  const words = impact === "broadens" ? "opens access" : "has an effect that is not known here";
  return impactTold ? `${words}: ${impactReason}` : words;
};

const changeNeeds = (change: Change, worst: ReadonlySet<Address>): readonly Need[] => {
  const { address, impact, source } = change;
  const opens = impact === "broadens" || (impact === "unknown" && worst.has(address));
  const of = (allows: Need["allows"], what: string): Need => ({
    address,
    allows,
    what,
    ...(source === undefined ? {} : { source }),
  });
  return [
    ...(opens ? [of("broadening", effectOf(change))] : []),
    ...(change.unsafePrefix === undefined ? [] : [of("unsafe-prefix", "has no safe order of writes")]),
    ...(change.takeover ? [of("takeover", "exists already with other values and was not ours")] : []),
  ];
};

const overwriteNeed = ({ resource, drifted, isDelete }: Draft): Need => ({
  address: resource.address,
  allows: "overwrite-drift",
  what: drifted.includes(existence)
    ? "was deleted in the tenant and is made again"
    : `was changed in the tenant (${drifted.join(", ")}) and is ${isDelete ? "deleted" : "overwritten"}`,
  ...(isDelete ? {} : { source: resource.source }),
});

/** Drift that no commit touches is only in a plan because somebody wants it gone. */
const setBackNeed = ({ resource, cause, isDelete }: Draft): readonly Need[] =>
  cause === "drift"
    ? [
        {
          address: resource.address,
          allows: "overwrite-drift",
          what: `was changed in the tenant and is ${isDelete ? "deleted" : "set back to what Git says"}`,
          ...(isDelete ? {} : { source: resource.source }),
        },
      ]
    : [];

const protectedDeletes = (input: PlanInput, deletes: readonly Draft[]): readonly Diagnostic[] => {
  const isProtected = new Set(
    input.claims.scope.gone
      .filter(({ base }) => base?.lifecycle.protect === true)
      .map(({ kind, name }) => keyOf(kind, name)),
  );
  return deletes
    .filter(({ kind, resource }) => isProtected.has(keyOf(kind.name, resource.name)))
    .map(({ resource }) => ({
      severity: "error",
      code: "protected",
      message: `${resource.address} was protected at the base and cannot be deleted in the same step`,
      hint: "declare it again without lifecycle.protect, apply that, and delete it in the next pull request",
    }));
};

/** Rule lists that would be left without any rule of an administrator; a new one that is off is none yet. */
const emptied = (input: PlanInput, drafts: readonly Draft[]): ReadonlySet<DomainName> => {
  const deletes = drafts.filter(({ isDelete, kind }) => isDelete && kind.order !== undefined);
  const leaving = new Set(deletes.map(({ live }) => live));
  const made = drafts.filter((draft) => draft.live === undefined && !isOff(draft.kind, draft.after)).map(domainOfDraft);
  return new Set(
    deletes.map(domainOfDraft).filter((domain) => {
      const kind = input.kindOf(kindOfDomain(domain));
      const listing = input.live.listings.get(kindOfDomain(domain));
      const rules = kind === undefined || listing === undefined ? [] : rulesIn(kind, listing, domain).objects;
      return !rules.some((one) => one.standing === "custom" && !leaving.has(one)) && !made.includes(domain);
    }),
  );
};

interface Share {
  readonly kind: KindName;
  readonly changed: number;
  readonly managed: number;
}

const isEdit = ({ action, fields }: Change): boolean =>
  action === "delete" || (action === "update" && fields.some(({ path }) => path !== "position"));

/** Kinds of which a larger part changes than the guardrail allows. */
const largeShares = (input: PlanInput, drafts: readonly Draft[], changes: readonly Change[]): readonly Share[] =>
  [...new Set(changes.map(({ kind }) => kind))]
    .map((kind) => ({
      kind,
      changed: changes.filter((change) => change.kind === kind && isEdit(change)).length,
      managed: drafts.filter((draft) => draft.kind.name === kind && draft.live !== undefined).length,
    }))
    .filter(
      ({ changed, managed }) => managed >= fewest && (changed / managed) * 100 > input.guardrails.maxChangePercent,
    );

const tooMany = ({ kind, changed, managed }: Share, input: PlanInput): Diagnostic => ({
  severity: "warning",
  code: "many-changes",
  message: `${changed} of ${managed} managed objects of ${kind} change (${Math.round((changed / managed) * 100)} %, guardrails.maxChangePercent is ${input.guardrails.maxChangePercent})`,
  hint: "make sure that this is meant; each delete of such a plan needs an acknowledgement",
});

const deleteNeeds = (input: PlanInput, drafts: readonly Draft[], shares: readonly Share[]): readonly Need[] => {
  const deletes = drafts.filter(({ isDelete }) => isDelete);
  const lists = emptied(input, drafts);
  const isOver = deletes.length > input.guardrails.maxDeletes || shares.length > 0;
  return deletes.flatMap((draft): readonly Need[] => {
    const { address } = draft.resource;
    const domain = domainOfDraft(draft);
    if (lists.has(domain))
      return [{ address, allows: "delete", what: `is deleted, and ${domain} has no rule left that is on` }];
    if (!isOver) return [];
    const why =
      deletes.length > input.guardrails.maxDeletes
        ? `one of ${deletes.length} (guardrails.maxDeletes is ${input.guardrails.maxDeletes})`
        : "in a plan that changes a large share of a kind";
    return [{ address, allows: "delete", what: `is deleted, ${why}` }];
  });
};

/** What a plan is made of besides its changes. */
export interface Guarded {
  readonly judged: readonly Judged[];
  readonly changes: readonly Change[];
  /** Rule lists whose order somebody changed in the tenant and this plan changes again. */
  readonly reordered: readonly DomainName[];
}

export interface Judgement {
  /** Everything that speaks against executing a plan and that nobody has answered in Git. */
  readonly diagnostics: readonly Diagnostic[];
  readonly consents: readonly Consent[];
}

/** Weighs the risks of a plan against what is agreed to in Git. */
export const guard = (input: PlanInput, { judged, changes, reordered }: Guarded): Judgement => {
  const drafts = judged.map(({ draft }) => draft);
  const worst = worstOf(judged);
  const deletes = drafts.filter(({ isDelete }) => isDelete);
  const shares = largeShares(input, drafts, changes);
  const { includeDrift, acknowledged } = input.claims;
  // `--include-drift` is an answer to all of them; an entry that gives one as well is not unused.
  const isAsked = (address: Address): boolean =>
    !includeDrift || acknowledged.find(address, "overwrite-drift") !== undefined;
  const driftNeeds = drafts.flatMap((draft) =>
    draft.drifted.length > 0 ? [overwriteNeed(draft)] : setBackNeed(draft),
  );
  const orderNeeds = reordered.map(
    (domain): Need => ({
      address: orderAddress(domain),
      allows: "overwrite-drift",
      what: "was changed in the tenant and is changed again",
    }),
  );
  const needs = [
    ...changes.flatMap((change) => changeNeeds(change, worst)),
    ...[...driftNeeds, ...orderNeeds].filter(({ address }) => isAsked(address)),
    ...deleteNeeds(input, drafts, shares),
  ];
  const diagnostics = [
    ...protectedDeletes(input, deletes),
    ...checkNeeds(input, needs),
    ...shares.map((share) => tooMany(share, input)),
  ];
  return { diagnostics, consents: consentsOf(input, needs) };
};
