import { decodeSpec } from "../kinds/specs.ts";
import type { KindName } from "../model/address.ts";
import type { Resource } from "../model/resource.ts";
import { withOthers } from "./additive.ts";
import { isSame } from "./diff.ts";
import { formerOf } from "./drafts.ts";
import type { PlanInput } from "./input.ts";

type Known = Pick<PlanInput, "kindOf" | "find" | "nameOf"> & { readonly claims: Pick<PlanInput["claims"], "scope"> };

/** Kinds that an object of ours joins (a segment its group): it has their users. */
const joinedBy = ({ kind: name }: Resource, { kindOf }: Known, spec: Resource["spec"]): readonly KindName[] =>
  Object.values(kindOf(name)?.fields ?? {}).flatMap((field) =>
    field.joins ? field.references(spec[field.name] ?? field.empty).map(({ kind }) => kind) : [],
  );

/** Whether something differs that may matter to traffic. */
const changes = (resource: Resource, known: Known): boolean => {
  const kind = known.kindOf(resource.kind);
  const live = known.find(resource.kind, resource.name)[0];
  if (kind === undefined || live === undefined) return false;
  const before = decodeSpec(kind, live, known.nameOf);
  const after = withOthers(kind, resource, formerOf(known, resource), before);
  return Object.values(kind.fields).some(
    (field) =>
      field.role !== "plain" &&
      after[field.name] !== undefined &&
      !isSame(field, before[field.name], after[field.name]),
  );
};

/**
 * Kinds of shared objects whose content a plan may change, with those they join: what else names such an object has to
 * be known. Names of others may not have been read yet, so it errs on the side of a change.
 */
export const contentsChanging = (resources: readonly Resource[], known: Known): readonly KindName[] => {
  const found = resources
    .filter(({ kind }) => known.kindOf(kind)?.rule === undefined)
    .flatMap((resource): readonly KindName[] => {
      const isNew = known.find(resource.kind, resource.name).length === 0;
      const joined = joinedBy(resource, known, resource.spec);
      if (isNew) return joined;
      return changes(resource, known) ? [resource.kind, ...joined] : [];
    });
  return [...new Set(found)];
};
