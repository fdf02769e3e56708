import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { networkApplications: ["SSH"] },
  values: { networkApplications: [["OFFICE365"], ["OFFICE365", "YAMMER"]] },
};
