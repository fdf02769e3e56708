import { bit, flag, oneOf, text } from "../fields.ts";
import { governed } from "../governed.ts";
import type { ZpaKind } from "../kind.ts";

/** Recorded: PUT without description clears it, enabled stays. */
export const segmentGroup: ZpaKind = {
  kind: "zpa/segment-group",
  path: "segmentGroup",
  nameKey: "name",
  writable: true,
  word: "Segment Group",
  always: { configSpace: "DEFAULT", tcpKeepAliveEnabled: "0", ...governed, microtenantName: "Default" },
  notOnPost: ["microtenantName"],
  fields: {
    name: text({ required: true, omitted: "keep" }),
    description: text(),
    enabled: flag(false, { omitted: "keep" }),
    configSpace: oneOf("DEFAULT SIEM", { initial: "DEFAULT", omitted: "keep" }),
    tcpKeepAliveEnabled: bit({ omitted: "keep" }),
  },
};
