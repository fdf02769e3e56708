import type { JsonObject } from "../../model/json.ts";
import type { Standing } from "../../model/resource.ts";

/** Keys of shared network objects that the server owns. [recorded] */
export const networkReadOnly = ["id", "creatorContext", "isNonEditable"] as const;

/** Groups that the vendor or another product made (`EC` is Cloud Connector) cannot be changed here. [SDK] */
export const networkStanding = (wire: JsonObject): Standing =>
  wire.isNonEditable === true || (typeof wire.creatorContext === "string" && wire.creatorContext !== "ZIA")
    ? "fixed"
    : "custom";
