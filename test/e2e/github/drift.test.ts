import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { until } from "../../support/cli.ts";
import { documents, openApplied, recordOf } from "../../support/github/applied.ts";
import { openStory, type Story } from "../../support/github/story.ts";
import type { Doc, RequestEntry } from "../../support/scene.ts";

/** Night after night: one issue that says what the tenant is and Git is not, and no noise. */

const label = "zia/rule-label";
const url = "zia/url-filtering-rule";
const docs = (description: string): readonly Doc[] => [
  { kind: label, resources: [{ name: "exception", description }] },
  {
    kind: url,
    resources: [
      {
        name: "Block gambling",
        action: "BLOCK",
        state: "ENABLED",
        protocols: ["ANY_RULE"],
        urlCategories: ["GAMBLING"],
      },
    ],
  },
];
const owned = "Owned by security.";

let story: Story;

beforeEach(async () => {
  story = await openApplied(docs(owned), { seed: "empty" });
});

afterEach(async () => {
  expect(story.github.violations).toEqual([]);
  await story.close();
});

const edit = (description: string) =>
  story.portal("PATCH", { kind: label, name: "exception", changes: { description } });
const states = (): readonly string[] => story.drift().map(({ number, state }) => `#${number} ${state}`);
const said = (number: number): readonly string[] => story.github.comments(number).map(({ body }) => body);

describe("the drift issue", () => {
  test("is opened, kept quiet, commented on what is worse, closed, reopened, and after a month begun anew", async () => {
    // Merged and not applied yet is no drift: the tenant is held against what was applied.
    story.github.commit({
      branch: "main",
      by: "ada",
      files: documents(docs("Merged, not applied.")) as Record<string, string>,
    });
    const clean = await story.nightly();
    expect(clean.ended("drift")).toBe("success");
    expect(story.drift()).toEqual([]);

    await edit("Edited in the portal.");
    await story.nightly();
    expect(states()).toEqual(["#1 open"]);
    const { body } = story.drift()[0]!;
    expect(body.split("\n")[0]).toMatch(/^<!-- zerodrift:drift:1 tenant=acme digest=sha256:[0-9a-f]{64} risk=0 -->$/);
    for (const part of ["zia/rule-label:exception", "Edited in the portal.", owned, "j.doe@acme.example"])
      expect(body).toContain(part);
    expect(body).toContain("change policies/all.yaml:3");
    expect(body).toContain("Last clean scan");
    expect(body).toContain("allows: overwrite-drift");

    await story.nightly();
    expect([states(), said(1)]).toEqual([["#1 open"], []]);

    await story.portal("PATCH", { kind: url, name: "Block gambling", changes: { state: "DISABLED" } });
    await story.nightly();
    expect(said(1)).toHaveLength(1);
    expect(said(1)[0]).toContain("**The drift got worse**");
    expect(story.drift()[0]?.body).toContain("Block gambling");

    await edit(owned);
    await story.portal("PATCH", { kind: url, name: "Block gambling", changes: { state: "ENABLED" } });
    await story.nightly();
    expect(states()).toEqual(["#1 closed"]);
    expect(said(1).at(-1)).toContain("No drift any more");

    await edit("Edited again.");
    await story.nightly();
    expect(states()).toEqual(["#1 open"]);
    expect(said(1).at(-1)).toContain("Drift again");

    Object.assign(story.github.issue(1), { state: "closed", closedAt: new Date(Date.now() - 31 * 86_400_000) });
    await story.nightly();
    expect(states()).toEqual(["#1 closed", "#2 open"]);
    expect(story.drift()[1]?.body).toContain("The one before: #1");
  }, 120_000);

  test("is neither opened nor closed by a night that saw nothing", async () => {
    await edit("Edited in the portal.");
    await story.nightly();
    await edit(owned);
    const before = [states(), said(1), story.drift()[0]?.body];

    await story.control("POST", "faults", {
      method: "GET",
      path: "ruleLabels",
      times: 100,
      ["then" as string]: { status: 503 },
    });
    const unreachable = await story.nightly();
    expect(unreachable.ended("drift")).toBe("failure");
    expect([states(), said(1), story.drift()[0]?.body]).toEqual(before);
    await story.control("DELETE", "faults");

    const run = recordOf(story, story.github.tip("main"), "in_progress");
    const skipped = await story.nightly();
    expect(skipped.text).toContain("an apply was running for half an hour");
    expect([states(), said(1), story.drift()[0]?.body]).toEqual(before);
    Object.assign(run, { status: "completed", conclusion: "failure" });

    // The apply that begins during the scan makes it worthless; it is scanned once more.
    const reads = async (): Promise<number> =>
      ((await story.control("GET", "requests")).requests as readonly RequestEntry[]).filter(({ path }) =>
        path.endsWith("/ruleLabels"),
      ).length;
    const seen = await reads();
    await story.control("POST", "faults", {
      method: "GET",
      path: "ruleLabels",
      times: 1,
      ["then" as string]: { hold: "after" },
    });
    const night = story.nightly();
    await until(async () => (await reads()) > seen);
    recordOf(story, story.github.tip("main"));
    await story.control("DELETE", "faults");
    const again = await night;
    expect(again.text).toContain("an apply began during the scan; scanning once more");
    expect(states()).toEqual(["#1 closed"]);
  }, 120_000);

  test("has no twin: of two that were opened at once the younger is closed", async () => {
    await edit("Edited in the portal.");
    await story.nightly();
    // This night does not see yet what the other one has just opened.
    let asked = 0;
    story.github.override("issues/list-for-repo", () => {
      asked += 1;
      story.github.override("issues/list-for-repo", undefined);
      return { status: 200, body: [] };
    });
    await story.nightly();
    expect(asked).toBe(1);
    expect(states()).toEqual(["#1 open", "#2 closed"]);
    expect(said(2)).toEqual(["The same as #1.\n"]);
  }, 120_000);
});

test("before the first apply nothing can have drifted, and the night says so", async () => {
  const fresh = await openStory({ policies: documents(docs("Merged, never applied.")), seed: "empty" });
  try {
    const night = await fresh.nightly();
    expect([night.ended("drift"), fresh.drift()]).toEqual(["success", []]);
    expect(night.text).toContain("nothing was applied yet");
    expect(fresh.github.violations).toEqual([]);
  } finally {
    await fresh.close();
  }
}, 120_000);
