import type { Wire } from "../json.ts";
import type { Tenant } from "../tenant.ts";

/** Conditions in author spelling: one object per block, `{APP_GROUP: ["Finance apps"]}`; pairs where two things are named. */
export type Block = Readonly<Record<string, readonly (string | readonly [string, string | boolean])[]>>;

/** Values by tag, `{"ACME/env": ["prod"]}`. */
export type Tags = Readonly<Record<string, readonly string[]>>;

export interface ZmsRule {
  readonly priority: number;
  readonly action: "ALLOW" | "BLOCK" | "SIM_BLOCK";
  readonly from: readonly string[] | "ANY";
  readonly to: readonly string[] | "ANY";
  /** `TCP/443`, `UDP/8000-8010`. */
  readonly ports?: readonly string[];
  readonly zones?: readonly string[];
  readonly description?: string;
  readonly lastHit?: string;
}

/** Fills a tenant by name. See `acme.ts` for how a seed reads. */
export interface Builder {
  readonly tenant: Tenant;
  /** A ZIA object; lists of references and categories hold names. Rules go last unless they say an `order`. */
  zia(kind: string, name: string, fields?: Wire): Wire;
  /** Several ZIA objects of one kind that have nothing but a name. */
  ziaNames(kind: string, ...names: readonly string[]): void;
  /** A ZPA object; `segmentGroup`, `serverGroups`, `appConnectorGroups`, `servers` hold names, `tcp` and `udp` port ranges. */
  zpa(kind: string, name: string, fields?: Wire): Wire;
  /** A policy rule, appended in front of the default rule. */
  zpaRule(kind: string, name: string, action: string, conditions: readonly Block[], fields?: Wire): Wire;
  scimGroups(idp: string, ...names: readonly string[]): void;
  namespace(
    name: string,
    origin: "CUSTOM" | "EXTERNAL" | "ML",
    keys: Readonly<Record<string, readonly string[]>>,
  ): void;
  workload(name: string, address: string, tags: Readonly<Record<string, string>>, fields?: Wire): Wire;
  managedGroup(name: string, tags: Tags, fields?: Wire): Wire;
  unmanagedGroup(name: string, fields: Wire): Wire;
  zmsRule(name: string, rule: ZmsRule): Wire;
  zms(kind: string, name: string, fields?: Wire): Wire;
}
