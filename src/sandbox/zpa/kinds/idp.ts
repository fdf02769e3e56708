import { lookup } from "../lookup.ts";

export const idp = lookup("zpa/idp", "idp", { listVersion: "v2" });
