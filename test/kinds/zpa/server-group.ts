import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { enabled: true, dynamicDiscovery: true, appConnectorGroups: ["AWS Frankfurt"] },
  refers: { "zpa/application-server": ({ id }) => [{ servers: [{ id: id! }], dynamicDiscovery: false }] },
  variants: [
    {
      without: ["servers"],
      along: { dynamicDiscovery: { servers: ["as400-01"] } },
      back: { dynamicDiscovery: { servers: [] } },
    },
    {
      only: ["enabled", "dynamicDiscovery", "appConnectorGroups", "servers"],
      values: { dynamicDiscovery: [false, true] },
      along: { dynamicDiscovery: { servers: [] } },
      kept: { dynamicDiscovery: true },
    },
  ],
};
