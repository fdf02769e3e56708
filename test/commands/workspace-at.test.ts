import { afterEach, expect, test } from "vitest";
import type { Environment } from "../../src/commands/outcome.ts";
import { configurationAt, openWorkspaceAt } from "../../src/commands/workspace.ts";
import { makeRepository, type Repository } from "../support/repository.ts";

let repository: Repository;
afterEach(() => repository.remove());

const policies = "kind: zia/rule-label\nresources:\n  - name: exception\n";
const own = `tenant: acme
connection: {cloud: production}
guardrails: {maxDeletes: 1}
analysis: {shadowed-rule: error}
approvals: {required: 2}
`;

const environment = (cwd: string): Environment => ({
  env: {},
  cwd,
  now: () => 0,
  isTty: false,
  color: { out: false, err: false },
  report: () => undefined,
  detail: () => undefined,
  signal: new AbortController().signal,
});

/** What a pull request proposes, as it is opened for a plan on top of the default branch. */
const proposed = async (configuration: string) => {
  repository = makeRepository();
  const tip = repository.commit({ "zerodrift.yaml": own, "policies/labels.yaml": policies });
  const commit = repository.commit({ "zerodrift.yaml": configuration });
  const ruling = await configurationAt({ root: repository.root, file: "zerodrift.yaml" }, tip);
  if (!ruling.ok) throw new Error("the default branch is right");
  const options = { format: "text", quiet: true, verbose: false } as const;
  return openWorkspaceAt(options, environment(repository.root), { commit, head: commit }, ruling.value);
};

test("a pull request proposes policies; guardrails, findings, approvals and the tenant's place stay the default branch's", async () => {
  const opened = await proposed(`tenant: acme
connection: {sandbox: somewhere/else.json}
guardrails: {maxDeletes: 1000, maxChangePercent: 100}
analysis: {shadowed-rule: off}
approvals: {required: 0}
products: [zia]
authoritative: [zia/rule-label]
`);
  expect(opened.ok && opened.value.configuration).toMatchObject({
    connection: { cloud: "production" },
    guardrails: { maxDeletes: 1, maxChangePercent: 30 },
    analysis: { "shadowed-rule": "error" },
    approvals: { required: 2 },
    products: ["zia"],
    authoritative: ["zia/rule-label"],
  });
});

test("a pull request does not turn to another tenant", async () => {
  const opened = await proposed(own.replace("tenant: acme", "tenant: other"));
  expect(opened.ok ? [] : opened.diagnostics.map(({ message }) => message)).toEqual([
    'the tenant is called "other" here and "acme" on the default branch',
  ]);
});

test("a configuration with mistakes, or none at all, is told with its place", async () => {
  const opened = await proposed("tenant: acme\nguardrail: {}\n");
  expect(opened.ok ? [] : opened.diagnostics.map(({ source }) => `${source?.file}:${source?.line}`)).toEqual([
    "zerodrift.yaml:2",
  ]);
});
