import type { JsonObject } from "../../model/json.ts";
import type { Standing } from "../../model/resource.ts";

/** Keys of ZPA objects that the server owns; it ignores them in a body, we leave them out. [recorded] */
export const auditKeys = [
  "id",
  "creationTime",
  "modifiedTime",
  "modifiedBy",
  "microtenantName",
  "readOnly",
  "zscalerManaged",
  "restrictionType",
] as const;

/** Objects the vendor or another scope owns cannot be changed. `restrictedEntity` is the older spelling. [vendor help] */
export const managedStanding = (wire: JsonObject): Standing =>
  wire.readOnly === true || wire.zscalerManaged === true || wire.restrictedEntity === true ? "fixed" : "custom";
