import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Edit, Spot } from "../documents/edit/edit.ts";
import type { Kind } from "../kinds/kind.ts";
import type { Specs } from "../kinds/specs.ts";
import type { Address, KindName } from "../model/address.ts";
import type { Change } from "../model/change.ts";
import { type DesiredState, declaredIn } from "../model/desired.ts";
import { type DomainName, orderAddress } from "../model/domain.ts";
import type { LiveState } from "../model/live.ts";
import type { Plan } from "../model/plan.ts";
import type { LiveObject, Resource } from "../model/resource.ts";
import { isAsDeclared } from "../plan/claims.ts";
import type { World } from "../plan/resolve.ts";
import type { Scope } from "../scope/scope.ts";
import { isReordered, orderEdits, type Placed } from "./order.ts";
import { resourceEdits } from "./resource.ts";

/** What adopting looks at; nothing of it is changed. */
export interface AdoptionInput {
  /** The plan that would undo the drift. */
  readonly plan: Pick<Plan, "changes" | "orders">;
  /** What the working tree declares. */
  readonly head: DesiredState;
  /** What changed in Git since the base; without one nobody can tell. */
  readonly scope: Pick<Scope, "hasBase" | "causeOf" | "orderCauseOf" | "atBase" | "since">;
  readonly live: Pick<LiveState, "listings">;
  readonly find: World["find"];
  readonly specs: Specs;
  readonly kindOf: (name: KindName) => Kind | undefined;
  readonly spotOf: (resource: Resource) => Spot;
}

export interface Adopted {
  /** `<kind>:*` for the order of a rule list. */
  readonly address: Address;
  readonly what: "changed" | "removed" | "reordered";
  readonly file: string;
}

interface Ground extends AdoptionInput {
  readonly declared: ReturnType<typeof declaredIn>;
}

/** What is to be written, and what is not. */
export interface Adoption {
  readonly adopted: readonly Adopted[];
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
  /** Drift that cannot be written as things stand; then nothing is. */
  readonly refused: readonly Diagnostic[];
  /** Drift that adopting is not for, or that Git says already. */
  readonly left: readonly Diagnostic[];
}

/** What becomes of one drifted address. */
interface Part {
  readonly adopted?: Adopted;
  readonly edits?: readonly Edit[];
  readonly refused?: Diagnostic;
  readonly left?: Diagnostic;
}

const told = (
  severity: Diagnostic["severity"],
  code: Diagnostic["code"],
  message: string,
  resource: Resource | undefined,
  hint: string,
): Diagnostic => ({ severity, code, message, ...(resource === undefined ? {} : { source: resource.source }), hint });

const conflict = (address: Address, resource: Resource | undefined): Diagnostic =>
  told(
    "error",
    "adopt-conflict",
    `${address} drifted, and was changed in Git since it was applied; nobody but you knows which of both counts`,
    resource,
    "write what is to count by hand, or apply what Git says first",
  );

const foreign = ({ address, kind, name }: Change): Diagnostic =>
  told(
    "info",
    "not-adopted",
    `${address} is live and no document declares it, so there is no line to write it into`,
    undefined,
    `zerodrift import --kind ${kind} --name ${JSON.stringify(name)}`,
  );

const already = (address: Address, resource: Resource | undefined): Diagnostic =>
  told("info", "not-adopted", `${address}: Git says so already`, resource, "commit and apply it");

/** An undeclared object that is in every declared field what the vanished one was. */
const twinOf = (input: Ground, kind: Kind, resource: Resource): LiveObject | undefined => {
  const twins = (input.live.listings.get(kind.name)?.objects ?? []).filter(
    (object) =>
      object.standing === "custom" &&
      input.declared(kind.name, object.name) === undefined &&
      isAsDeclared(kind, resource, input.specs.of(kind, object)),
  );
  return twins.length === 1 ? twins[0] : undefined;
};

const removed = (input: Ground, kind: Kind, { address }: Change, resource: Resource): Part => {
  const twin = twinOf(input, kind, resource);
  if (twin !== undefined) {
    return {
      refused: told(
        "error",
        "not-adopted",
        `${address} is gone, and "${twin.name}", which nobody declares, is just like it`,
        resource,
        `if it was renamed, write its new name here; if not, delete this resource; then run this again`,
      ),
    };
  }
  const { file } = resource.source;
  return { adopted: { address, what: "removed", file }, edits: [{ do: "remove", at: input.spotOf(resource) }] };
};

const changed = (input: Ground, kind: Kind, { address }: Change, resource: Resource): Part => {
  const [live] = input.find(kind.name, resource.name);
  if (live === undefined) return {};
  const base = input.scope.atBase(resource);
  const former = [...(base === undefined ? [] : [base]), ...input.scope.since(resource)];
  const pair = { kind, resource, former, live, spec: input.specs.of(kind, live) };
  const edits = resourceEdits(pair, input.spotOf(resource), input.find);
  return edits.length === 0 ? {} : { adopted: { address, what: "changed", file: resource.source.file }, edits };
};

const isSaid = ({ find, specs }: AdoptionInput, kind: Kind, resource: Resource): boolean => {
  const [live] = find(kind.name, resource.name);
  return live !== undefined && isAsDeclared(kind, resource, specs.of(kind, live));
};

const partOf = (input: Ground, change: Change): Part => {
  const kind = input.kindOf(change.kind);
  if (kind === undefined) return {};
  if (change.action === "delete") return { left: foreign(change) };
  const resource = input.declared(change.kind, change.name);
  if (resource === undefined) {
    return change.action === "create"
      ? { left: already(change.address, undefined) }
      : { refused: conflict(change.address, undefined) };
  }
  if (change.fields.every(({ path }) => path === "position") && change.action === "update") return {};
  if (input.scope.hasBase && input.scope.causeOf(change.kind, change.name) === "commit") {
    const isEqual = change.action === "update" && isSaid(input, kind, resource);
    return isEqual ? { left: already(change.address, resource) } : { refused: conflict(change.address, resource) };
  }
  return change.action === "create" ? removed(input, kind, change, resource) : changed(input, kind, change, resource);
};

const orderPart = (
  input: Ground,
  domain: DomainName,
  live: readonly string[],
): {
  readonly adopted: readonly Adopted[];
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
  readonly refused?: Diagnostic;
} => {
  const nothing = { adopted: [], edits: new Map<string, readonly Edit[]>() };
  const declared = (input.head.order.get(domain) ?? []).map(
    (resource): Placed => ({ resource, spot: input.spotOf(resource) }),
  );
  const address = orderAddress(domain);
  if (!isReordered(declared, live)) return nothing;
  if (input.scope.hasBase && input.scope.orderCauseOf(domain) === "commit")
    return { ...nothing, refused: conflict(address, declared[0]?.resource) };
  const edits = orderEdits(declared, live);
  if (edits === undefined) {
    const message = `the live order of ${domain} mixes rules of several documents, so no document can say it`;
    const hint = "move the rules between the documents by hand, or set the order back with `plan --include-drift`";
    return { ...nothing, refused: told("error", "not-adopted", message, declared[0]?.resource, hint) };
  }
  return { adopted: [...edits.keys()].map((file) => ({ address, what: "reordered", file })), edits };
};

/** How the working tree has to be edited so that it says what is live. Pure; the caller writes. */
export const adoptionOf = (given: AdoptionInput): Adoption => {
  const input: Ground = { ...given, declared: declaredIn(given.head.resources) };
  const parts = input.plan.changes.map((change) => partOf(input, change));
  const orders = Object.entries(input.plan.orders).map(([domain, { before }]) =>
    orderPart(input, domain as DomainName, before),
  );
  const edits = new Map<string, Edit[]>();
  const add = (file: string, more: readonly Edit[]): void => {
    edits.set(file, [...(edits.get(file) ?? []), ...more]);
  };
  for (const { adopted, edits: own = [] } of parts) if (adopted !== undefined) add(adopted.file, own);
  for (const { edits: own } of orders) for (const [file, more] of own) add(file, more);
  return {
    adopted: [...parts.flatMap(({ adopted }) => adopted ?? []), ...orders.flatMap(({ adopted }) => adopted)],
    edits,
    refused: [...parts, ...orders].flatMap(({ refused }) => refused ?? []),
    left: parts.flatMap(({ left }) => left ?? []),
  };
};
