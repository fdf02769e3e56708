import { isIP } from "node:net";
import { ShapeError } from "../field.ts";
import type { Form } from "../fields/references.ts";
import { isObject, readId, readText } from "../fields/shape.ts";

/** Locations name credentials with their type, and those of an address with the address as well. [recorded, SDK] */
export const credentialForm: Form = {
  encode: (id, name) =>
    isIP(name) === 0 ? { id: Number(id), type: "UFQDN" } : { id: Number(id), type: "IP", ipAddress: name },
  decode: (entry, at) => {
    if (!isObject(entry)) throw new ShapeError(at, "a credential");
    const name = readText(entry, "fqdn") ?? readText(entry, "ipAddress");
    return { id: readId(entry, "id"), ...(name === undefined ? {} : { name }) };
  },
};
