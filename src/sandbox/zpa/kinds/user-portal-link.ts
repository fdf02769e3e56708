import { flag, idOf, objects, text } from "../fields.ts";
import { lookup } from "../lookup.ts";

export const userPortalLink = lookup("zpa/user-portal-link", "userPortalLink", {
  word: "User Portal Link",
  fields: {
    name: text({ required: true }),
    description: text(),
    enabled: flag(true),
    link: text(),
    applicationId: idOf("zpa/application-segment"),
    userPortals: objects(),
  },
});
