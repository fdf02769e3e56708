import { describe, expect, test } from "vitest";
import { renderDriftText } from "../../src/drift/render-text.ts";
import { buildDrift } from "../../src/drift/report.ts";
import { renderDriftIssue } from "../../src/github/issue/body.ts";
import type { KindName } from "../../src/model/address.ts";
import { domainOf } from "../../src/model/domain.ts";
import type { Plan } from "../../src/model/plan.ts";
import { renderPlanText } from "../../src/plan/render/text.ts";
import { change, movedTo, order, plan, urlRule } from "./fixtures.ts";

/** Two orders of one kind, in which a rule of the one is called as one of the other. */

const kind: KindName = "zia/cloud-app-control-rule";
const [share, mail] = [domainOf(kind, "FILE_SHARE"), domainOf(kind, "WEBMAIL")];

const reordered = (): Plan =>
  plan(
    [
      change(kind, "B", "update", [movedTo("A", null)], { domain: mail }),
      change(kind, "Z", "update", [movedTo("Y", null)], { domain: share }),
    ],
    {
      orders: {
        [share]: order(["B", "Y", "Z"], ["Z", "B", "Y"]),
        [mail]: order(["A", "B"], ["B", "A"]),
      },
    },
  );

/** The rules that the order of a type shows as moved. */
const movedIn = (text: string, type: string): readonly string[] => {
  const [, after = ""] = text.split(` of ${type}:`);
  const [own = ""] = after.split("order of ");
  return [...own.matchAll(/→ +\d+ {2}(\w+)/g)].map(([, name]) => name!);
};

describe("a page that shows several orders of one kind", () => {
  test.each<[string, string]>([
    ["plan", renderPlanText(reordered(), { color: false })],
    ["drift", renderDriftText(buildDrift(reordered()), { color: false })],
  ])("%s: under one heading, each by its type, with its own moves", (_, text) => {
    expect(text.split("\n").filter((line) => line.startsWith(kind))).toHaveLength(1);
    expect([movedIn(text, "FILE_SHARE"), movedIn(text, "WEBMAIL")]).toEqual([["Z"], ["B"]]);
  });

  test("the drift issue asks for each order that drifted, and for no other", () => {
    const times = { at: "2026-11-20T02:17:41.000Z", base: "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d" };
    const source = { file: "policies/a.yaml", line: 1, column: 1 };
    const only = plan([
      change(kind, "B", "update", [movedTo("A", null)], { domain: mail, source }),
      change(urlRule, "C", "update", [movedTo("D", null)], { source }),
    ]);
    expect(renderDriftIssue(buildDrift(only), times).match(/change: ".*?"/g)).toEqual([
      `change: "${mail}:*"`,
      `change: "${urlRule}:*"`,
    ]);
  });
});
