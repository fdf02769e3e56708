import { type Json, textsOf, type Wire } from "../json.ts";
import { shuffled, type World } from "../world.ts";
import { bindBody, withDefaults } from "./bind.ts";
import { unbindable } from "./errors.ts";
import type { ZiaKind } from "./kind.ts";
import { show } from "./read.ts";
import { extrasAfter, replace } from "./write.ts";

/** The settings of a kind; every tenant has them. */
export function theOne(world: World, kind: ZiaKind): Wire {
  const [row] = world.tenant.collection(kind.kind).values();
  if (!row) throw new Error(`the tenant has no ${kind.kind}`);
  return row;
}

/** Recorded: the answer to a write shows an emptied list as such, also where a read leaves it out. */
const answerOf = (world: World, kind: ZiaKind, row: Wire): Wire => {
  const lists = Object.entries(kind.fields).filter(([, { type }]) => type === "texts");
  return { ...Object.fromEntries(lists.map(([key]) => [key, []])), ...show(world, kind, row, "single") };
};

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

/** Hash order tells nothing of doubles; that a list holds each entry once is assumed. */
const withoutDoubles = (kind: ZiaKind, values: Wire): Wire =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      kind.fields[key]?.type === "texts" ? unique(textsOf(value)) : value,
    ]),
  );

/** Recorded: a PUT replaces the settings; a switch it leaves out is off then (inferred from other kinds). */
export function replaceOne(world: World, kind: ZiaKind, body: Json | undefined): Wire {
  const old = theOne(world, kind);
  const bound = bindBody(world.tenant, kind, body, old);
  const values = withDefaults(kind, withoutDoubles(kind, bound.values));
  return answerOf(world, kind, replace(world, kind, old, { ...values, ...extrasAfter(kind, old, bound) }, world.actor));
}

/** Recorded: entries come and go, an empty list does nothing, and the answer is what was sent, in another order. */
export function changeEntries(world: World, kind: ZiaKind, key: string, action: string, body: Json | undefined): Wire {
  const old = theOne(world, kind);
  const { values } = bindBody(world.tenant, kind, body, undefined);
  const sent = unique(textsOf(values[key]));
  const held = textsOf(old[key]);
  const gone = new Set(sent);
  if (action !== "ADD_TO_LIST" && action !== "REMOVE_FROM_LIST") throw unbindable();
  const after = action === "ADD_TO_LIST" ? unique([...held, ...sent]) : held.filter((entry) => !gone.has(entry));
  replace(world, kind, old, { ...old, [key]: after }, world.actor);
  return { [key]: shuffled(world, sent) };
}
