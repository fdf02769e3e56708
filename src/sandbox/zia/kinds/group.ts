import { byName, lookup, named } from "../lookup.ts";

export const group = lookup("zia/group", "groups", "organisation", { fields: named, paging: byName, word: "GROUP" });
