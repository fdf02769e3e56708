import { flag, object, oneOf, refs, text } from "../fields.ts";
import { governed } from "../governed.ts";
import type { ZpaKind } from "../kind.ts";

/** Recorded: enabled is false when a create leaves it out. */
export const serverGroup: ZpaKind = {
  kind: "zpa/server-group",
  path: "serverGroup",
  nameKey: "name",
  writable: true,
  word: "Server Group",
  always: { ...governed, microtenantName: "Default" },
  notOnPost: ["creationTime", "modifiedTime", "modifiedBy", "microtenantName", "readOnly", "zscalerManaged"],
  // Provider: discovery and explicit servers exclude each other, one of them is needed.
  check: (row) => {
    const servers = Array.isArray(row.servers) ? row.servers.length : 0;
    return (row.dynamicDiscovery === true) === servers > 0 ? "servers" : undefined;
  },
  fields: {
    name: text({ required: true }),
    description: text(),
    enabled: flag(false),
    dynamicDiscovery: flag(false),
    servers: refs("zpa/application-server"),
    appConnectorGroups: refs("zpa/app-connector-group", { required: true }),
    ipAnchored: flag(false),
    extranetEnabled: flag(false),
    extranetDTO: object(),
    configSpace: oneOf("DEFAULT SIEM", { initial: "DEFAULT" }),
  },
};
