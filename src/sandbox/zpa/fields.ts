import type { ZpaField } from "./kind.ts";

type Extra = Partial<Omit<ZpaField, "type">>;

const field = (type: ZpaField["type"], extra: Extra): ZpaField => ({ omitted: "reset", ...extra, type });

export const text = (extra: Extra = {}): ZpaField => field("text", extra);
export const flag = (initial: boolean | undefined, extra: Extra = {}): ZpaField =>
  field("flag", initial === undefined ? extra : { initial, ...extra });
/** A switch spelled "0" or "1". */
export const bit = (extra: Extra = {}): ZpaField => field("bit", { initial: "0", ...extra });
/** A number spelled as text; bare numbers are accepted. */
export const number = (extra: Extra = {}): ZpaField => field("number", extra);
export const oneOf = (values: string, extra: Extra = {}): ZpaField =>
  field("enum", { values: values.split(" "), ...extra });
export const texts = (extra: Extra = {}): ZpaField => field("texts", extra);
export const refs = (to: string, extra: Extra = {}): ZpaField => field("refs", { to, ...extra });
/** The id of one object, written as text. */
export const idOf = (to: string, extra: Extra = {}): ZpaField => field("text", { to, ...extra });
/** Flat pairs of ports. Omission keeps them (provider); the object form is handled beside the table. */
export const ports = (): ZpaField => field("ports", { omitted: "keep" });
export const object = (extra: Extra = {}): ZpaField => field("object", extra);
export const objects = (extra: Extra = {}): ZpaField => field("objects", extra);
