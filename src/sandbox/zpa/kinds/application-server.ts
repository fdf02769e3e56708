import { flag, oneOf, text, texts } from "../fields.ts";
import type { ZpaKind } from "../kind.ts";

/** Recorded: address and enabled survive a PUT without them, the description does not. */
export const applicationServer: ZpaKind = {
  kind: "zpa/application-server",
  path: "server",
  nameKey: "name",
  writable: true,
  word: "Server",
  always: { configSpace: "DEFAULT" },
  notOnPost: [],
  fields: {
    name: text({ required: true, omitted: "keep" }),
    address: text({ required: true, omitted: "keep" }),
    description: text(),
    enabled: flag(false, { omitted: "keep" }),
    appServerGroupIds: texts({ to: "zpa/server-group", inverse: true, omitted: "keep" }),
    configSpace: oneOf("DEFAULT SIEM", { initial: "DEFAULT", omitted: "keep" }),
  },
};
