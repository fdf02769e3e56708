import { isWire, type Json, textsOf, type Wire } from "../json.ts";
import type { World } from "../world.ts";
import { bindBody, withDefaults } from "./bind.ts";
import { invalidInput, limitExceeded, unbindable } from "./errors.ts";
import { nextCategory } from "./ids.ts";
import { urlCategory } from "./kinds/url-category.ts";
import { show } from "./read.ts";
import { checkObject, find, insert, replace } from "./write.ts";

/** Documented: URLs per tenant. */
const urlQuota = 25_000;

const collectionOf = (world: World) => world.tenant.collection(urlCategory.kind);

export function listCategories(world: World, query: URLSearchParams): Wire[] {
  const isCustomOnly = query.get("customOnly")?.toLowerCase() === "true";
  const isCounting = query.get("includeOnlyUrlKeywordCounts")?.toLowerCase() === "true";
  // Recorded and SDK: TLD categories are left out unless asked for.
  const type = query.get("type") ?? "URL_CATEGORY";
  return collectionOf(world)
    .values()
    .filter((row) => type === "ALL" || (row.type ?? "URL_CATEGORY") === type)
    .filter((row) => !isCustomOnly || row.customCategory !== false)
    .map((row) =>
      isCounting ? onlyCounts(show(world, urlCategory, row, "list")) : show(world, urlCategory, row, "list"),
    );
}

function onlyCounts(row: Wire): Wire {
  const counts: Wire = {
    totalUrlCount: textsOf(row.urls).length,
    retainParentUrlCount: textsOf(row.dbCategorizedUrls).length,
    totalKeywordCount: textsOf(row.keywords).length,
    retainParentKeywordCount: textsOf(row.keywordsRetainingParentCategory).length,
  };
  for (const key of ["urls", "dbCategorizedUrls", "keywords", "keywordsRetainingParentCategory"]) delete row[key];
  return { ...row, urlKeywordCounts: counts };
}

export function createCategory(world: World, body: Json | undefined): Wire {
  const { values } = bindBody(world.tenant, urlCategory, body, undefined);
  // Recorded: a create with customCategory false makes a custom category all the same.
  const row: Wire = { ...withDefaults(urlCategory, values), customCategory: true };
  checkObject(world, urlCategory, row, undefined);
  checkCustom(row);
  const custom = collectionOf(world)
    .values()
    .filter((other) => other.customCategory !== false);
  if (custom.length >= (urlCategory.maxRows ?? 0)) throw limitExceeded(custom.length, "custom categorie");
  checkQuota(world, row, undefined);
  const stored = insert(world, urlCategory, { ...row, ...nextCategory(world.tenant) }, world.actor);
  return show(world, urlCategory, stored, "single");
}

export function updateCategory(world: World, id: string, body: Json | undefined, action: string | null): Wire {
  const old = find(world, urlCategory, id);
  const { values, extras } = bindBody(world.tenant, urlCategory, body, old);
  const isPredefined = old.customCategory === false;
  const row = action
    ? mergeLists(old, values, action)
    : isPredefined
      ? extend(old, values)
      : substitute(old, values, extras);
  if (!isPredefined) {
    if (row.configuredName === undefined) throw invalidInput("configuredName cannot be null");
    if (!action) checkRegex(row);
  }
  checkQuota(world, row, old);
  const stored = replace(world, urlCategory, old, isPredefined ? row : { ...row, customCategory: true }, world.actor);
  return show(world, urlCategory, stored, "single");
}

/** Recorded: a plain PUT on a custom category replaces everything; the type is fixed at creation (inferred). */
function substitute(old: Wire, values: Wire, extras: Wire): Wire {
  const kept: Wire = {};
  for (const key of Object.keys(old)) {
    if (!(key in urlCategory.fields)) kept[key] = extras[key] ?? (typeof old[key] === "number" ? 0 : "");
  }
  return {
    ...withDefaults(urlCategory, values),
    ...kept,
    id: old.id ?? null,
    val: old.val ?? null,
    type: old.type ?? "URL_CATEGORY",
  };
}

const deltaLists = ["urls", "dbCategorizedUrls", "ipRanges", "ipRangesRetainingParentCategory"];

/** Recorded: with `?action=` the named lists grow or shrink, other keys of the body are written, absent keys stay. */
function mergeLists(old: Wire, values: Wire, action: string): Wire {
  if (action !== "ADD_TO_LIST" && action !== "REMOVE_FROM_LIST") throw unbindable();
  if (values.configuredName === undefined && old.customCategory !== false) {
    throw invalidInput("configuredName cannot be null");
  }
  const row: Wire = { ...old };
  for (const [key, value] of Object.entries(values)) {
    if (!deltaLists.includes(key)) row[key] = value;
    else row[key] = action === "ADD_TO_LIST" ? union(old[key], value) : difference(old[key], value);
  }
  return row;
}

/** Provider: a plain PUT on a predefined category only adds URLs and addresses; keyword lists are replaced. */
function extend(old: Wire, values: Wire): Wire {
  const row: Wire = { ...old };
  for (const key of deltaLists) row[key] = union(old[key], values[key]);
  for (const key of ["keywords", "keywordsRetainingParentCategory"]) {
    if (values[key] === undefined) delete row[key];
    else row[key] = values[key];
  }
  return row;
}

const union = (before: Json | undefined, added: Json | undefined): string[] => [
  ...new Set([...textsOf(before), ...textsOf(added)]),
];

const difference = (before: Json | undefined, removed: Json | undefined): string[] => {
  const gone = new Set(textsOf(removed));
  return textsOf(before).filter((entry) => !gone.has(entry));
};

function checkCustom(row: Wire): void {
  if (row.configuredName === undefined) throw invalidInput("configuredName cannot be null");
  // SDK: the super category is mandatory on create; a PUT that omits it loses it (recorded).
  if (row.superCategory === undefined) throw invalidInput("superCategory cannot be null");
  checkRegex(row);
}

/** Provider: patterns belong to REGEX categories. */
function checkRegex(row: Wire): void {
  const patterns = [...textsOf(row.regexPatterns), ...textsOf(row.regexPatternsRetainingParentCategory)];
  if (patterns.length > 0 && row.urlType !== "REGEX") throw invalidInput("Regex patterns require urlType REGEX");
}

const urlsOf = (row: Wire): number => textsOf(row.urls).length + textsOf(row.dbCategorizedUrls).length;

const provisioned = (world: World): number =>
  collectionOf(world).memo("urls", () =>
    collectionOf(world)
      .values()
      .reduce((sum, row) => sum + urlsOf(row), 0),
  );

export function quota(world: World): Wire {
  return { uniqueUrlsProvisioned: provisioned(world), remainingUrlsQuota: urlQuota - provisioned(world) };
}

function checkQuota(world: World, row: Wire, old: Wire | undefined): void {
  const after = provisioned(world) - (old ? urlsOf(old) : 0) + urlsOf(row);
  if (after > urlQuota) throw limitExceeded(urlQuota, "URL");
}

/** SDK: hosts in, their categories out. Only custom categories are looked at; everything else is unclassified. */
export function lookUp(world: World, body: Json | undefined): Wire[] {
  if (!Array.isArray(body) || body.length > 100) throw unbindable();
  const rows = collectionOf(world).values();
  return body.map((entry) => {
    if (typeof entry !== "string" || isWire(entry)) throw unbindable();
    const found = rows.filter((row) => textsOf(row.urls).some((url) => url.replace(/^\./, "") === entry));
    return {
      url: entry,
      urlClassifications: found.length > 0 ? found.map((row) => String(row.id)) : ["MISCELLANEOUS_OR_UNKNOWN"],
      urlClassificationsWithSecurityAlert: [],
    };
  });
}
