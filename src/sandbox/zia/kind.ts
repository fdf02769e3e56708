import type { Json, Wire } from "../json.ts";
import type { Field } from "./field.ts";

/** Default and largest page; rows in a stable order so that a walk sees every row once. */
export interface Paging {
  readonly size: number;
  readonly max: number;
  readonly by: "name" | "id" | "order";
}

/** Settings: the tenant has one object, without id or name, at the path itself. */
export interface Single {
  /** PUT puts another in its place. */
  readonly put?: "replaces";
  /** A list that grows and shrinks by `?action=`, on the path or below it. */
  readonly list?: { readonly key: string; readonly method: "POST" | "PUT"; readonly below: string };
}

/** What the emulated service knows about one kind of ZIA object. */
export interface ZiaKind {
  readonly kind: string;
  /** Below /zia/api/v1. */
  readonly path: string;
  readonly nameKey: string;
  /** The shared counter its ids come from. */
  readonly family: string;
  readonly fields: Readonly<Record<string, Field>>;
  /** Kinds with a loose table keep and show what the portal stored, whatever keys it has. */
  readonly loose?: true;
  readonly paging?: Paging;
  /** Recorded for users: `search` is ignored and the answer unfiltered. Others narrow by name. */
  readonly ignoresSearch?: true;
  /** Created, changed and deleted through the API too. */
  readonly writable?: true;
  readonly single?: Single;
  /** Rules: evaluated by order; list rows by order or by no order at all. */
  readonly ordered?: { readonly rows: "order" | "any" };
  /**
   * Write answers: the stored object, or an echo of what was sent. Recorded for some: POST answers only the keys that were
   * sent, PUT the whole object.
   */
  readonly echo: "full" | "rule" | "bare";
  /** Rules listed and ordered separately by their `type`, which then stands in the path. */
  readonly perType?: readonly string[];
  /** The type that the path of the request at hand says. */
  readonly type?: string;
  /** Which authorship keys it carries. */
  readonly stamps?: "modified" | "created";
  readonly maxRows?: number;
  /**
   * Rows of the vendor's or of another product, where no flag of rules says so: no delete takes them. Where they are
   * locked no change does, and where keys are given only those change.
   */
  readonly owned?: { readonly is: (row: Wire) => boolean; readonly locked?: true; readonly keys?: readonly string[] };
  /** Category and sub-category in the audit log, and the word its refusals use. */
  readonly audit: readonly [category: string, subCategory: string];
  readonly word: string;
  /** Keys computed on every read. */
  readonly computed?: Readonly<Record<string, (look: Look, row: Wire) => Json>>;
  /** A key shown as an empty list as soon as the first one is set. */
  readonly pairs?: readonly (readonly [present: string, other: string])[];
  /** Keys the single GET does not show in clear. */
  readonly encodedWhenSingle?: readonly string[];
  /** What is wrong with a complete object, in the words of the service. */
  readonly check?: (row: Wire) => string | undefined;
  /** Only on the full list, e.g. not for sublocations. */
  readonly listed?: (row: Wire) => boolean;
  /** Rows only the lite list shows. */
  readonly liteOnly?: (row: Wire) => boolean;
  /** The key that holds the name of the service's own objects. */
  readonly tagKey?: string;
  /** Writable keys of default rules, where they can be written at all. */
  readonly defaultRuleKeys?: readonly string[];
  /** Keys an update does not change. What is sent for them instead is refused. */
  readonly keeps?: readonly string[];
  /** Keys POST keeps from a body although they are read-only (recorded: clones of predefined rules). */
  readonly kept?: readonly string[];
}

/** What a computed key may look at. */
export interface Look {
  readonly countReferrers: (kind: string, target: Wire) => number;
}
