import type { Address, KindName } from "./address.ts";
import type { Spec } from "./resource.ts";

/**
 * An ordering domain, whose rules are tried one after the other: a kind, or one type of its rules where each type has an
 * order of its own, written `zia/cloud-app-control-rule[WEBMAIL]`. No kind has brackets in its name, so that no address of
 * an order is taken for one of a resource.
 */
export type DomainName = KindName | `${KindName}[${string}]`;

/** A kind as far as its rules have an order; `per` is the field whose value says which. */
export interface RuleKind {
  readonly name: KindName;
  readonly order?: { readonly per?: string };
}

/** @param type absent: all rules of the kind have one order */
export const domainOf = (kind: KindName, type?: string): DomainName => (type === undefined ? kind : `${kind}[${type}]`);

export const kindOfDomain = (domain: DomainName): KindName => domain.split("[")[0] as KindName;

/** Which type of its kind a domain holds; undefined where the kind has one order. */
export const typeOfDomain = (domain: DomainName): string | undefined => /\[(.*)\]$/.exec(domain)?.[1];

/** The type of a rule, where its kind has an order per type. */
export const typeIn = ({ order }: RuleKind, spec: Spec): string | undefined =>
  order?.per === undefined ? undefined : String(spec[order.per] ?? "");

/** The domain of a rule by what it says of itself. */
export const domainIn = (kind: RuleKind, spec: Spec): DomainName => domainOf(kind.name, typeIn(kind, spec));

/** `<domain>:*`: the order itself, as people call it. */
export const orderAddress = (domain: DomainName): Address => `${domain}:*`;
