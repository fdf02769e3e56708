import type { KindName } from "../../src/model/address.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import type { Spec } from "../../src/model/resource.ts";

/** A value, and another that differs from it in one direction only, so that one write does it. */
export type Pair = readonly [first: unknown, second: unknown];

/** What a program cannot guess about a kind; everything else comes from the fields' own schemas. */
export interface Example {
  readonly minimal: Spec;
  /** Names of the minimal object and of one per variant, where names are no free text. */
  readonly names?: readonly string[];
  /** Fields whose values cannot be made up from their schema. */
  readonly values?: Readonly<Record<string, Pair>>;
  readonly variants?: readonly {
    readonly only?: readonly string[];
    readonly without?: readonly string[];
    readonly values?: Readonly<Record<string, Pair>>;
    readonly along?: Readonly<Record<string, Spec>>;
    readonly back?: Readonly<Record<string, Spec>>;
    readonly kept?: Spec;
  }[];
  /** What the portal asks for besides a name, where another kind needs an object of this one. Wire keys. */
  readonly portal?: Readonly<Record<string, Json>>;
  /**
   * Wire keys by which it names an object of another kind, where its fields do not tell: of a kind that is only read, or
   * beside what a field writes.
   */
  readonly refers?: Readonly<Partial<Record<KindName, (target: JsonObject) => readonly JsonObject[]>>>;
  /** Fields with a story of their own elsewhere. */
  readonly elsewhere?: readonly string[];
}

/** Addresses, and one more. */
export const addresses: Pair = [["10.61.0.0/16"], ["10.61.0.0/16", "10.62.0.4-10.62.0.9"]];
