import type { Edit } from "../documents/edit/edit.ts";
import type { Document } from "../documents/loaded.ts";
import type { Kind } from "../kinds/kind.ts";
import { identityOf } from "../model/address.ts";
import type { LiveState } from "../model/live.ts";
import type { LiveObject, Resource } from "../model/resource.ts";
import type { Names } from "../state/names.ts";
import { type Correction, correct } from "./corrections.ts";
import { inEffectiveOrder } from "./effective-order.ts";
import { type Adoptable, judging, type LeftOut, leftBecause, objections } from "./expressible.ts";
import { layOut, mostTogether } from "./layout.ts";
import { type Fresh, type Placed, placeObjects, placeRules } from "./placing.ts";
import { saidFields } from "./said-fields.ts";

/** What import works from. */
export interface Given {
  readonly state: LiveState;
  readonly names: Names;
  /** All documents of the repository. */
  readonly documents: readonly Document[];
  /** The policies folder, from the root. */
  readonly folder: string;
  /** Whether an object of this name was asked for. */
  readonly isNamed: (name: string) => boolean;
}

/** What happens to the documents of one kind. */
export interface KindProposal {
  readonly kind: Kind;
  readonly edits: ReadonlyMap<Document, readonly Edit[]>;
  /** New documents, by file. */
  readonly fresh: ReadonlyMap<string, readonly Fresh[]>;
  readonly corrections: readonly Correction[];
  readonly left: readonly LeftOut[];
  /** Made by the vendor, or out of our rights: may be referred to. */
  readonly builtIn: readonly LiveObject[];
  /** Declared, and not live. */
  readonly absent: readonly Resource[];
  readonly isOutOfOrder: boolean;
}

/** Ours to declare. What nobody makes is there from the beginning, and what may change of it is ours. */
const isOurs = (kind: Kind, { standing }: LiveObject): boolean =>
  standing === "custom" || (standing === "movable" && kind.api.create === undefined);

interface Sorted {
  readonly added: readonly Adoptable[];
  readonly corrections: readonly Correction[];
  readonly left: readonly LeftOut[];
  readonly specs: readonly Adoptable["spec"][];
}

/** What a correction would make of the resource must be something that documents may say. */
const corrected = (
  kind: Kind,
  resource: Resource,
  adoptable: Adoptable,
  names: Names,
): Pick<Sorted, "corrections" | "left"> => {
  const correction = correct(kind, resource, adoptable, names);
  if (correction === undefined) return { corrections: [], left: [] };
  const { name = resource.name, ...fields } = correction.set;
  const reasons = objections(kind, String(name), { ...resource.spec, ...fields });
  return reasons.length === 0
    ? { corrections: [correction], left: [] }
    : { corrections: [], left: [leftBecause(kind, adoptable.live, reasons)] };
};

const sortOut = (
  kind: Kind,
  objects: readonly LiveObject[],
  declared: ReadonlyMap<string, Resource>,
  given: Given,
): Sorted => {
  const judge = judging(kind, given.state, given.names);
  const sorted = {
    added: [] as Adoptable[],
    corrections: [] as Correction[],
    left: [] as LeftOut[],
    specs: [] as Adoptable["spec"][],
  };
  for (const live of objects) {
    const judged = judge(live);
    if ("left" in judged) {
      sorted.left.push(judged.left);
      continue;
    }
    const resource = declared.get(identityOf(live.name));
    sorted.specs.push(judged.adoptable.spec);
    if (resource === undefined) sorted.added.push(judged.adoptable);
    else {
      const { corrections, left } = corrected(kind, resource, judged.adoptable, given.names);
      sorted.corrections.push(...corrections);
      sorted.left.push(...left);
    }
  }
  return sorted;
};

const byName = (a: Fresh, b: Fresh): number => {
  const [one, other] = [identityOf(a.adoptable.name), identityOf(b.adoptable.name)];
  return one < other ? -1 : one > other ? 1 : 0;
};

const placedIn = (
  kind: Kind,
  documents: readonly Document[],
  fresh: readonly Fresh[],
  objects: readonly LiveObject[],
  folder: string,
): Placed =>
  kind.order === undefined ? placeObjects(kind, documents, fresh, folder) : placeRules(kind, documents, fresh, objects);

/** New files, where no document holds the kind, or where its documents would grow too long. */
const inFiles = (kind: Kind, fresh: readonly Fresh[], folder: string): ReadonlyMap<string, readonly Fresh[]> => {
  const of = new Map(fresh.map((one) => [one.adoptable, one]));
  const files = layOut(
    kind,
    fresh.map(({ adoptable }) => adoptable),
  );
  return new Map([...files].map(([file, own]) => [`${folder}/${file}`, own.flatMap((one) => of.get(one) ?? [])]));
};

/** What to write for one kind; nothing where it could not be read. */
export const proposeKind = (kind: Kind, given: Given): KindProposal | undefined => {
  const listing = given.state.listings.get(kind.name);
  if (listing === undefined) return undefined;
  const documents = given.documents.filter((document) => document.kind === kind.name);
  const resources = documents.flatMap((document) => document.resources);
  const declared = new Map(resources.map((resource) => [identityOf(resource.name), resource]));
  const objects = inEffectiveOrder(kind, listing.objects);
  const isDeclared = ({ name }: LiveObject): boolean => declared.has(identityOf(name));
  const named = objects.filter(({ name }) => given.isNamed(name));
  const wanted = named.filter((live) => isOurs(kind, live) || isDeclared(live));
  const { added, corrections, left, specs } = sortOut(kind, wanted, declared, given);
  const say = saidFields(kind, specs);
  const fresh = added.map(
    (adoptable): Fresh => ({ adoptable, fields: { name: adoptable.name, ...say(adoptable.spec) } }),
  );
  const sorted = kind.order === undefined ? fresh.toSorted(byName) : fresh;
  const fits = documents.length > 0 && (kind.order !== undefined || resources.length + fresh.length <= mostTogether);
  const { edits, isOutOfOrder } = placedIn(kind, documents, fits ? sorted : [], objects, given.folder);
  const live = new Set(objects.map(({ name }) => identityOf(name)));
  return {
    kind,
    edits,
    fresh: fits || fresh.length === 0 ? new Map() : inFiles(kind, sorted, given.folder),
    corrections,
    left,
    builtIn: named.filter((live) => !isOurs(kind, live) && !isDeclared(live)),
    absent: resources.filter(({ name }) => given.isNamed(name) && !live.has(identityOf(name))),
    isOutOfOrder,
  };
};
