import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { documents, openApplied } from "../../support/github/applied.ts";
import { type Loser, loserOf } from "../../support/github/lose.ts";
import { type ShortWay, shortWay } from "../../support/github/short-way.ts";
import type { Story } from "../../support/github/story.ts";
import type { Doc } from "../../support/scene.ts";

/**
 * Runners go away. Whatever the moment, the record says that the apply did not come to its end, the next run finishes it, and
 * nothing is made or activated twice.
 */

const rule = (name: string, category: string) => ({
  name,
  action: "BLOCK",
  state: "ENABLED",
  protocols: ["ANY_RULE"],
  urlCategories: [category],
});
const sharing = rule("Block sharing", "P2P_COMMUNICATION");
const gambling = rule("Block gambling", "GAMBLING");
const anonymizers = rule("Block anonymizers", "ANONYMIZER");

const before: readonly Doc[] = [
  { kind: "zia/rule-label", resources: [{ name: "exception", description: "Owned by security." }] },
  { kind: "zia/url-filtering-rule", resources: [sharing, gambling, anonymizers] },
];
const after: readonly Doc[] = [
  { kind: "zpa/segment-group", resources: [{ name: "Finance apps", enabled: true }] },
  {
    kind: "zia/rule-label",
    resources: [
      { name: "exception", description: "Each rule names its ticket." },
      { name: "ticket", description: "Names a ticket." },
    ],
  },
  { kind: "zia/url-filtering-rule", resources: [anonymizers, gambling, sharing] },
];

let story: Story;
let way: ShortWay;
let loser: Loser;

beforeEach(async () => {
  story = await openApplied(before, { seed: "empty" });
  way = shortWay(story);
  loser = loserOf(story);
});

afterEach(async () => {
  loser.close();
  expect(story.github.violations).toEqual([]);
  await story.close();
});

/** Writes that reached the tenant, without the part of the path that is the same for all. */
const written = async (): Promise<readonly string[]> =>
  (await story.writes()).map(({ method, path }) => `${method} ${path.replace(/^.*\/(?:customers\/\d+|v1)\//, "")}`);

const names = async (kind: string): Promise<readonly string[]> => (await story.objects(kind)).map(({ name }) => name);

/** What is in force, whatever is only staged. */
const inForce = async (kind: string): Promise<readonly string[]> =>
  (await story.control("GET", `objects?kind=${encodeURIComponent(kind)}&view=active`)).objects.map(
    ({ name }: { name: string }) => name,
  );

const rules = "zia/url-filtering-rule";
const isOnce = (all: readonly string[]): boolean => new Set(all).size === all.length;
const standing = (): string => `${story.ledger()[0]?.state}: ${story.ledger()[0]?.description}`;

/** Everything is as the pull request wants it, in force, said so, and a plan made now is empty. */
const expectDone = async (commit: string): Promise<void> => {
  const inOrder = (all: readonly string[]) => all.filter((name) => / (?:anonymizers|gambling|sharing)$/.test(name));
  const wanted = ["Block anonymizers", "Block gambling", "Block sharing"];
  expect(inOrder(await names(rules))).toEqual(wanted);
  expect(inOrder(await inForce(rules))).toEqual(wanted);
  expect((await names("zpa/segment-group")).filter((name) => name === "Finance apps")).toHaveLength(1);
  expect((await inForce("zia/rule-label")).filter((name) => name === "ticket")).toHaveLength(1);
  expect(story.ledger()[0]).toEqual({ commit, state: "success", description: "applied and activated" });
};

/** A pull request that changes nothing has nothing to do either. */
const expectNothingLeft = async (commit: string): Promise<void> => {
  const later = await way.approved("later", { "policies/more.yaml": "# nothing else\n" });
  const { conclusion, title, text } = story.check(later, "plan")!;
  expect([conclusion, title]).toEqual(["success", "no changes"]);
  expect(text).toContain(`\`${commit.slice(0, 12)}\` was applied last`);
};

describe("a runner that goes away", () => {
  test("again and again, each time later: each next run goes on, and the last one ends it", async () => {
    const pull = await way.approved("many", documents(after));
    await story.forget();
    const commit = way.merge(pull);

    loser.before("execute / apply", "Apply the plan");
    const first = await way.apply(commit);
    expect(first.ended("apply")).toBe("failure");
    expect(await written()).toEqual([]);
    expect(standing()).toBe("in_progress: applying");
    // The pull request learns that it is not known what happened, and what to do.
    expect(story.comments(pull).at(-1)).toContain("THE RUN WAS LOST");
    expect(story.comments(pull).at(-1)).toContain("gh workflow run zerodrift-apply.yml");

    await loser.during({ method: "POST", path: "ruleLabels", hold: "after" });
    await way.resume();
    expect(await written()).toEqual(["POST segmentGroup", "POST ruleLabels"]);
    expect(standing()).toBe("in_progress: staging ZIA");
    expect(await inForce("zia/rule-label")).not.toContain("ticket");

    // In the middle of a reorder: one of two rules is where it shall be.
    await loser.during({ method: "PUT", path: "urlFilteringRules", hold: "after" });
    await way.resume();
    expect((await written()).filter((one) => one.includes("urlFilteringRules"))).toHaveLength(1);
    expect((await inForce(rules))[0]).toBe("Block sharing");

    await loser.during({ method: "POST", path: "status/activate", hold: "after" });
    await way.resume();
    expect((await written()).at(-1)).toBe("POST status/activate");
    expect(standing()).toBe("in_progress: staging ZIA");

    loser.spare();
    const last = await way.resume();
    expect(last.ended("apply")).toBe("success");
    const all = await written();
    expect(isOnce(all), all.join("\n")).toBe(true);
    expect(all.filter((one) => one === "POST status/activate")).toHaveLength(1);
    await expectDone(commit);
    await expectNothingLeft(commit);
    expect((await way.resume()).text).toContain("Nothing to resume");
  }, 120_000);

  test("after everything is staged: the next run only activates", async () => {
    const commit = way.merge(await way.approved("many", documents(after)));
    await story.forget();
    // What the connection carried when the machine went away may still arrive; this one does not.
    await story.control("POST", "faults", {
      method: "POST",
      path: "status/activate",
      times: 20,
      ["then" as string]: { drop: "before" },
    });
    story.env({ ZERODRIFT_CLOCK_RATE: "100000" });
    const stuck = await way.apply(commit);
    expect(stuck.ended("apply")).toBe("failure");
    expect(standing()).toMatch(/^failure: partial: .* staged$/);
    expect(await inForce("zia/rule-label")).not.toContain("ticket");
    await story.control("DELETE", "faults");

    await story.forget();
    expect((await way.resume()).ended("apply")).toBe("success");
    expect(await written()).toEqual(["POST status/activate"]);
    await expectDone(commit);
  }, 120_000);

  test("before it could report: the next run closes the record from the result that is left, and writes nothing", async () => {
    const commit = way.merge(await way.approved("many", documents(after)));
    loser.before("execute / report", "Report the result");
    await way.apply(commit);
    expect(standing()).toBe("in_progress: staging ZIA");

    await story.forget();
    loser.spare();
    const next = await way.resume();
    expect(next.text).toContain("was left open and is closed now: success");
    expect(next.job("apply", "execute / apply")?.result).toBe("skipped");
    expect(await written()).toEqual([]);
    await expectDone(commit);
    await expectNothingLeft(commit);
  }, 120_000);

  test("and only its job is started again: that proof is another attempt's; the whole run again works", async () => {
    const commit = way.merge(await way.approved("many", documents(after)));
    await story.forget();
    loser.before("execute / apply", "Apply the plan");
    const [run] = (await way.apply(commit)).runs;
    loser.spare();

    const part = await way.applyAgain(run!);
    expect(part.runs[0]?.conclusion).toBe("failure");
    expect(part.text).toContain("the proof was made in attempt 1 of this run, and this is attempt 2");
    expect(part.text).toContain("run the whole apply workflow again");
    expect(await written()).toEqual([]);

    expect((await way.again(run!)).ended("apply")).toBe("success");
    await expectDone(commit);
    expect(isOnce(await written())).toBe(true);
  }, 120_000);
});
