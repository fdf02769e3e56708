import type { Json, Wire } from "../json.ts";

/** How one key of a ZIA object is bound, stored and shown. */
export interface Field {
  readonly type:
    | "text"
    | "int"
    | "ints"
    | "decimal"
    | "flag"
    | "enum"
    | "texts"
    | "enums"
    | "countries"
    | "categories"
    | "ids"
    | "refs"
    | "ref"
    | "object"
    | "objects";
  readonly values?: readonly string[];
  /** The kind a list of references points at. */
  readonly to?: string;
  /** The key of the target that a reference holds as its id, where it is not the id. */
  readonly by?: string;
  /** A text that names objects of `to` by their ids, each found by the first group. */
  readonly mentions?: RegExp;
  /** Keys of the target that a read adds to an object that refers. */
  readonly adds?: readonly string[];
  /** Bodies in which the entries refer to nothing. */
  readonly unlinked?: (body: Wire) => boolean;
  /** Accepted in a body and ignored. */
  readonly readOnly?: true;
  /** The refusal when a create or update lacks it. */
  readonly required?: string;
  /** The type default an omitted key is stored with. */
  readonly initial?: Json;
  /** What a read shows for an unset value; without it the key is absent. */
  readonly shown?: Json;
  /** The only answers that carry the key. */
  readonly only?: "list" | "single";
  /** What a write answer shows for an unset value, whatever a read shows. */
  readonly echoed?: Json;
  /** A sentinel meaning "any": a list that is just this is not shown on read. */
  readonly vanishes?: string;
  /** Not a set: the order of the list is data. */
  readonly sequence?: true;
  readonly max?: number;
}

type Extra = Partial<Omit<Field, "type">>;

export const text = (extra: Extra = {}): Field => ({ type: "text", ...extra });
export const int = (extra: Extra = {}): Field => ({ type: "int", ...extra });
export const ints = (extra: Extra = {}): Field => ({ type: "ints", ...extra });
export const decimal = (extra: Extra = {}): Field => ({ type: "decimal", ...extra });
export const flag = (extra: Extra = {}): Field => ({ type: "flag", ...extra });
export const oneOf = (values: string, extra: Extra = {}): Field => ({
  type: "enum",
  values: values.split(" "),
  ...extra,
});
export const texts = (extra: Extra = {}): Field => ({ type: "texts", ...extra });
export const someOf = (values: string, extra: Extra = {}): Field => ({
  type: "enums",
  values: values.split(" "),
  ...extra,
});
export const countries = (extra: Extra = {}): Field => ({ type: "countries", ...extra });
/** Ids of URL categories, predefined or custom. */
export const categories = (extra: Extra = {}): Field => ({ type: "categories", to: "zia/url-category", ...extra });
/** Enum-like ids of a vocabulary too long to repeat here (1251 network applications are recorded). */
export const ids = (extra: Extra = {}): Field => ({ type: "ids", ...extra });
export const refs = (to: string, extra: Extra = {}): Field => ({ type: "refs", to, ...extra });
/** One object of another kind, as `{id, name}`. */
export const ref = (to: string, extra: Extra = {}): Field => ({ type: "ref", to, ...extra });
export const object = (extra: Extra = {}): Field => ({ type: "object", ...extra });
export const objects = (extra: Extra = {}): Field => ({ type: "objects", ...extra });
/** False unless set, and always shown. */
export const shownFlag = (extra: Extra = {}): Field => ({ type: "flag", initial: false, shown: false, ...extra });
