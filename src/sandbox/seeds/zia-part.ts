import { modifiedBy, systemActor } from "../actor.ts";
import type { Wire } from "../json.ts";
import { withDefaults } from "../zia/bind.ts";
import { nextCategory, nextId } from "../zia/ids.ts";
import { ziaKind } from "../zia/kinds.ts";
import { lastOrder, neighboursOf } from "../zia/ordering.ts";
import { isUnlistedCategory } from "../zia/vocabulary.ts";
import { type Ground, refsTo } from "./ground.ts";

/** Adds ZIA objects; see `Builder.zia`. */
export function ziaPart(ground: Ground): (kind: string, name: string, fields?: Wire) => Wire {
  const { tenant, seed, born } = ground;
  const seconds = Math.floor(born / 1000);

  const categoryId = (name: string): string => {
    const isId = tenant.collection("zia/url-category").has(name) || isUnlistedCategory(name);
    return isId ? name : String(ground.idOf("zia/url-category", name));
  };

  const resolve = (kind: string, fields: Wire): Wire => {
    const table = ziaKind(kind)?.fields ?? {};
    const result: Wire = {};
    for (const [key, value] of Object.entries(fields)) {
      const field = table[key];
      if (field?.type === "refs" && field.to) result[key] = refsTo(ground, field.to, value, field.by);
      else if (field?.type === "ref" && field.to) result[key] = refsTo(ground, field.to, [value])[0] ?? null;
      else if (field?.type === "categories" && Array.isArray(value)) result[key] = value.map(String).map(categoryId);
      else result[key] = value;
    }
    return result;
  };

  return (name, title, fields = {}) => {
    const kind = ziaKind(name);
    if (!kind) throw new Error(`seed ${seed}: no kind "${name}"`);
    const collection = tenant.collection(name);
    const row = withDefaults(kind, { [kind.nameKey]: title, ...resolve(name, fields) });
    if (kind.nameKey === "configuredName") {
      Object.assign(row, { customCategory: true, superCategory: row.superCategory ?? "USER_DEFINED" });
      Object.assign(row, nextCategory(tenant));
    }
    if (kind.ordered && fields.order === undefined)
      row.order = lastOrder(neighboursOf(kind, collection.values(), row)) + 1;
    if (kind.stamps) Object.assign(row, { lastModifiedTime: seconds, lastModifiedBy: modifiedBy(systemActor) });
    if (kind.stamps === "created") row.createdBy = modifiedBy(systemActor);
    if (!kind.single) row.id ??= nextId(tenant, kind.family);
    collection.put(row);
    return row;
  };
}
