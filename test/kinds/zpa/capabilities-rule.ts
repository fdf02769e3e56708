import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { privilegedCapabilities: ["MONITOR_SESSION"] },
  values: {
    privilegedCapabilities: [
      ["CLIPBOARD_COPY", "INSPECT_FILE_UPLOAD"],
      ["CLIPBOARD_COPY", "FILE_UPLOAD"],
    ],
    conditions: [[{ APP: ["Vendor jump host"] }], [{ APP: ["Vendor jump host", "AS400"] }]],
  },
};
