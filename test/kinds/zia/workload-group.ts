import type { Example } from "../../support/kind-example.ts";

const tagged = (value: string) => ({
  tagType: "ATTR",
  operator: "AND",
  tags: [{ key: "GroupName", value }],
  tagOperator: "AND",
});

const wire = {
  expressionContainers: [
    { tagType: "VM", operator: "AND", tagContainer: { tags: [{ key: "a", value: "b" }], operator: "AND" } },
  ],
};

export const example: Example = {
  minimal: { expressionJson: [tagged("prod")] },
  portal: { expressionJson: wire },
  values: {
    expressionJson: [
      [tagged("prod"), { operator: "OPEN_PARENTHESES" }, tagged("dev"), { operator: "CLOSE_PARENTHESES" }],
      [tagged("dev")],
    ],
  },
};
