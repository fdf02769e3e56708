import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: {},
  portal: { emailIds: ["guest@partner.example"] },
  refers: { "zpa/application-segment": ({ id }) => [{ applications: [{ id: id! }] }] },
};
