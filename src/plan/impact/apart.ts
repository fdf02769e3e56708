import type { Field } from "../../kinds/field.ts";
import type { Kind } from "../../kinds/kind.ts";
import type { Spec } from "../../model/resource.ts";
import { isSame } from "../diff.ts";
import { heldBy, isInverted } from "./values.ts";

const isFilled = (spec: Spec, field: Field): boolean => !isSame(field, heldBy(spec, field), field.empty);

/** A flow that fails one field may still meet the criterion through another. */
const isWhole = (kind: Kind, field: Field, specs: readonly Spec[]): boolean =>
  field.criterion === undefined ||
  Object.values(kind.fields).every(
    (other) => other === field || other.criterion !== field.criterion || !specs.some((spec) => isFilled(spec, other)),
  );

/** Whether no flow can match two rules: they ask one thing for values that no flow has together. */
export const isApart = (kind: Kind, a: Spec, b: Spec): boolean =>
  Object.values(kind.fields).some(
    (field) =>
      field.role === "match" &&
      !isInverted(field, a, b) &&
      field.extent?.apart?.(heldBy(a, field), heldBy(b, field)) === true &&
      isWhole(kind, field, [a, b]),
  );
