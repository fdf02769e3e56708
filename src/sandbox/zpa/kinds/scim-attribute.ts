import { lookup } from "../lookup.ts";

export const scimAttribute = lookup("zpa/scim-attribute", undefined, { counted: true });
