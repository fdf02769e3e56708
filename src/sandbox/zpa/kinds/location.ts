import { lookup } from "../lookup.ts";

export const location = lookup("zpa/location", "location");
