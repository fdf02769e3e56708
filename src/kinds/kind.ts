import type { KindName } from "../model/address.ts";
import type { JsonObject } from "../model/json.ts";
import type { Spec, Standing } from "../model/resource.ts";
import type { Field, Unbound } from "./field.ts";
import type { NestedFacts } from "./nested.ts";

/** How a list call tells its end; see clients/pages.ts. */
export type Paging =
  | "whole"
  | "one"
  | { readonly style: "until-empty"; readonly size: number }
  | { readonly style: "total-pages"; readonly size: number };

/**
 * REST calls as templates: `{customer}`, `{id}`, `{scope}` (an id that is read once per run), `{type}` (the type of a rule
 * whose kind has an order per type) and, for objects that are listed below another one, `{parent}`.
 */
export interface RestApi {
  readonly style: "rest";
  readonly list: string;
  /** Values of `{type}` in the list, where the API has one list per type of rule. */
  readonly perType?: readonly string[];
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly paging: Paging;
  /** The list may be paged by 100 although most sources read it whole (see clients/pages.ts). */
  readonly maybePaged?: true;
  readonly create?: string;
  readonly update?: string;
  readonly remove?: string;
  /** Keys that only a read of the single object shows, and that an update would lose: read before it, sent back by id. */
  readonly single?: { readonly path: string; readonly keys: readonly string[] };
  /** The kind's one field is a list that no call replaces. */
  readonly entries?: EntriesApi;
  /** Takes a bare array of all rule ids of the domain in their new order. */
  readonly reorder?: string;
  /** One object read once per run whose id goes into `{scope}`, where no row carries that id under `scopeKey`. */
  readonly scope?: string;
  readonly scopeKey?: string;
}

/** A list that is written by what comes and what goes: one call, told by `?action=` which of the two it is. */
export interface EntriesApi {
  readonly field: string;
  readonly method: "POST" | "PUT";
  readonly path: string;
}

/** GraphQL calls: documents are made from these names, and checked against the tenant's schema before a write. */
export interface GraphqlApi {
  readonly style: "graphql";
  readonly operation: string;
  readonly root: string;
  /** Fixed arguments of the list besides customer and paging, as GraphQL text with `{parent}` and `{parentFact}`. */
  readonly arguments?: string;
  /** Type condition when the list holds several kinds. */
  readonly on?: string;
  /** Selected fields that stand in public sources. */
  readonly select: readonly string[];
  /** Selected fields that no public source shows: dropped when the tenant's schema lacks them. */
  readonly assumed?: Readonly<Record<string, string>>;
  readonly create?: { readonly field: string; readonly input: string };
  /** `batch`: takes a list of inputs, each with its id. */
  readonly update?: { readonly field: string; readonly input: string; readonly batch?: true };
  readonly remove?: { readonly field: string };
}

export interface RuleFacts {
  /**
   * Field that holds the action, and which of its values let traffic pass or stop it; `DENY_*` stands for all that begin
   * so. Others are of unknown direction, and so is a list of actions that are not of one side. Without the field every
   * rule does one thing, the first of `allow`.
   */
  readonly action?: string;
  readonly allow: readonly string[];
  readonly block: readonly string[];
  readonly observe?: readonly string[];
  /** Of those that let pass: actions under which traffic is confirmed or isolated first. Stricter than the others. */
  readonly guarded?: readonly string[];
  /** Fields that, when filled, guard what any allowing rule lets pass: quotas. */
  readonly guardedBy?: readonly string[];
  /** Fields that say how strict a rule is besides its action: by which profile it inspects. */
  readonly gradedBy?: readonly string[];
  /** Fields that, when filled, let some pass a block. */
  readonly softenedBy?: readonly string[];
  /**
   * It lets nobody in and keeps nobody out. `allow` are then the looser actions and `block` the stricter ones, and what a
   * rule does is told by its action.
   */
  readonly handling?: true;
  /** Switching the rule off, and its live reading; absent where a rule holds as long as it exists. */
  readonly off?: Spec;
}

export interface OrderFacts {
  /** Wire key of the position, and of the admin rank where there is one. */
  readonly key: string;
  readonly rank?: string;
  /** `numbered`: each rule carries its number in its own write; `bulk`: new rules go last and one call orders all. */
  readonly writes: "numbered" | "bulk";
  /**
   * Field that says in which of several orders a rule stands: each of its values has one of its own, and fills `{type}` in
   * the paths of a write. It never changes. Absent: all rules of the kind have one order.
   */
  readonly per?: string;
}

/** Objects that answer for hosts on ports. Where several answer for one host, the most specific entry wins. */
export interface EndpointFacts {
  /** Field with host names, wildcards (`*.x` or `.x`), addresses and CIDR blocks. */
  readonly hosts: string;
  /** Fields with port ranges, by protocol. */
  readonly ports: Readonly<Record<string, string>>;
  /** Setting under which less specific objects are asked as well. */
  readonly shared: Spec;
}

/** Everything general code knows of a kind. Nearly pure data. */
export interface Kind {
  readonly name: KindName;
  readonly title: string;
  readonly summary: string;
  readonly api: RestApi | GraphqlApi;
  /**
   * What it is read for: documents declare it, documents name it (a look-up), or, as a referrer, only because nothing
   * it names may be deleted, or change unseen.
   */
  readonly purpose: "declared" | "named" | "referrer";
  /** It records, shows or paces the traffic of what it names, and decides nothing over it. */
  readonly bystander?: true;
  /**
   * It has a hand in the traffic of what it names (inspects, resolves, forwards), but who may reach what is decided
   * elsewhere. Its list is read only before what it names changes or goes, and a change of that is then of unknown effect.
   */
  readonly handles?: true;
  /** Resources of the vendor's Terraform providers that it stands for, be it with fewer fields; see scripts/coverage. */
  readonly terraform?: readonly string[];
  /** The tenant has exactly one, under the name `global`: it is changed, never created or deleted. */
  readonly singleton?: true;
  /** What a change of it does to traffic is told by its own fields, whoever uses it. */
  readonly standalone?: true;
  /** Whether documents may declare it. */
  readonly writable: boolean;
  /** Wire key that rules and other objects refer to. */
  readonly id: string;
  /** Wire key that a create or rename writes. */
  readonly nameKey: string;
  /** The name is what the object stands for, and the API keeps the one of the create for ever. */
  readonly fixedName?: true;
  /** Other objects hold its name, not its id. */
  readonly heldByName?: true;
  /** Rules reach its objects in ways no list shows: a location by the groups that the service sorts it into. */
  readonly usedUnseen?: true;
  /** What names look like, where they are no free text. */
  readonly namePattern?: RegExp;
  /** Author's name first, then other spellings a reference may use. Empty: the row is not an object of this kind. */
  names(wire: JsonObject): readonly string[];
  /** Rows that are still listed although the object is gone. */
  isGone?(wire: JsonObject): boolean;
  readonly fields: Readonly<Record<string, Field>>;
  readonly readOnly: readonly string[];
  readonly rule?: RuleFacts;
  readonly order?: OrderFacts;
  readonly endpoints?: EndpointFacts;
  /** A wire object that authors write flat; fields read and write it as if it were. */
  readonly nested?: NestedFacts;
  /** Wire keys of criteria that are not modelled: a rule that fills one matches less than its fields say. */
  readonly hiddenCriteria: readonly string[];
  /** Kind whose objects this one is listed below. */
  readonly parent?: KindName;
  /** Wire key of the parent that the list call takes besides its id. */
  readonly parentFact?: string;
  /** A rule that asks for none of these means all of them: applications exist only as segments. */
  readonly metByAny?: true;
  /** Vendor ids that may be referred to although the list does not show them. */
  readonly openIds?: RegExp;
  /** Vendor ids that no object of our own may be called. */
  readonly reserved: readonly string[];
  readonly activation: "none" | "staged";
  standing(wire: JsonObject): Standing;
  /** Fields an administrator may change on a `movable` object. */
  readonly movableFields: readonly string[];
  /** Keys a create needs besides the declared ones. */
  readonly createDefaults: JsonObject;
  /** Keys every update sends besides, when the live object lacks them. */
  readonly updateDefaults: JsonObject;
}

/** What a kind says of itself; the rest follows. */
export type Given = Pick<Kind, "name" | "title" | "summary" | "api" | "activation"> &
  Partial<Omit<Kind, "fields" | "purpose" | "writable">> & {
    readonly fields?: Readonly<Record<string, Unbound>>;
  };

const text = (value: unknown): readonly string[] => (typeof value === "string" && value !== "" ? [value] : []);

const complete = (given: Given, purpose: Kind["purpose"]): Kind => {
  const nameKey = given.nameKey ?? "name";
  return {
    id: "id",
    nameKey,
    names: (wire) => text(wire[nameKey]),
    readOnly: [],
    hiddenCriteria: [],
    reserved: [],
    standing: () => "custom",
    movableFields: [],
    createDefaults: {},
    updateDefaults: {},
    ...given,
    purpose,
    writable: purpose === "declared",
    fields: Object.fromEntries(Object.entries(given.fields ?? {}).map(([name, bind]) => [name, bind(name)])),
  };
};

/** A kind that documents may declare. */
export const defineKind = (given: Given): Kind => complete(given, "declared");

/** Name, and in plans the id, of what every tenant has one of. */
export const singletonName = "global";

/** Settings of which every tenant has one. */
export const defineSingleton = (given: Given): Kind => {
  const kind = complete(
    { names: () => [singletonName], standing: () => "movable", ...given, singleton: true, standalone: true },
    "declared",
  );
  return { ...kind, movableFields: Object.keys(kind.fields) };
};

/** A kind that documents may only refer to. */
export const defineLookup = (given: Given): Kind => complete(given, "named");

/**
 * A kind that is read for what it refers to, because nothing it names may be deleted, or change unseen. A row without a name goes by its
 * id: leaving it out would leave out what it refers to.
 */
export const defineReferrer = (given: Given): Kind =>
  complete(
    { names: (wire) => [...text(wire[given.nameKey ?? "name"]), String(wire.id)].slice(0, 1), ...given },
    "referrer",
  );
