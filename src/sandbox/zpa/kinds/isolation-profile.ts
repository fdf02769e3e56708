import { lookup } from "../lookup.ts";

export const isolationProfile = lookup("zpa/isolation-profile", "isolation/profiles", {
  counted: true,
  always: { enabled: true },
});
