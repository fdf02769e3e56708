import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { tagFilters: [{ namespace: "ACME", tag: "app", values: ["shop"] }] },
  values: {
    tagFilters: [
      [{ namespace: "ACME", tag: "app", values: ["shop"] }],
      [{ namespace: "ACME", tag: "app", values: ["shop", "ledger"] }],
    ],
  },
};
