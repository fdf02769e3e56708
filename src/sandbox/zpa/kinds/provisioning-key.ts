import { flag, idOf, number, text } from "../fields.ts";
import { lookup } from "../lookup.ts";

/** Recorded: short ids, and the key itself is shown in every answer. Only the keys of connector groups are emulated. */
export const provisioningKey = lookup("zpa/provisioning-key", "associationType/CONNECTOR_GRP/provisioningKey", {
  word: "Provisioning Key",
  always: { usageCount: "0", exportable: true, readOnly: false, zscalerManaged: false },
  born: (row, { next }) => {
    const id = String(next("zpa provisioning key", 40_856));
    return { provisioningKey: `3|api.private.zscaler.com|c2FuZGJveA==-2160000000000${id}`, ...row, id: row.id ?? id };
  },
  fields: {
    name: text({ required: true }),
    enabled: flag(true),
    maxUsage: number({ initial: "10" }),
    zcomponentId: idOf("zpa/app-connector-group", { required: true }),
    enrollmentCertId: text(),
  },
});
