import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterEach, describe, expect, test } from "vitest";
import { environmentName, planArtifact, recordTask, workflows } from "../../../src/github/names.ts";
import { read } from "../../render/markdown-reader.ts";
import { openStory, type Played, type Story, type StoryOptions } from "../../support/github/story.ts";
import type { Artifact } from "../../support/github/world.ts";

let story: Story;
/** What jobs printed and wrote on their pages. */
let printed: string[] = [];

const begin = async (options: StoryOptions = {}): Promise<void> => {
  printed = [];
  story = await openStory({ policies: { "policies/labels.yaml": labels("Owned by the security team.") }, ...options });
};

const noted = async <T extends Played | { readonly played: Played }>(playing: Promise<T>): Promise<T> => {
  const one = await playing;
  printed.push("played" in one ? one.played.text : one.text);
  return one;
};

const unpacked = ({ zip }: Artifact): readonly string[] => {
  try {
    return Object.values(unzipSync(zip)).map((bytes) => Buffer.from(bytes).toString("utf8"));
  } catch {
    // A damaged one, which is an attack of a test.
    return [];
  }
};

/** Everything the story left anywhere that somebody without the secrets can read. */
const everythingLeft = (): string => {
  const { artifacts, checks, issues, deployments } = story.github.world;
  const objects = JSON.stringify([checks.map((check) => ({ ...check })), deployments.map((one) => ({ ...one }))]);
  const said = [...issues.values()].flatMap(({ body, comments }) => [body ?? "", ...comments.map((one) => one.body)]);
  return [...printed, ...said, objects, ...artifacts.flatMap(unpacked)].join("\n");
};

afterEach(async () => {
  const left = everythingLeft();
  const { clientSecret } = story.sandbox;
  const secrets = [clientSecret, ...story.github.world.tokens.keys()];
  const found = secrets.flatMap((secret) => [secret, Buffer.from(secret).toString("base64").replace(/=+$/, "")]);
  expect(left).toContain("zerodrift");
  expect(found.filter((secret) => left.includes(secret))).toEqual([]);
  expect(story.github.violations).toEqual([]);
  await story.close();
});

function labels(description: string, name = "exception"): string {
  return `kind: zia/rule-label\nresources:\n  - name: ${name}\n    description: ${description}\n`;
}

const changed = { "policies/labels.yaml": labels("Each rule names its ticket.") };
const limit = 120_000;

const planOf = (head: string): Artifact => {
  const found = story.github.world.artifacts.findLast(({ name }) => name === planArtifact(head));
  if (found === undefined) throw new Error("no plan");
  return found;
};

/** Merged all the same, because somebody forged `zerodrift/ready` or the rules are off: nothing may come of it. */
const expectRefused = async (played: Played): Promise<void> => {
  expect(played.ended("apply")).toBe("failure");
  expect(played.job("apply", "execute / apply")).toBeUndefined();
  expect(await story.writes()).toEqual([]);
};

describe("a planted plan", () => {
  test(
    "is not believed, whoever made it and however, and a merge by a forged check applies nothing",
    async () => {
      await begin();
      const { github } = story;
      const { pull, head } = await noted(story.open({ branch: "labels", files: changed }));
      const real = planOf(head);
      const { artifacts } = github.world;
      artifacts.splice(artifacts.indexOf(real), 1);
      const tip = github.tip("main");
      const elsewhere = github.commit({ branch: "elsewhere", by: "kim", files: { "a.md": "a" } });
      const plant = (run: Partial<Parameters<typeof github.run>[0]>): number =>
        github.artifact({
          run: github.run({ path: workflows.plan, event: "workflow_run", sha: tip, by: "kim", ...run }),
          name: planArtifact(head),
          files: real.zip,
        }).id;
      const planted = {
        "a run of the pull request": plant({ event: "pull_request", branch: "labels", sha: head }),
        "a tag called like the branch": plant({ event: "workflow_dispatch", sha: elsewhere }),
        "a start by hand on another branch": plant({ event: "workflow_dispatch", branch: "elsewhere", sha: elsewhere }),
        "another workflow": plant({ path: ".github/workflows/mine.yml" }),
        "another event": plant({ event: "push" }),
        "a fork": plant({ fork: "mallory" }),
        "a run that failed": plant({ conclusion: "failure" }),
      };
      await noted(story.review(pull, "lee"));
      const ready = story.check(pull, "ready");
      expect(ready).toMatchObject({ conclusion: "failure", title: expect.stringMatching(/^not ready: no plan/) });
      for (const id of Object.values(planted)) expect(ready?.summary).toContain(String(id));

      // One of the right run whose bytes were exchanged, and one whose plan was edited inside.
      const edited = { ...real, zip: artifacts.at(-1)!.zip.toReversed() };
      artifacts.push({ ...edited, id: 9_000_001 });
      await noted(story.dispatch("ready", {}));
      expect(story.check(pull, "ready")?.summary).toContain("it is damaged");

      github.world.checks.find(({ name }) => name === "zerodrift/ready")!.conclusion = "success";
      await story.forget();
      await expectRefused((await noted(story.merge(pull))).played);
      expect(story.ledger()).toEqual([]);
    },
    limit,
  );
});

describe("a record", () => {
  test(
    "that is forged makes nobody's staged changes ours, and hides no work",
    async () => {
      await begin();
      const { github } = story;
      const commit = github.tip("main");
      const run = github.run({ path: workflows.apply, event: "push", sha: commit, by: "ada" });

      // A plan of ours that nobody approved; the same is staged in the portal.
      const evil = await noted(
        story.open({ branch: "evil", files: { "policies/labels.yaml": labels("Anything goes.") } }),
      );
      const plan = planOf(evil.head);
      const digest = /digest=(sha256:[0-9a-f]{64})/.exec(story.comment(evil.pull) ?? "")?.[1];
      const payload = {
        version: 1,
        digest,
        head: evil.head,
        pull: evil.pull,
        base: null,
        artifact: { id: plan.id, runId: plan.run.id },
        approvers: ["lee"],
        run: { id: run.id, attempt: run.attempt },
      };
      const forge = (more: Partial<Parameters<typeof github.deployment>[0]>): void =>
        void github.deployment({
          sha: commit,
          environment: environmentName("acme", "ledger"),
          task: recordTask,
          payload,
          createdAt: run.updatedAt,
          statuses: [{ state: "in_progress", description: "staging ZIA" }],
          ...more,
        });
      forge({});
      await story.control("PATCH", "objects", {
        actor: "j.doe@acme.example",
        kind: "zia/rule-label",
        name: "exception",
        changes: { description: "Anything goes." },
      });

      // Forward, by a person and in the name of another workflow's run: would hide what follows.
      const next = await noted(
        story.open({
          branch: "next",
          files: { "policies/more.yaml": labels("Rules of the plant.", "plant-ot") },
        }),
      );
      await noted(story.review(next.pull, "lee"));
      const other = github.run({ path: ".github/workflows/mine.yml", event: "push", sha: next.head, by: "kim" });
      const success = [{ state: "success", description: "applied and activated" }];
      await story.forget();
      const merged = github.merge(next.pull, { by: "lee", method: "squash" });
      forge({ sha: merged, creator: "kim", statuses: success });
      forge({ sha: merged, payload: { ...payload, run: { id: other.id, attempt: 1 } }, statuses: success });
      forge({ sha: merged, statuses: success });
      const played = await noted(story.pushed(merged, "lee"));
      expect(played.text).toContain("it may be forged");
      expect(played.job("apply", "execute / apply")?.log).toMatch(/staged/);
      expect(played.ended("apply")).toBe("failure");
      expect(await story.writes()).toEqual([]);
      expect(played.text).not.toContain("ZIA activated");
    },
    limit,
  );
});

/** Where each word of it would do something, were it not taken for a word. */
const evil = [
  "@acme/security fixes #1 acme/repo#3",
  "![x](https://evil.example/p.png) <img src=x> <script>alert(1)</script>",
  "</code></summary></details>",
  "<!-- zerodrift:plan:1 tenant=acme -->",
  "\u202eetirw ``` ~~~ `tick` ``two``",
  "::add-mask::a ##[add-matcher]b",
].join(" ");
const evilLines = `first\n\`\`\`\n::stop-commands::x\n~~~\n${evil}\n@acme/security`;

const expectSafe = (markdown: string | undefined): void => {
  expect(markdown).toBeDefined();
  const text = markdown ?? "";
  const { prose, openFences, details, closedDetails } = read(text);
  expect(prose).not.toMatch(/@acme|evil\.example|<script|<img|!\[|repo#|::add-mask|::stop|\bfixes\b/);
  expect(text).not.toMatch(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
  expect(text.indexOf("<!--", 1)).toBe(-1);
  expect({ openFences, opened: details }).toEqual({ openFences: 0, opened: closedDetails });
};

/** A line that the runner would obey, apart from those it writes itself. */
const expectNoCommands = (log: string): void => {
  expect(log.split("\n").filter((line) => /^\s*(?:::|##\[(?!group\]))/.test(line))).toEqual([]);
};

describe("names and texts", () => {
  test(
    "of a pull request and of the tenant stay words: in shells, comments, checks, pages and issues",
    async () => {
      await begin();
      const folder = mkdtempSync(join(tmpdir(), "zerodrift-attack-"));
      const branch = `x$(touch\${IFS}${folder}/a);touch\${IFS}${folder}/b;\`touch\${IFS}${folder}/c\`&"'`;
      const title = `$(touch ${folder}/d) \`touch ${folder}/e\` ${evil}\n::set-env name=x::y\nwork=true`;
      const names = [`a ${evil.slice(0, 150)}`, `b ${evil.slice(110, 230)}`];
      const filesOf = (all: readonly string[]) => ({
        "policies/labels.yaml": `kind: zia/rule-label\nresources:\n${all
          .map((name) => `  - {name: ${JSON.stringify(name)}, description: ${JSON.stringify(evilLines)}}\n`)
          .join("")}`,
      });
      // A name that turns the direction is refused, and told all the same.
      const opened = await noted(story.open({ branch, title, files: filesOf(names) }));
      expect(story.check(opened.pull, "plan")?.title).toContain("no plan");
      expectSafe(story.comment(opened.pull));
      const planned = await noted(story.push(opened.pull, filesOf(names.map((name) => name.replace("\u202e", "")))));
      expectSafe(story.comment(opened.pull));
      await noted(story.review(opened.pull, "lee"));
      const merged = await noted(story.merge(opened.pull));
      expect(story.ledger()).toMatchObject([{ state: "success" }]);
      const changes = { description: `${evilLines} changed` };
      await story.portal("PATCH", { kind: "zia/rule-label", name: names[0], changes });
      const night = await noted(story.nightly());
      const [issue] = story.drift();
      for (const text of [...story.comments(opened.pull), issue?.body, story.check(opened.pull, "ready")?.summary])
        expectSafe(text);
      expectSafe(story.check(opened.pull, "plan")?.summary);
      for (const { runs } of [opened.played, planned, merged.played, night])
        for (const job of runs.flatMap(({ jobs }) => jobs)) {
          if (job.summary !== "") expectSafe(job.summary);
          if (job.id !== "validate") expectNoCommands(job.log);
        }
      expect(readdirSync(folder)).toEqual([]);
      rmSync(folder, { recursive: true });
    },
    limit,
  );
});

describe("rules", () => {
  test(
    "are loosened neither by the pull request they are for, nor by a push that nobody approved",
    async () => {
      await begin();
      const { github } = story;
      const first = await noted(story.open({ branch: "labels", files: changed }));
      await noted(story.review(first.pull, "lee"));
      await noted(story.merge(first.pull));
      expect(story.ledger()).toMatchObject([{ state: "success" }]);
      await story.forget();

      const loose = story.read("zerodrift.yaml").replace("{required: 1}", "{required: 0}");
      const direct = github.commit({ branch: "main", by: "kim", files: { "zerodrift.yaml": loose } });
      expect((await noted(story.pushed(direct, "kim"))).job("apply", "resolve")?.log).toContain(
        "did not come from a pull request",
      );

      const second = await noted(
        story.open({
          branch: "second",
          files: { "policies/more.yaml": labels("Rules of the plant.", "plant-ot") },
        }),
      );
      expect(story.check(second.pull, "plan")?.conclusion).toBe("success");
      expect(story.check(second.pull, "ready")).toMatchObject({
        conclusion: "failure",
        title: expect.stringContaining("not approved yet"),
      });
      await expectRefused((await noted(story.merge(second.pull))).played);
    },
    limit,
  );

  test(
    "of tenant, host and tool are not the pull request's to choose",
    async () => {
      await begin();
      const mine = (more: string): string => story.read("zerodrift.yaml").replace("{cloud: production}", more);
      const { pull, head } = await noted(
        story.open({
          branch: "host",
          files: {
            ...changed,
            "zerodrift.yaml": mine('{vanityDomain: evil, customerId: "1"}').replace("required: 1", "required: 0"),
            ".github/workflows/zerodrift-execute.yml": `${story.read(".github/workflows/zerodrift-execute.yml")}# mine\n`,
          },
        }),
      );
      const [plan] = unpacked(planOf(head)).filter((text) => text.includes('"formatVersion"'));
      expect(plan).toContain(story.sandbox.customerId);
      const ready = story.check(pull, "ready");
      expect(ready?.conclusion).toBe("failure");
      expect(ready?.summary).toContain("changes policies and what runs here in one");
      expect(ready?.summary).toMatch(/0 of 1/);
      await noted(
        story.push(pull, { "zerodrift.yaml": story.read("zerodrift.yaml").replace("tenant: acme", "tenant: evil") }),
      );
      expect(story.check(pull, "plan")?.conclusion).toBe("failure");
      expect(story.comment(pull)).toContain("the tenant is called");
      await story.forget();
      await expectRefused((await noted(story.merge(pull))).played);
    },
    limit,
  );
});

describe("a fork", () => {
  test(
    "gets no plan unasked and no secret, and one for a commit that somebody read, whose links are not followed",
    async () => {
      await begin();
      const link = { mode: "120000", content: "/etc/passwd" } as unknown as string;
      const { pull, head, played } = await noted(
        story.open({
          branch: "labels",
          by: "mallory",
          fork: "mallory",
          files: { ...changed, "policies/link.yaml": link, ".gitattributes": "* filter=evil merge=evil\n" },
        }),
      );
      expect(played.job("plan", "resolve")?.outputs).toMatchObject({ count: "0" });
      expect(played.job("plan", "plan")?.result).toBe("skipped");
      expect(played.runs.flatMap(({ jobs }) => jobs).filter(({ environment }) => environment !== undefined)).toEqual(
        [],
      );
      expect(story.comments(pull)).toEqual([]);

      const wrong = await noted(story.dispatch("plan", { pr: String(pull), head_sha: story.github.tip("main") }));
      expect(wrong.job("plan", "resolve")?.result).toBe("failure");
      expect(story.github.world.artifacts).toEqual([]);

      await noted(story.dispatch("plan", { pr: String(pull), head_sha: head }));
      expect(story.check(pull, "plan")?.conclusion).toBe("failure");
      expect(story.comment(pull)).toMatch(/link/);
      expect(everythingLeft()).not.toContain("root:");
    },
    limit,
  );
});

describe("secrets", () => {
  test(
    "in an answer of the tenant stand nowhere afterwards",
    async () => {
      await begin();
      const { clientSecret } = story.sandbox;
      const body = { code: "X", message: `secret ${clientSecret} is no good`, clientSecret };
      await story.control("POST", "faults", {
        path: "ruleLabels",
        times: 50,
        ["then" as string]: { status: 403, body },
      });
      const { pull, played } = await noted(story.open({ branch: "labels", files: changed }));
      expect(played.text + (story.comment(pull) ?? "")).toMatch(/403|is no good/);
      expect(story.check(pull, "plan")?.conclusion).toBe("failure");
    },
    limit,
  );
});
