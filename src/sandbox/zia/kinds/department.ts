import { byName, lookup, named } from "../lookup.ts";

export const department = lookup("zia/department", "departments", "organisation", { fields: named, paging: byName });
