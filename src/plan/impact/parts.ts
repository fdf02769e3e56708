import type { Field, Relation } from "../../kinds/field.ts";
import type { Kind } from "../../kinds/kind.ts";
import type { Spec } from "../../model/resource.ts";
import { isSame } from "../diff.ts";
import type { Draft } from "../draft.ts";
import type { Joins } from "./joining.ts";
import { heldBy, relate } from "./values.ts";

/** Some fields of a spec. */
export const pick = (spec: Spec, names: readonly string[]): Spec =>
  Object.fromEntries(names.filter((name) => name in spec).map((name) => [name, spec[name]]));

/** A criterion or a content that differs. */
export interface ExtentPart {
  readonly field: Field;
  readonly relation: Relation;
  /** Fields of one criterion with it, where one comes or goes beside others: whether that is more or less nobody knows. */
  readonly beside?: readonly Field[];
}

/** What differs, by what it means for traffic. */
export interface Parts {
  readonly extents: readonly ExtentPart[];
  readonly effects: readonly string[];
  /** What those effects do that depend on who uses what they name; absent where nobody can say who does. */
  readonly joins?: Joins;
  readonly decisions: readonly string[];
  readonly neutral: Spec;
}

const isFilled = (spec: Spec, field: Field): boolean => !isSame(field, heldBy(spec, field), field.empty);

/**
 * Users and groups of one rule may be joined by OR [vendor help, firewall] or by AND [other sources]. A list that comes
 * beside a filled one of the same criterion lets more match in the one case and less in the other, so it counts as both.
 */
const extentPart = (kind: Kind, field: Field, before: Spec, after: Spec): ExtentPart => {
  const relation = relate(field, before, after);
  const beside = Object.values(kind.fields).filter(
    (other) => other !== field && field.criterion !== undefined && other.criterion === field.criterion,
  );
  const [was, is] = [isFilled(before, field), isFilled(after, field)];
  const side = was ? after : before;
  return was !== is && beside.some((other) => isFilled(side, other))
    ? { field, relation: "both", beside }
    : { field, relation };
};

/** Sorts the fields that differ by their role. */
export const partsOf = ({ kind, differing, before, after }: Draft): Parts => {
  const fields = Object.keys(differing).map((name) => kind.fields[name]!);
  return {
    extents: fields
      .filter(({ role }) => role === "match" || role === "content")
      .map((field) => extentPart(kind, field, before, after)),
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
