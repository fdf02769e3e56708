import { afterEach, describe, expect, test } from "vitest";
import { countBySteps } from "../../support/github/by-step.ts";
import { asItIs, labelPolicies, labelsAre } from "../../support/github/label-policies.ts";
import { openStory, type Story } from "../../support/github/story.ts";

let story: Story;
afterEach(async () => {
  expect(story.github.violations).toEqual([]);
  await story.close();
});

const limit = 120_000;

/** A pull request that was talked about for long: 300 comments, 40 reviews of twelve people, all of them before its last push. */
const talkAbout = (pull: number): void => {
  const people = Array.from({ length: 12 }, (_, index) => `reviewer-${index + 1}`);
  for (const login of people) story.github.user(login, "write");
  for (let index = 0; index < 300; index += 1) story.github.comment(pull, "kim", `Remark ${index + 1}`);
  for (let index = 0; index < 40; index += 1) {
    const state = index < 12 ? "CHANGES_REQUESTED" : index < 28 ? "COMMENTED" : "APPROVED";
    story.github.review(pull, people[index % 12]!, state);
  }
};

/** From the first push to the nightly scan, with everything that has to come out. */
const play = async (): Promise<string> => {
  const { pull } = await story.open({
    branch: "labels",
    files: labelsAre({ exception: "Each rule names its ticket." }),
  });
  talkAbout(pull);
  const counted = countBySteps(story);
  await story.push(pull, labelsAre({ exception: "Each rule names its ticket and its owner." }));
  const ours = story.comments(pull).filter((body) => !body.startsWith("Remark"));
  expect(ours).toHaveLength(2);
  expect(story.comment(pull)).toContain("and its owner");
  for (const login of ["reviewer-1", "reviewer-2", "lee"]) story.github.review(pull, login, "APPROVED");
  await story.follow(pull, "pull_request_review", "submitted", "lee");
  expect(story.check(pull, "ready")).toMatchObject({ conclusion: "success" });
  const { commit } = await story.merge(pull);
  expect(story.ledger()).toEqual([{ commit, state: "success", description: "applied and activated" }]);
  expect(story.comments(pull).at(-1)).toContain("applied 1 of 1 change");
  await story.nightly();
  expect(story.drift().filter(({ state }) => state === "open")).toEqual([]);
  return counted()
    .map(({ step, requests }) => `${requests} ${step}`)
    .join("\n");
};

const budgets: readonly (readonly [step: RegExp, most: number])[] = [
  [/Plan the pull request$/, 25],
  [/Judge the pull request$/, 40],
  [/(?:Look for something to apply|Verify the approval)$/, 40],
  [/Scan the tenant$/, 15],
];

describe("a pull request that was talked about for long", () => {
  test("costs few requests", { timeout: limit }, async () => {
    story = await openStory({ policies: labelsAre(asItIs) });
    const text = await play();
    for (const [step, most] of budgets) {
      const counts = text
        .split("\n")
        .filter((line) => step.test(line))
        .map((line) => Number.parseInt(line, 10));
      expect(counts.length, text).toBeGreaterThan(0);
      expect(Math.max(...counts), text).toBeLessThanOrEqual(most);
    }
  });

  test("comes out the same where GitHub gives two of anything at a time", { timeout: limit }, async () => {
    story = await openStory({ policies: labelsAre(asItIs) });
    story.github.settings({ pageSizeCap: 2 });
    await play();
  });
});

const portals = `kind: zia/url-category
resources:
  - name: Partner portals & suppliers
    superCategory: USER_DEFINED
    urls: [.partner.brandt-steel.example, portal.hydraulik-vogt.example, orders.moravia-castings.example, any.example]
`;

/** Labels in twenty files: nothing that anybody has to look at twice. */
const teams = Object.fromEntries(
  Array.from({ length: 20 }, (_, file) => {
    const numbers = Array.from({ length: 100 }, (__, index) => file * 100 + index + 1);
    const labels = numbers.map((team) => [`team-${team}`, `Rules that team ${team} answers for; ask them first.`]);
    return [`policies/teams-${file + 1}.yaml`, labelPolicies(Object.fromEntries(labels))];
  }),
);

describe("a plan of two thousand changes", () => {
  test("fits into a comment that says what matters first", { timeout: limit }, async () => {
    story = await openStory({ policies: labelsAre(asItIs) });
    const { pull } = await story.open({ branch: "teams", files: { ...teams, "policies/portals.yaml": portals } });
    const comment = story.comment(pull) ?? "";
    expect(comment.length).toBeLessThan(65_536);
    const [, headline = ""] = comment.split("\n");
    expect(headline).toMatch(/^### acme: 2,001 changes, .*1 OPENS ACCESS.*REFUSED/);
    // The one that matters, and what to say if it is meant, stand before the two thousand that do not.
    const [first, ack, many] = ["Partner portals", "allows: broadening", "team-1 "].map((text) =>
      comment.indexOf(text),
    );
    expect(first).toBeGreaterThan(0);
    expect(ack).toBeGreaterThan(0);
    expect(first).toBeLessThan(many ?? 0);
    expect(ack).toBeLessThan(many ?? 0);
    expect(comment).toMatch(/\*\*Left out\*\* to stay below .* of 2,000 changes/);
    expect(story.check(pull, "plan")).toMatchObject({
      conclusion: "failure",
      title: expect.stringContaining("2,001 changes"),
    });
  });
});
