import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { doctor, type WorkflowsFor } from "../../src/commands/doctor.ts";
import type { CommandResult, Environment } from "../../src/commands/outcome.ts";
import type { Finding } from "../../src/doctor/finding.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { openScene, type Scene } from "../support/scene.ts";
import { bad } from "./bad.ts";
import { pretend, sound, stop } from "./pretend-github.ts";
import { soundFiles } from "./sound-workflows.ts";

const label = { kind: "zia/rule-label", resources: [{ name: "exception" }] };
const scenes: Scene[] = [];
afterEach(async () => {
  for (const scene of scenes.splice(0)) await scene.close();
});

const open = async (): Promise<Scene> => {
  const scene = await openScene({ documents: [label] });
  scenes.push(scene);
  execFileSync("git", ["init", "--quiet"], { cwd: scene.folder });
  return scene;
};

interface Seen {
  readonly result: CommandResult;
  readonly bad: readonly string[];
}

const look = async (scene: Scene, env: Environment["env"] = {}, workflowsFor?: WorkflowsFor): Promise<Seen> => {
  const now = env.GITHUB_TOKEN === undefined ? scene.environment.now : () => Date.parse("2026-09-20T12:00:00Z");
  const environment = { ...scene.environment, now, env: { ...scene.environment.env, ...env } };
  const result = await doctor({ format: "json", quiet: true, verbose: false }, environment, workflowsFor);
  return { result, bad: bad((JSON.parse(result.output ?? "") as { findings: readonly Finding[] }).findings) };
};

describe("zerodrift doctor", () => {
  test("finds nothing at a sound tenant, and says that GitHub was not asked", async () => {
    const scene = await open();
    const { result, bad } = await look(scene);
    expect(bad).toEqual(["unknown GitHub"]);
    expect(result.exitCode).toBe(0);
  });

  test("writes nothing: to the tenant, to the checkout, to the state folder", async () => {
    const scene = await open();
    await look(scene);
    expect(await scene.writes()).toEqual([]);
    expect(execFileSync("git", ["status", "--porcelain"], { cwd: scene.folder, encoding: "utf8" })).toBe(
      "?? policies/\n?? zerodrift.yaml\n",
    );
    expect(existsSync(join(scene.folder, ".git/zerodrift"))).toBe(false);
  });

  test("asks the tenant one small question per kind", async () => {
    const scene = await open();
    await look(scene);
    const asked = kinds.filter(({ writable, parent }) => writable && parent === undefined);
    expect((await scene.requests()).length).toBeLessThanOrEqual(asked.length + 3);
  });

  test.each<readonly [string, (scene: Scene) => Promise<void> | void, Environment["env"], readonly string[]]>([
    ["a wrong secret", () => undefined, { ZSCALER_CLIENT_SECRET: "wrong" }, ["error log in", "unknown GitHub"]],
    ["no credentials", () => undefined, { ZSCALER_CLIENT_ID: undefined }, ["unknown credentials", "unknown GitHub"]],
    [
      "a customer id that is none",
      () => undefined,
      { ZSCALER_CUSTOMER_ID: "acme" },
      ["error connection", "unknown GitHub"],
    ],
    [
      "changes that somebody staged",
      async (scene) => {
        await scene.control("POST", "objects", {
          kind: "zia/rule-label",
          object: { name: "made in the portal" },
          actor: "rita",
        });
      },
      {},
      ["warning ZIA activation", "unknown GitHub"],
    ],
    [
      "a licence that is missing",
      (scene) => scene.fault({ path: "/zia/api/v1/ruleLabels" }, { status: 403, body: { message: "not licensed" } }),
      {},
      ["error zia/rule-label", "unknown GitHub"],
    ],
    [
      "a schema that is hidden",
      async (scene) => {
        await scene.control("PUT", "settings", { introspection: false });
      },
      {},
      ["warning ZMS schema", "unknown GitHub"],
    ],
    [
      "a broken document; the rest is looked at all the same",
      (scene) => scene.writeText("policies/all.yaml", "kind: zia/rule-label\nresources: [{ nam: x }]\n"),
      {},
      ["error configuration and policies", "unknown GitHub"],
    ],
    [
      "workflows in the checkout, although GitHub is not asked",
      (scene) => scene.writeText(".github/workflows/zerodrift-plan.yml", "on: push\npermissions: {}\njobs: {}\n"),
      {},
      [
        "unknown GitHub",
        ...["check", "signal", "ready", "apply", "execute", "drift"].map(
          (name) => `error .github/workflows/zerodrift-${name}.yml`,
        ),
      ],
    ],
  ])("finds %s", async (_, prepare, env, expected) => {
    const scene = await open();
    await prepare(scene);
    const { result, bad } = await look(scene, env);
    expect(bad).toEqual(expected);
    expect(result.exitCode).toBe(expected.some((one) => one.startsWith("error")) ? 1 : 0);
  });

  describe("with GitHub", () => {
    afterEach(stop);
    const github = { GITHUB_TOKEN: "t", GITHUB_REPOSITORY: "acme/policies", GITHUB_API_URL: "http://127.0.0.1:9" };
    const offline = { ZSCALER_CLIENT_ID: undefined };

    test("judges repository and workflow files together, against the templates it is given", async () => {
      const scene = await open();
      for (const [path, text] of soundFiles()) scene.writeText(path, text);
      pretend(sound);
      const { bad } = await look(scene, { ...github, ...offline }, ({ tenant, branch }) =>
        soundFiles({ ".github/workflows/zerodrift-plan.yml": `# ${tenant} ${branch}` }),
      );
      expect(bad).toEqual(["unknown credentials", "warning .github/workflows/zerodrift-plan.yml: template"]);
    });

    test("compares no template where the tenant is the embedded one, whose workflows hand its file on", async () => {
      const scene = await open();
      for (const [path, text] of soundFiles()) scene.writeText(path, text);
      scene.writeText("zerodrift.yaml", "tenant: acme\nconnection: {sandbox: .zerodrift/sandbox.json}\n");
      pretend(sound);
      const { bad } = await look(scene, github, ({ tenant, branch }) =>
        soundFiles({ ".github/workflows/zerodrift-plan.yml": `# ${tenant} ${branch}` }),
      );
      expect(bad.filter((one) => one.includes("template"))).toEqual([]);
    });

    test("misses every workflow where GitHub is named and there is none", async () => {
      const scene = await open();
      pretend(sound);
      const { bad, result } = await look(scene, { ...github, ...offline });
      expect(bad.filter((one) => one.startsWith("error .github/workflows/zerodrift-"))).toHaveLength(7);
      expect(result.exitCode).toBe(1);
    });

    test("an address that is no https one gets no token", async () => {
      const scene = await open();
      const { bad } = await look(scene, { ...github, ...offline, GITHUB_API_URL: "http://github.example" });
      expect(bad).toContain("error GitHub");
    });
  });

  test("the summary of a job is Markdown, whatever the output", async () => {
    const scene = await open();
    const { result } = await look(scene);
    expect(result.summary).toMatch(/^## `acme`: 1 unknown, \d+ ok\n/);
  });
});
