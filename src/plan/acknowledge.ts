import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { domainOfLive } from "../kinds/live-domain.ts";
import type { Acknowledgement, Allowance } from "../model/acknowledgement.ts";
import type { Address } from "../model/address.ts";
import type { Change } from "../model/change.ts";
import { type DomainName, kindOfDomain } from "../model/domain.ts";
import type { Consent } from "../model/plan.ts";
import { namesOneOf, subjectOf } from "../scope/acknowledged.ts";
import { keyOf } from "../scope/declarations.ts";
import type { PlanInput } from "./input.ts";

/** Something risky that somebody has to have agreed to in Git. */
export interface Need {
  readonly address: Address;
  readonly allows: Allowance;
  /** What happens, as the end of a sentence that begins with the address. */
  readonly what: string;
  readonly source?: Change["source"];
}

const missing = ({ address, allows, what, source }: Need, stale: Acknowledgement | undefined): Diagnostic => ({
  severity: "error",
  code: "needs-acknowledgement",
  message: `nobody has acknowledged in Git that ${address} ${what}`,
  ...(source === undefined ? {} : { source }),
  hint:
    stale === undefined
      ? "add to a document of kind zerodrift/acknowledgement, with your reason"
      : `the entry in ${stale.source.file}:${stale.source.line} was for an earlier change; if this one is meant as well, give it a new reason`,
  insert: `- {change: ${JSON.stringify(address)}, allows: ${allows}, reason: "…"}`,
});

/** What each need is answered with. */
export const consentsOf = ({ claims }: PlanInput, needs: readonly Need[]): readonly Consent[] =>
  needs.map(({ address, allows, what }) => {
    const entry = claims.acknowledged.find(address, allows);
    return {
      address,
      allows,
      what,
      given: entry === undefined ? null : { reason: entry.reason, source: entry.source },
    };
  });

/** Needs without an entry that counts, and entries that nothing needs. */
export const checkNeeds = (input: PlanInput, needs: readonly Need[]): readonly Diagnostic[] => {
  const { acknowledged } = input.claims;
  const used = new Set<Acknowledgement>();
  const open = needs.filter(({ address, allows }) => {
    const entry = acknowledged.find(address, allows);
    if (entry !== undefined) used.add(entry);
    return entry === undefined;
  });
  return [
    ...open.map((need) => missing(need, acknowledged.stale(need.address, need.allows))),
    ...acknowledged.entries
      .filter((entry) => !used.has(entry))
      .map(
        ({ change, allows, source }): Diagnostic => ({
          severity: "warning",
          code: "unused-acknowledgement",
          message: `"${change}" needs no acknowledgement of ${allows} in this plan`,
          source,
          hint: "remove it once it has been applied",
        }),
      ),
  ];
};

/** Whether there is such an order: where a kind has several, one of rules that are declared or live. */
const isOrder = ({ kindOf, desired, live }: PlanInput, domain: DomainName): boolean => {
  const kind = kindOf(kindOfDomain(domain));
  if (kind?.order === undefined) return false;
  if (kind.order.per === undefined) return kind.name === domain;
  const objects = live.listings.get(kind.name)?.objects ?? [];
  return desired.order.has(domain) || objects.some((one) => domainOfLive(kind, one) === domain);
};

/** Entries that name nothing anybody knows: a slip of the pen would otherwise be a missing acknowledgement later. */
export const checkSubjects = (input: PlanInput): readonly Diagnostic[] => {
  const { scope, acknowledged } = input.claims;
  const known = new Set(input.also.map(({ kind, name }) => keyOf(kind, name)));
  return acknowledged.entries
    .filter((entry) => {
      const { kind, name, order } = subjectOf(entry);
      if (order !== undefined) return !isOrder(input, order);
      if (namesOneOf(entry, known) || scope.wasDeclared(kind, name)) return false;
      return input.find(kind, name).length === 0 && input.live.listings.has(kind);
    })
    .map(
      ({ change, source }): Diagnostic => ({
        severity: "error",
        code: "unknown-acknowledgement",
        message: `"${change}" is neither declared nor live, and was not declared at the base`,
        source,
        hint: "correct the address, or remove the entry",
      }),
    );
};
