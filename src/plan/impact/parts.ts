import type { Field, Relation } from "../../kinds/field.ts";
import type { Spec } from "../../model/resource.ts";
import type { Draft } from "../draft.ts";
import { relate } from "./values.ts";

/** Some fields of a spec. */
export const pick = (spec: Spec, names: readonly string[]): Spec =>
  Object.fromEntries(names.filter((name) => name in spec).map((name) => [name, spec[name]]));

/** What differs, by what it means for traffic. */
export interface Parts {
  readonly extents: readonly { readonly field: Field; readonly relation: Relation }[];
  readonly effects: readonly string[];
  readonly decisions: readonly string[];
  readonly neutral: Spec;
}

/** Sorts the fields that differ by their role. */
export const partsOf = ({ kind, differing, before, after }: Draft): Parts => {
  const fields = Object.keys(differing).map((name) => kind.fields[name]!);
  return {
    extents: fields
      .filter(({ role }) => role === "match" || role === "content")
      .map((field) => ({ field, relation: relate(field, before, after) })),
    effects: fields.filter(({ role }) => role === "effect").map(({ name }) => name),
    decisions: fields.filter(({ role }) => role === "decision").map(({ name }) => name),
    neutral: pick(
      differing,
      fields.filter(({ role }) => role === "plain").map(({ name }) => name),
    ),
  };
};

/** What differs and may have an effect on traffic. */
export const securityFields = (draft: Draft): Spec =>
  pick(
    draft.differing,
    Object.keys(draft.differing).filter((name) => draft.kind.fields[name]?.role !== "plain"),
  );

/** The names of fields for a sentence. */
export const listed = (extents: Parts["extents"]): string => extents.map(({ field }) => field.name).join(", ");
