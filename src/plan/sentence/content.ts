import type { Field } from "../../kinds/field.ts";
import type { Draft } from "../draft.ts";
import { portsBeyond } from "./endpoints.ts";
import { listText, nameText } from "./names.ts";

const contentLists = ({ kind }: Draft): readonly Field[] => {
  const ports = new Set(Object.values(kind.endpoints?.ports ?? {}));
  return Object.values(kind.fields).filter(
    ({ name, role, empty }) => role === "content" && Array.isArray(empty) && !ports.has(name),
  );
};

const entriesBeyond = (field: Field, value: unknown, other: unknown): readonly string[] => {
  const known = new Set(((other ?? []) as readonly unknown[]).map((entry) => JSON.stringify(field.canonical([entry]))));
  return ((value ?? []) as readonly unknown[])
    .filter((entry) => typeof entry === "string" && !known.has(JSON.stringify(field.canonical([entry]))))
    .map(String);
};

/** What an object stands for on one side and not on the other. */
export interface Pieces {
  readonly text: string;
  /** `is` or `are`. */
  readonly be: string;
}

/** `a.example` for a list, `a.example (ERP)` and `ERP on TCP 8443` for hosts on ports. */
export const piecesBeyond = (draft: Draft, side: "before" | "after"): Pieces | undefined => {
  const { kind, resource } = draft;
  const [spec, other] = [draft[side], draft[side === "after" ? "before" : "after"]];
  const entries = contentLists(draft).flatMap((field) => entriesBeyond(field, spec[field.name], other[field.name]));
  const ports = portsBeyond(kind, spec, other);
  const name = nameText(resource.name);
  const list = kind.endpoints === undefined ? listText(entries) : `${listText(entries)} (${name})`;
  const parts = [...(entries.length === 0 ? [] : [list]), ...(ports === "" ? [] : [`${name} on ${ports}`])];
  if (parts.length === 0) return undefined;
  return { text: parts.join(" and "), be: parts.length + entries.length > 2 ? "are" : "is" };
};
