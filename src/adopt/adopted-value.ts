import { arranged } from "../documents/edit/revision.ts";
import type { Field } from "../kinds/field.ts";
import { identityOf } from "../model/address.ts";
import { isSame } from "../plan/diff.ts";

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What a declared list says, as its author wrote it and as the live names spell it, entry by entry. */
interface Declared {
  readonly written: readonly unknown[];
  readonly spelled: readonly unknown[];
}

const keyIn = (field: Field, entry: unknown): string => JSON.stringify(field.canonical([entry]));

/** What a block of conditions or filters asks for; two that ask for the same are one block, changed. */
const topicOf = (entry: unknown): string => (isRecord(entry) ? Object.keys(entry).sort().join(" ") : "");

/** Every text of a value by what it is the name of. */
const spellingsIn = (value: unknown, known = new Map<string, string>()): ReadonlyMap<string, string> => {
  if (typeof value === "string") known.set(identityOf(value), value);
  else for (const part of Object.values(value ?? {})) spellingsIn(part, known);
  return known;
};

const withSpellings = (value: unknown, known: ReadonlyMap<string, string>): unknown => {
  if (typeof value === "string") return known.get(identityOf(value)) ?? value;
  if (Array.isArray(value)) return value.map((part) => withSpellings(part, known));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withSpellings(part, known)]));
};

/** A block as it is live, told in its author's words and order as far as these say the same. */
const inWordsOf = (field: Field, written: unknown, live: unknown): unknown => {
  const own = arranged(written, withSpellings(live, spellingsIn(written)));
  return isSame(field, [own], [live]) ? own : arranged(written, live);
};

/** An entry as it is to be written, and as the live names spell it. */
interface Entry {
  readonly written: unknown;
  readonly spelled: unknown;
}

const asIs = (entry: unknown): Entry => ({ written: entry, spelled: entry });

/** Entries that are live as well stay as they are written; a block that changed stays in its place. */
const adoptedList = (field: Field, { written, spelled }: Declared, live: readonly unknown[]): readonly Entry[] => {
  const keys = new Set(live.map((entry) => keyIn(field, entry)));
  const own = new Set(spelled.map((entry) => keyIn(field, entry)));
  const fresh = live.filter((entry) => !own.has(keyIn(field, entry)));
  const kept = written.flatMap((entry, index): readonly Entry[] => {
    if (keys.has(keyIn(field, spelled[index]))) return [{ written: entry, spelled: spelled[index] }];
    const at = isRecord(entry) ? fresh.findIndex((other) => topicOf(other) === topicOf(entry)) : -1;
    return at < 0 ? [] : [asIs(inWordsOf(field, entry, fresh.splice(at, 1)[0]))];
  });
  return [...kept, ...fresh.map(asIs)];
};

/**
 * The live value of a field as it is to stand in Git: what is written already and says the same stays as it is written.
 *
 * @param spelled the declared value with the live spelling of every name
 */
export const adoptedValue = (field: Field, written: unknown, spelled: unknown, live: unknown): unknown => {
  if (!Array.isArray(field.empty)) return live ?? null;
  const entries = adoptedList(field, { written: listIn(written), spelled: listIn(spelled) }, listIn(live));
  const isRight = isSame(
    field,
    entries.map((entry) => entry.spelled),
    live,
  );
  return isRight ? entries.map((entry) => entry.written) : listIn(live);
};
