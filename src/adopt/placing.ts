import type { Edit } from "../documents/edit/edit.ts";
import type { Document } from "../documents/loaded.ts";
import type { Kind } from "../kinds/kind.ts";
import { domainOfLive } from "../kinds/live-domain.ts";
import { identityOf } from "../model/address.ts";
import type { LiveObject, Resource } from "../model/resource.ts";
import type { Adoptable } from "./expressible.ts";
import { groupOf, homeOf } from "./layout.ts";
import { type Entry, inLiveOrder, insert, isInLiveOrder, type Lists, type Standing } from "./sequence.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A new resource as it is to be written. */
export interface Fresh {
  readonly adoptable: Adoptable;
  readonly fields: Fields;
}

/** What is to be done to the documents of one kind. */
export interface Placed {
  readonly edits: ReadonlyMap<Document, readonly Edit[]>;
  /** The declared order differs from that of the tenant, and no document can be put in order by itself. */
  readonly isOutOfOrder: boolean;
}

const placeOf = <T>(entries: readonly Entry<T>[], before: number): number | null => {
  const found = entries.slice(0, before).findLast((entry) => "place" in entry);
  return found !== undefined && "place" in found ? found.place : null;
};

/** The edits that make of a document's list what it is to be. */
const editsTo = (document: Document, entries: readonly Entry<Fresh>[]): readonly Edit[] => {
  const sequence = entries.flatMap((entry) => ("place" in entry ? [entry.place] : []));
  const isMoved = sequence.some((place, index) => place !== index);
  return [
    ...(isMoved ? [{ do: "order", document: document.index, sequence } as const] : []),
    ...entries.flatMap((entry, at): readonly Edit[] =>
      "fresh" in entry
        ? [{ do: "add", document: document.index, after: placeOf(entries, at), value: entry.fresh.fields }]
        : [],
    ),
  ];
};

/**
 * Rules stand where the tenant has them: the documents of a domain, in their order, hold one sequence.
 *
 * @param rules live rules in effective order
 */
export const placeRules = (
  kind: Kind,
  documents: readonly Document[],
  added: readonly Fresh[],
  rules: readonly LiveObject[],
): Placed => {
  const ids = new Map(rules.map(({ name, id }) => [identityOf(name), id]));
  const standings = new Map(rules.map((rule, rank) => [rule.id, { domain: domainOfLive(kind, rule), rank }]));
  const standingOf = (id: string): Standing => standings.get(id) ?? { domain: "", rank: -1 };
  const lists: Lists<Fresh> = documents.map(({ resources }) =>
    resources.map(({ name }, place) => ({ place, id: ids.get(identityOf(name)) })),
  );
  const ordered = lists.map((entries) => inLiveOrder(entries, standingOf));
  const fresh = added.map((one) => ({ fresh: one, id: one.adoptable.live.id }));
  const filled = insert(ordered, fresh, standingOf);
  return {
    edits: new Map(documents.map((document, index) => [document, editsTo(document, filled[index] ?? [])])),
    isOutOfOrder: !isInLiveOrder(filled, standingOf),
  };
};

/** The document that holds most of the group the object belongs to. */
const groupMate = (kind: Kind, documents: readonly Document[], { adoptable }: Fresh): Document | undefined => {
  const group = groupOf(kind);
  const own = group(adoptable.spec);
  if (own === undefined) return undefined;
  const isMate = ({ spec }: Resource): boolean => identityOf(group(spec) ?? "") === identityOf(own);
  const counts = documents.map(({ resources }) => resources.filter(isMate).length);
  const most = Math.max(0, ...counts);
  return most === 0 ? undefined : documents[counts.indexOf(most)];
};

/** Objects without order are appended: to their like, to the file a first import would write, or to where most are. */
export const placeObjects = (
  kind: Kind,
  documents: readonly Document[],
  added: readonly Fresh[],
  folder: string,
): Placed => {
  const atHome = documents.findLast(({ file }) => file === `${folder}/${homeOf(kind)}`);
  const largest = documents.reduce<Document | undefined>(
    (best, one) => (best === undefined || one.resources.length > best.resources.length ? one : best),
    undefined,
  );
  const edits = new Map<Document, Edit[]>();
  for (const fresh of added) {
    const document = groupMate(kind, documents, fresh) ?? atHome ?? largest;
    if (document === undefined) continue;
    const after = document.resources.length === 0 ? null : document.resources.length - 1;
    const edit: Edit = { do: "add", document: document.index, after, value: fresh.fields };
    edits.set(document, [...(edits.get(document) ?? []), edit]);
  }
  return { edits, isOutOfOrder: false };
};
