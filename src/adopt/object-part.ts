import type { Edit } from "../documents/edit/edit.ts";
import type { Kind } from "../kinds/kind.ts";
import type { Change } from "../model/change.ts";
import type { LiveObject, Resource } from "../model/resource.ts";
import { isAsDeclared } from "../plan/claims.ts";
import { resourceEdits } from "./adopted-fields.ts";
import type { Adopted, Ground, Part } from "./input.ts";
import { already, conflict, foreign, perhapsRenamed } from "./reasons.ts";

const adopted = (what: Adopted["what"], { address }: Change, { source }: Resource, edits: readonly Edit[]): Part => ({
  adopted: [{ address, what, file: source.file }],
  edits: new Map([[source.file, edits]]),
});

/** An undeclared object that is in every declared field what the vanished one was. */
const twinOf = ({ declared, live, specs }: Ground, kind: Kind, resource: Resource): LiveObject | undefined => {
  const twins = (live.listings.get(kind.name)?.objects ?? []).filter(
    (object) =>
      object.standing === "custom" &&
      declared(kind.name, object.name) === undefined &&
      isAsDeclared(kind, resource, specs.of(kind, object)),
  );
  return twins.length === 1 ? twins[0] : undefined;
};

const vanished = (ground: Ground, kind: Kind, change: Change, resource: Resource): Part => {
  const twin = twinOf(ground, kind, resource);
  if (twin !== undefined) return { refused: perhapsRenamed(change.address, resource, twin.name) };
  return adopted("removed", change, resource, [{ do: "remove", at: ground.spotOf(resource) }]);
};

const changed = (ground: Ground, kind: Kind, change: Change, resource: Resource): Part => {
  const { find, scope, specs, spotOf } = ground;
  const [live] = find(kind.name, resource.name);
  if (live === undefined) return {};
  const base = scope.atBase(resource);
  const former = [...(base === undefined ? [] : [base]), ...scope.since(resource)];
  const pair = { kind, resource, former, live, spec: specs.of(kind, live) };
  const edits = resourceEdits(pair, spotOf(resource), find);
  return edits.length === 0 ? {} : adopted("changed", change, resource, edits);
};

const isSaid = ({ find, specs }: Ground, kind: Kind, resource: Resource): boolean => {
  const [live] = find(kind.name, resource.name);
  return live !== undefined && isAsDeclared(kind, resource, specs.of(kind, live));
};

/** A rule that only moved is told by the order of its list. */
const isMove = ({ action, fields }: Change): boolean =>
  action === "update" && fields.every(({ path }) => path === "position");

/** What becomes of one object that is not as Git says. */
export const objectPart = (ground: Ground, change: Change): Part => {
  const { address, action, kind: name } = change;
  const kind = ground.kindOf(name);
  if (kind === undefined || isMove(change)) return {};
  if (action === "delete") return { left: foreign(change) };
  const resource = ground.declared(name, change.name);
  if (resource === undefined)
    return action === "create" ? { left: already(address, undefined) } : { refused: conflict(address, undefined) };
  if (ground.scope.hasBase && ground.scope.causeOf(name, change.name) === "commit") {
    const isEqual = action === "update" && isSaid(ground, kind, resource);
    return isEqual ? { left: already(address, resource) } : { refused: conflict(address, resource) };
  }
  return (action === "create" ? vanished : changed)(ground, kind, change, resource);
};
