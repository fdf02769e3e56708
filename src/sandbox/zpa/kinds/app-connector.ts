import { flag, idOf, text } from "../fields.ts";
import { lookup } from "../lookup.ts";

/** SDK: enrolled machines; no API makes one. */
export const appConnector = lookup("zpa/app-connector", "connector", {
  word: "App Connector",
  always: { controlChannelStatus: "ZPN_STATUS_AUTHENTICATED", upgradeStatus: "COMPLETE", microtenantName: "Default" },
  fields: {
    name: text({ required: true }),
    description: text(),
    enabled: flag(true),
    appConnectorGroupId: idOf("zpa/app-connector-group", { required: true }),
  },
});
