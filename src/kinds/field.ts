import type { z } from "zod";
import type { KindName } from "../model/address.ts";
import type { JsonObject } from "../model/json.ts";

/**
 * What a field means for traffic.
 * - `match`: a criterion of a rule; empty means any
 * - `content`: what a shared object stands for; a larger value makes its users match more
 * - `decision`: the action or the on/off switch of a rule, judged through the kind's `rule` facts
 * - `effect`: changes what happens to traffic in a way that cannot be ordered
 * - `plain`: no effect on traffic (texts, labels, logging)
 */
export type Role = "match" | "content" | "decision" | "effect" | "plain";

/**
 * A list of URLs of which the most specific one that fits decides what a request belongs to.
 * - `only`: the request then belongs to nothing a wider URL stands in
 * - `besides`: it also keeps what it belonged to before
 */
export type UrlLookup = "only" | "besides";

/** A name in a spec that points to another object. */
export interface Reference {
  readonly kind: KindName;
  readonly name: string;
  /** Names of the objects around it, outermost first (the IdP of a SCIM group). */
  readonly within: readonly string[];
  /** Where in the field's value it stands. */
  readonly path: readonly (string | number)[];
  /** It is written by what only the list shows, so a vendor id that is not in the list does not do. */
  readonly listed?: true;
}

/**
 * What a criterion asks of a flow: who sends it, from which place or device, where it goes, or how it is done and when.
 */
export type Asks = "who" | "from" | "where" | "how";

/**
 * How an effect lets more through, or has less inspected.
 * - its values, from the one under which least passes to the one under which most does
 * - `entries`: each entry more; what an empty list means is not known
 * - `additions`: each entry more, and an empty list lets nothing through
 * - `removals`: each entry less, and an empty list stops nothing
 * - `increases`: a larger number
 */
export type Loosening = readonly unknown[] | "entries" | "additions" | "removals" | "increases";

/** One value of a criterion. */
export interface CriterionEntry {
  /** Equal for equal values. */
  readonly key: string;
  /** For people. */
  readonly text: string;
  readonly references: readonly Reference[];
}

/** Something a flow has to meet. */
export interface Criterion {
  /** Criteria of two states of a rule with the same key ask the same question. */
  readonly key: string;
  readonly asks: Asks;
  /** What its entries are, for people. */
  readonly label: string;
  /** Met by everything but the entries. */
  readonly negated: boolean;
  /** All entries have to be met, not any of them. */
  readonly every: boolean;
  readonly entries: readonly CriterionEntry[];
}

/** How b compares with a: what it matches, or what it stands for. */
export type Relation = "equal" | "narrower" | "wider" | "both";

/** Set algebra over the author's values of one field. */
export interface Extent {
  relate(a: unknown, b: unknown): Relation;
  /** What both have in common; undefined when nothing is, or when it cannot be written. */
  share(a: unknown, b: unknown): unknown;
  /** What either has. */
  unite(a: unknown, b: unknown): unknown;
  /**
   * Whether no flow has a value of both. Only where one flow has one value (a method, a country, an address): two groups
   * or categories without a common name may share a member.
   */
  apart?(a: unknown, b: unknown): boolean;
}

/** The id of a named object; with `key`, what its live object holds there, where it has been read. */
export type IdOf = (kind: KindName, name: string, within?: readonly string[], key?: string) => string;
/** The author's name of a live object; `given` is the name the reference itself carries, if any. */
export type NameOf = (kind: KindName, id: string, given?: string) => string;

/** One field of a kind: the author's shape, the wire's, and how the two compare. */
export interface Field {
  readonly name: string;
  readonly schema: z.ZodType;
  /** Needed by a create. */
  readonly required: boolean;
  readonly role: Role;
  /** False: the API keeps the value of the create for ever. */
  readonly mutable: boolean;
  /** Wire keys the field lives in. */
  readonly wire: readonly string[];
  /** The author's value that an absent wire value reads as. */
  readonly empty: unknown;
  readonly extent?: Extent;
  /** A field that turns this one around: a flag for "all but these", or `OR` where every block had to match. */
  readonly invertedBy?: string;
  /** A field beside which, when that is filled, nothing here means anything: ports to, beside ports from. */
  readonly openedBy?: string;
  /** The API may refuse an object without it, as it does where it is required: it is never emptied on the way. */
  readonly filled?: true;
  /** Every entry of the list has to match: one more matches less. */
  readonly every?: true;
  /**
   * Fields with the same word here make up one criterion: a flow has to meet one of those that are filled. Absent: the
   * field is a criterion of its own.
   */
  readonly criterion?: string;
  /** Absent on a criterion: how or when. */
  readonly asks?: Asks;
  readonly lookup?: UrlLookup;
  /** For an effect: what of it lets more through, or has less inspected. Absent: nobody knows. */
  readonly loosens?: Loosening;
  /** Where nothing is said the server picks a value, the same for all: what most objects hold is nobody's choice. */
  readonly picked?: true;
  /** The object named here is used wherever its users are: a segment in a segment group. */
  readonly joins?: true;
  /** A comparable form: equal values have equal JSON. `null` and absent count as `empty`. */
  canonical(value: unknown): unknown;
  references(value: unknown): readonly Reference[];
  /** Of a criterion whose value is no plain list: the questions it puts. */
  criteria?(value: unknown): readonly Criterion[];
  /** What a schema cannot say against a value: where in it, and one sentence. */
  check?(value: unknown): readonly { readonly path: readonly (string | number)[]; readonly message: string }[];
  /** Undefined when the wire object does not have the field. Throws ShapeError on a value of the wrong type. */
  decode(wire: JsonObject, nameOf: NameOf): unknown;
  /**
   * Wire keys to lay over the live object; `null` clears. Of an object that several fields write a part of, the parts are
   * put together.
   * @param live the object as it is, absent for a new one: parts of it may have ids of their own
   */
  encode(value: unknown, idOf: IdOf, live?: JsonObject): JsonObject;
  /** Author's form and wire form of each thing the field can hold, where the two differ much. */
  readonly forms?: readonly (readonly [author: string, wire: string])[];
  /** What `decode` gives, as a document should say it, where the API keeps less than it shows or people write it shorter. */
  tidy?(value: unknown): unknown;
  /** Rewrites what was read into the form a write takes, where the two differ. */
  carry?(wire: JsonObject): JsonObject;
}

/** A field that does not know its name yet; `defineKind` tells it. */
export type Unbound = (name: string) => Field;

/** A value from the API has another type than the record says. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
  readonly path: string;
  readonly expected: string;
  constructor(path: string, expected: string) {
    super(`${path} is not ${expected}`);
    this.path = path;
    this.expected = expected;
  }
}
