import type { JsonObject } from "../../model/json.ts";
import type { Unbound } from "../field.ts";
import { isObject } from "./shape.ts";

/** A field that the wire keeps one level down: `{privilegedCapabilities: {capabilities: […]}}`. */
export const within =
  (key: string, field: Unbound): Unbound =>
  (name) => {
    const inner = field(key);
    const objectIn = (wire: JsonObject): JsonObject => {
      const object = wire[name];
      return isObject(object) ? object : {};
    };
    return {
      ...inner,
      name,
      wire: [name],
      decode: (wire, nameOf) => inner.decode(objectIn(wire), nameOf),
      encode: (value, idOf) => ({ [name]: inner.encode(value, idOf) }),
    };
  };
