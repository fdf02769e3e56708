import { expect, test } from "vitest";
import { onlyErrors } from "../../src/diagnostics/severities.ts";

test("where no warning is read, only what a team made an error is looked for", () => {
  expect(onlyErrors({ "shadowed-rule": "error", "overridden-url": "info" })).toEqual({
    "shadowed-rule": "error",
    "disabled-reference": "off",
    "overlapping-segments": "off",
    "overridden-url": "off",
    "rule-without-criteria": "off",
  });
});
