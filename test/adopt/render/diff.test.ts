import { expect, test } from "vitest";
import { renderDiff } from "../../../src/adopt/render/diff.ts";

test("a file that ends its lines as Windows does is shown like any other, control characters within lines are not hidden", () => {
  const before = "kind: zia/rule-label\r\nresources:\r\n  - name: A\r\n";
  const text = `${before}  - name: B\u0007\r\n`;
  const lines = renderDiff([{ file: "a.yaml", before, text, added: 1, changed: 0, isReordered: false }], false).split(
    "\n",
  );
  expect(lines.slice(3, 7)).toEqual([" kind: zia/rule-label", " resources:", "   - name: A", "+  - name: B\\x07"]);
});
