import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { KindName } from "../model/address.ts";
import type { LeftOut } from "./expressible.ts";
import type { KindProposal } from "./kind-proposal.ts";
import type { FileProposal } from "./proposal.ts";

/** What the plan right after says. */
export interface Afterwards {
  /** Its first line; absent where no plan could be made. */
  readonly headline?: string;
  /** Nothing to do for what was imported. */
  readonly isEmpty: boolean;
  /** Addresses it would still change. */
  readonly changes: readonly string[];
  /** Why there is no plan. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface ImportReport {
  readonly tenant: string;
  readonly dryRun: boolean;
  readonly files: readonly FileProposal[];
  readonly left: readonly LeftOut[];
  readonly unread: readonly { readonly kind: KindName; readonly reason: string }[];
  readonly builtIn: readonly { readonly kind: KindName; readonly title: string; readonly names: readonly string[] }[];
  /** Declared, and not live: a plan creates it. */
  readonly absent: readonly string[];
  /** Kinds whose declared order cannot be brought into that of the tenant. */
  readonly outOfOrder: readonly KindName[];
  readonly plan: Afterwards;
}

/** The part of the report that the proposals tell. */
export const told = (
  proposals: readonly KindProposal[],
): Pick<ImportReport, "left" | "builtIn" | "absent" | "outOfOrder"> => ({
  left: proposals.flatMap(({ left }) => left),
  builtIn: proposals.flatMap(({ kind, builtIn }) =>
    builtIn.length === 0 ? [] : [{ kind: kind.name, title: kind.title, names: builtIn.map(({ name }) => name).sort() }],
  ),
  absent: proposals.flatMap(({ absent }) => absent.map(({ address }) => address)),
  outOfOrder: proposals.filter(({ isOutOfOrder }) => isOutOfOrder).map(({ kind }) => kind.name),
});
