import { describe, expect, test } from "vitest";
import { judgeWorkflows, type WorkflowFacts } from "../../src/doctor/workflow-files.ts";
import { workflows } from "../../src/github/names.ts";
import { bad } from "./bad.ts";
import { soundFiles, soundWorkflow } from "./sound-workflows.ts";

const facts = (more: Readonly<Record<string, string>>, templates?: ReadonlyMap<string, string>): WorkflowFacts => ({
  files: soundFiles(more),
  templates,
  version: "0.1.0",
});
const apply = (change: (text: string) => string): WorkflowFacts => facts({ [workflows.apply]: change(soundWorkflow) });
const step = (uses: string) => apply((text) => text.replace(/actions\/checkout@\S+ # v5/, uses));

describe("workflow files", () => {
  test.each<readonly [string, WorkflowFacts, readonly string[]]>([
    ["nothing is said against sound ones", facts({}), []],
    ["an action by its tag", step("actions/checkout@v5"), [`error ${workflows.apply}: actions`]],
    ["an action by a branch", step("actions/checkout@main"), [`error ${workflows.apply}: actions`]],
    ["an action by a short commit", step("actions/checkout@0123456"), [`error ${workflows.apply}: actions`]],
    ["an action without a version", step("actions/checkout"), [`error ${workflows.apply}: actions`]],
    ["an image by its tag", step("docker://alpine:3"), [`error ${workflows.apply}: actions`]],
    ["an image by its digest", step(`docker://alpine@sha256:${"a".repeat(64)}`), []],
    ["an action of this very commit", step("./.github/actions/own"), []],
    [
      "a called workflow by its branch",
      apply((text) => text.replace("./.github/workflows/zerodrift-execute.yml", "acme/flows/.github/x.yml@main")),
      [`error ${workflows.apply}: actions`],
    ],
    [
      "no permissions at the top",
      apply((text) => text.replace("permissions: {}\n", "")),
      [`error ${workflows.apply}: permissions`],
    ],
    [
      "write-all at the top",
      apply((text) => text.replace("permissions: {}", "permissions: write-all")),
      [`error ${workflows.apply}: permissions`],
    ],
    [
      "one permission at the top",
      apply((text) => text.replace("permissions: {}", "permissions: { contents: write }")),
      [`error ${workflows.apply}: permissions`],
    ],
    ["no YAML", apply(() => "jobs: ["), [`error ${workflows.apply}`]],
    ["only a list", apply(() => "- a"), [`error ${workflows.apply}`]],
    [
      "as the template, but for line ends",
      facts({}, soundFiles({ [workflows.plan]: soundWorkflow.replaceAll("\n", "\r\n") })),
      [],
    ],
    [
      "another text than the template",
      facts({}, soundFiles({ [workflows.plan]: `${soundWorkflow}# more\n` })),
      [`warning ${workflows.plan}: template`],
    ],
    [
      "a workflow of somebody else that takes an environment of ours",
      facts({ ".github/workflows/ci.yml": "jobs: { a: { environment: zerodrift-acme-apply, steps: [] } }" }),
      ["warning .github/workflows/ci.yml"],
    ],
    [
      "the same, with the long form",
      facts({ ".github/workflows/ci.yml": "jobs: { a: { environment: { name: zerodrift-acme-plan }, steps: [] } }" }),
      ["warning .github/workflows/ci.yml"],
    ],
    ["a workflow of somebody else", facts({ ".github/workflows/ci.yml": "jobs: { a: { steps: [] } }" }), []],
  ])("%s", (_, given, expected) => {
    expect(bad(judgeWorkflows(given))).toEqual(expected);
  });

  test.each(Object.values(workflows))("%s is missed when it is not there", (path) => {
    const files = new Map([...soundFiles()].filter(([one]) => one !== path));
    expect(bad(judgeWorkflows({ files, templates: undefined, version: "0.1.0" }))).toEqual([`error ${path}`]);
  });

  test("the step names the action that is loose", () => {
    const loose = judgeWorkflows(step("octo/deploy/sub@v3")).find(({ state }) => state === "error");
    expect(loose?.fix).toContain("gh api repos/octo/deploy/commits/v3 --jq .sha");
  });
});
