import { expect, test } from "vitest";
import { patchOf, shownPatch } from "../../src/commands/patch.ts";

const before = "kind: zia/rule-label\r\nresources:\r\n  - name: A\r\n";
const linesOf = (after: string): readonly string[] =>
  shownPatch(patchOf({ path: "a.yaml", before, after }, 3), false).split("\n");

test("a file that ends its lines as Windows does is shown like any other, control characters within lines are not hidden", () => {
  expect(linesOf(`${before}  - name: B\u0007\r\n`)).toEqual([
    "--- a/a.yaml",
    "+++ b/a.yaml",
    "@@ -1,3 +1,4 @@",
    " kind: zia/rule-label",
    " resources:",
    "   - name: A",
    "+  - name: B\\x07",
  ]);
});

test("other line endings are one line, and not all of them", () => {
  expect(linesOf(before.replaceAll("\r\n", "\n"))).toEqual(["--- a/a.yaml", "+++ b/a.yaml", "line endings: CRLF → LF"]);
});
