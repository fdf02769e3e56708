import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { cidrs: ["10.60.0.0/24"] },
  values: {
    cidrs: [["10.61.0.0/16"], ["10.61.0.0/16", "10.63.0.0/24"]],
  },
  variants: [{ kept: { cidrs: ["10.61.0.0/16"] } }],
};
