import type { Actor } from "../actor.ts";
import type { Wire } from "../json.ts";
import { overlay, type Portal } from "../portal.ts";
import { calm, type World } from "../world.ts";
import { bindPortal, withDefaults } from "./bind.ts";
import { fixed } from "./errors.ts";
import { nextCategory } from "./ids.ts";
import type { ZiaKind } from "./kind.ts";
import { urlCategory } from "./kinds/url-category.ts";
import { ziaKind } from "./kinds.ts";
import { inEffectiveOrder } from "./ordering.ts";
import { show } from "./read.ts";
import { checkObject, insert, orderForPortal, remove, replace } from "./write.ts";

const kindOf = (name: string): ZiaKind => {
  const kind = ziaKind(name);
  if (!kind) throw new Error(`the sandbox has no kind "${name}"`);
  return kind;
};

const shown = (world: World, kind: ZiaKind, row: Wire): Wire => show(calm(world), kind, row, "list");

export const ziaPortal: Portal = {
  list(world, name, view) {
    const kind = kindOf(name);
    const rows = view === "active" ? world.tenant.active(name) : world.tenant.collection(name).values();
    const visible = rows.filter((row) => row.$pseudo !== true);
    return (kind.ordered ? inEffectiveOrder(visible) : visible).map((row) => shown(world, kind, row));
  },
  create(world: World, name: string, object: Wire, actor: Actor) {
    const kind = kindOf(name);
    if (kind.single) throw fixed(`${kind.word} exist already`);
    const bound = withDefaults(kind, bindPortal(world.tenant, kind, object));
    if (kind === urlCategory) {
      Object.assign(bound, { customCategory: true, superCategory: bound.superCategory ?? "USER_DEFINED" });
      if (bound.id === undefined) Object.assign(bound, nextCategory(world.tenant));
    }
    if (kind.ordered) bound.order = orderForPortal(world, kind, object);
    checkObject(world, kind, bound, undefined);
    return shown(world, kind, insert(world, kind, bound, actor));
  },
  change(world, name, row, changes, actor) {
    const kind = kindOf(name);
    const changed = bindPortal(world.tenant, kind, overlay(row, changes));
    const bound = row.id === undefined ? changed : { ...changed, id: row.id };
    return shown(world, kind, replace(world, kind, row, bound, actor));
  },
  remove(world, name, row, actor) {
    const kind = kindOf(name);
    const before = shown(world, kind, row);
    remove(world, kind, String(row.id), actor);
    return before;
  },
};
