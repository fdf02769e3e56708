import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Address, KindName } from "./address.ts";
import type { FieldChange, Impact } from "./change.ts";
import type { DomainName } from "./domain.ts";
import type { OrderChange, TenantName } from "./plan.ts";

/** One object that is not as Git says, told from Git's side: `before` is what Git says, `after` what is live. */
export interface DriftItem {
  readonly address: Address;
  readonly kind: KindName;
  /** Of a rule whose kind has several orders: the one it stands in. */
  readonly domain?: DomainName;
  readonly name: string;
  /** `vanished`: declared, but not live. */
  readonly what: "changed" | "vanished" | "moved";
  readonly fields: readonly FieldChange[];
  /** What the drift did to traffic, seen from Git. */
  readonly impact: Impact;
  /** Administrator or API client, when the audit log knows. */
  readonly by?: string;
  /** ISO 8601. */
  readonly at?: string;
  /** Where the change was made from, e.g. `UI 203.0.113.7`. */
  readonly from?: string;
  readonly source?: { readonly file: string; readonly line: number; readonly column: number };
}

export interface DriftReport {
  readonly tenant: TenantName;
  readonly items: readonly DriftItem[];
  /** `before` is Git's order, `after` the live one. */
  readonly orders: Readonly<Record<DomainName, OrderChange>>;
  /** Custom objects of the declared kinds that no document declares; counted, no drift. */
  readonly unmanaged: number;
  /** Why who and when are unknown; absent when the audit log answered. */
  readonly attribution?: string;
  readonly staged: { readonly by: "ours" | "unknown" } | null;
  readonly diagnostics: readonly Diagnostic[];
}
