import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { engineExpression: '("Project codenames".S > 2)' },
  values: {
    engineExpression: [
      '(("Project codenames".S > 0))',
      '(("Drawing numbers".S > 1) AND ("Project codenames".S > 0 OR "NHS_LEAKAGE".S > 3))',
    ],
  },
  refers: { "zia/dlp-dictionary": ({ id }) => [{ engineExpression: `((D${id}.S > 0))` }] },
  portal: { engineExpression: "(D60.S > 1)" },
};
