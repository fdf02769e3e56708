import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { destTcpPorts: [8443] },
  portal: { destTcpPorts: [{ start: 8444 }] },
  values: {
    srcTcpPorts: [["1024-65535"], [1023, "1024-65535"]],
    destTcpPorts: [[443], [443, "8000-8010"]],
    srcUdpPorts: [[500], [500, 4500]],
    destUdpPorts: [["3478-3479"], [53, "3478-3479"]],
  },
  variants: [{ kept: { destTcpPorts: [443] } }],
};
