import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { spotsIn } from "../../../src/documents/edit/spots.ts";
import { loaded } from "../given.ts";

const rules = `kind: zia/url-filtering-rule
resources:
  # one
  - name: A
    action: BLOCK
  - {name: B}
---
---
kind: zerodrift/acknowledgement
resources:
  - {change: "zia/location:L", allows: delete, reason: because}
---
kind: zia/url-category
resources:
-   keywords: [a]
    name: L
-
    name: M
`;

test.each([
  ["as it is", rules],
  ["with a mark at its start", `\ufeff${rules}`],
  ["with Windows line ends", rules.replaceAll("\n", "\r\n")],
])("every resource of a file is found by the place it was loaded from: %s", async (_, text) => {
  const found = spotsIn(text);
  const { documents } = await loaded({ "a.yaml": text });
  const names = documents.flatMap(({ resources }) => resources.map(({ name, source }) => [name, found(source)]));
  expect(names).toEqual([
    ["A", { document: 0, resource: 0 }],
    ["B", { document: 0, resource: 1 }],
    ["L", { document: 2, resource: 0 }],
    ["M", { document: 2, resource: 1 }],
  ]);
});

test("other places have no spot", () => {
  expect(spotsIn(rules)({ line: 1, column: 1 })).toBeUndefined();
});

test("our own files, too", async () => {
  const text = readFileSync("policies/zia/url-filtering.yaml", "utf8");
  expect(spotsIn(text)({ line: 8, column: 5 })).toEqual({ document: 0, resource: 0 });
});
