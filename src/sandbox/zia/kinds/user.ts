import { refs } from "../field.ts";
import { lookup, named } from "../lookup.ts";

export const user = lookup("zia/user", "users", "organisation", {
  fields: { ...named, groups: refs("zia/group") },
  paging: { size: 100, max: 10_000, by: "id" },
  // Recorded: on ZIdentity tenants the single GET does not show name and e-mail in clear.
  ignoresSearch: true,
  encodedWhenSingle: ["name", "email"],
  word: "USER",
});
