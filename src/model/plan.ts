import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Source } from "../diagnostics/source.ts";
import type { Allowance } from "./acknowledgement.ts";
import type { Address } from "./address.ts";
import type { Change, FieldChange } from "./change.ts";
import type { DomainName } from "./domain.ts";

export const formatVersion = 1;

export type Phase = "stricter" | "looser" | "cleanup" | "activation";

/** One API write as the plan lists it. */
export interface PlannedRequest {
  readonly phase: Phase;
  readonly method: "POST" | "PUT" | "DELETE";
  /** Ids that are not known yet are written `{<address>}`. */
  readonly path: string;
  /** The GraphQL mutation. */
  readonly operation?: string;
  readonly address: Address;
}

export interface Crossing {
  readonly rule: string;
  readonly crosses: string;
}

/** Effective order of a domain, undeclared rules included. */
export interface OrderChange {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly crossings: readonly Crossing[];
}

export interface Untouched {
  readonly address: Address;
  readonly fields: readonly FieldChange[];
  readonly by?: string;
  readonly at?: string;
}

/** Something risky in a plan that somebody has to have agreed to in Git. */
export interface Consent {
  readonly address: Address;
  readonly allows: Allowance;
  /** What happens, as the end of a sentence that begins with the address. */
  readonly what: string;
  /** The entry that counts for it; null: there is none, and the plan is refused. */
  readonly given: { readonly reason: string; readonly source: Source } | null;
}

export interface Summary {
  readonly create: number;
  /** Moves included. */
  readonly update: number;
  readonly delete: number;
  readonly move: number;
  readonly unchanged: number;
  readonly takeover: number;
  readonly unmanaged: number;
  readonly drift: number;
  readonly broadens: number;
}

export interface Binding {
  readonly tool: string;
  readonly base: string | null;
  readonly head: string | null;
  readonly dirty: boolean;
  /** Hash of policies and configuration as read. */
  readonly tree: string;
  readonly includeDrift: boolean;
  readonly kinds: readonly string[] | null;
}

export interface TenantName {
  readonly name: string;
  readonly cloud: string;
  readonly customerId: string;
}

export interface Plan {
  readonly formatVersion: typeof formatVersion;
  readonly digest: string;
  readonly tenant: TenantName;
  readonly binding: Binding;
  readonly summary: Summary;
  readonly changes: readonly Change[];
  readonly orders: Readonly<Record<DomainName, OrderChange>>;
  readonly requests: readonly PlannedRequest[];
  readonly activation: { readonly zia: boolean };
  /** ZIA changes that wait for activation and are not from this plan. */
  readonly staged: { readonly by: "ours" | "unknown" } | null;
  readonly notTouched: readonly Untouched[];
  readonly consents: readonly Consent[];
  readonly cost: { readonly requests: number; readonly seconds: number };
  readonly diagnostics: readonly Diagnostic[];
}
