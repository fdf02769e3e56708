import { lookup } from "../lookup.ts";

export const samlAttribute = lookup("zpa/saml-attribute", "samlAttribute", { listVersion: "v2", counted: true });
