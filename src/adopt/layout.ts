import { createHash } from "node:crypto";
import { largestFile } from "../documents/text.ts";
import type { Kind } from "../kinds/kind.ts";
import { productOf } from "../model/address.ts";
import type { Spec } from "../model/resource.ts";
import type { Adoptable } from "./expressible.ts";
import { pluralOf } from "./plural.ts";

/** More resources than that make a file nobody likes to open. */
export const mostTogether = 2_000;
/** Well below what may be read, so that a file can grow. */
const mostBytes = largestFile / 2;

/** `url-categories` for `zia/url-category`; what a tenant has once stays singular. */
const folderWord = ({ name, singleton }: Kind): string => {
  const word = name.slice(name.indexOf("/") + 1);
  return singleton ? word : pluralOf(word);
};

/** Names that Windows keeps for devices, whatever their ending. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** A name as part of a path that every file system takes: small letters, digits and hyphens. */
export const slugOf = (name: string): string => {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
  if (slug === "") return `x-${createHash("sha256").update(name).digest("hex").slice(0, 8)}`;
  return device.test(slug) ? `${slug}-x` : slug;
};

/** Where all resources of a kind stand when they are few: one file per kind. */
export const homeOf = (kind: Kind): string => `${productOf(kind.name)}/${folderWord(kind)}.yaml`;

const sizeOf = ({ name, spec }: Adoptable): number => Buffer.byteLength(JSON.stringify({ name, spec })) + 200;

/** The object that one of the kind belongs to, where it belongs to one: a segment's group. */
export const groupOf = (kind: Kind): ((spec: Spec) => string | undefined) => {
  const joint = Object.values(kind.fields).find(({ joins }) => joins === true);
  return (spec) => {
    const group = joint === undefined ? undefined : spec[joint.name];
    return typeof group === "string" ? group : undefined;
  };
};

/** Files with fewer resources are scraps. */
const leastTogether = 20;

/** What keeps together: the objects of one group; where groups are small or there are none, one first letter. */
const shelfOf = (kind: Kind, objects: readonly Adoptable[]): ((one: Adoptable) => string) => {
  const group = groupOf(kind);
  const known = ({ name, spec }: Adoptable): string => slugOf(group(spec) ?? name);
  const count = new Set(objects.map(known)).size;
  if (objects.length / count >= leastTogether) return known;
  return (one) => known(one).slice(0, 1);
};

/** Fills shelves in turn: `a`, `a-2`, `a-3`. */
const chunked = (objects: readonly Adoptable[]): readonly (readonly Adoptable[])[] => {
  const chunks: Adoptable[][] = [];
  let room = { count: 0, bytes: 0 };
  for (const object of objects) {
    const bytes = sizeOf(object);
    if (room.count === 0 || room.bytes < bytes || chunks.length === 0) {
      chunks.push([]);
      room = { count: mostTogether, bytes: mostBytes };
    }
    chunks.at(-1)?.push(object);
    room = { count: room.count - 1, bytes: room.bytes - bytes };
  }
  return chunks;
};

const byKey = <T>(things: readonly T[], keyOf: (thing: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [thing]);
    else group.push(thing);
  }
  return groups;
};

/** Where the objects of a kind go that no file holds yet: path below the policies folder to what stands there. */
export const layOut = (kind: Kind, objects: readonly Adoptable[]): ReadonlyMap<string, readonly Adoptable[]> => {
  const home = homeOf(kind);
  // Rules are tried in the order of one list, so they stay together.
  if (kind.order !== undefined || chunked(objects).length < 2) return new Map([[home, objects]]);
  const shelves = byKey(objects, shelfOf(kind, objects));
  const folder = home.replace(/\.yaml$/, "");
  const chunks = [...shelves]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([shelf, own]) =>
      chunked(own).map((chunk, at) => ({ chunk, file: `${folder}/${shelf}${at === 0 ? "" : `-${at + 1}`}.yaml` })),
    );
  // A group may be called as the second file of another: then they share it.
  const files = byKey(chunks, ({ file }) => file);
  return new Map([...files].map(([file, parts]) => [file, parts.flatMap(({ chunk }) => chunk)]));
};
