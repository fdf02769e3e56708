import { lookup } from "../lookup.ts";

export const managedBrowserProfile = lookup("zpa/managed-browser-profile", "managedBrowserProfile/search");
