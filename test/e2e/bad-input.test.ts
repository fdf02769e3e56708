import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CliOptions, type Ended, runCli } from "../support/cli.ts";
import { type Doc, everything, openScene, type Scene, type Wire, yamlOf } from "../support/scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await openScene({ documents: [] });
});
afterEach(() => scene.close());

const label: Doc = { kind: "zia/rule-label", resources: [{ name: "exception", description: "new words" }] };

/** Runs the compiled CLI; whatever comes, nothing may have been written. */
const refused = async (args: readonly string[], options?: CliOptions): Promise<Ended> => {
  const before = await scene.objects("zia/rule-label");
  const ended = await runCli(scene, args, options);
  expect((await scene.writes()).filter(({ status }) => status === null || status < 400)).toEqual([]);
  expect(await scene.objects("zia/rule-label")).toEqual(before);
  expect(ended.stderr).not.toContain("This is a bug");
  expect(ended.stderr).not.toMatch(/\n\s+at /);
  return ended;
};

const plan = (options?: CliOptions): Promise<Ended> => refused(["plan", "--no-color"], options);

const applyArgs = [
  ...["apply", "plan.json", "--format", "json", "--enable-writes", "--approved-by", "a test"],
  ...everything.flatMap((glob) => ["--allow", glob]),
];

describe("the steps at GitHub", () => {
  const here = { GITHUB_TOKEN: "t", GITHUB_REPOSITORY: "acme/policies", GITHUB_API_URL: "http://127.0.0.1:9" };

  test.each<[string, readonly string[], Readonly<Record<string, string>>, RegExp]>([
    ["a pull request that is no number", ["ready", "--pr", "seven"], here, /argument 'seven' is invalid/],
    ["no head", ["plan", "--pr", "7", "--out-dir", "plan"], here, /required option '--head <sha>'/],
    ["no token", ["ready", "--pr", "7"], {}, /GITHUB_TOKEN is not set[\s\S]*hint: /],
    [
      "a token for plain http",
      ["ready", "--pr", "7"],
      { ...here, GITHUB_API_URL: "http://x.test" },
      /no https address/,
    ],
    [
      "a GitHub that does not answer",
      ["ready", "--pr", "7"],
      here,
      /GitHub refused GET [\s\S]*hint: .*run the job again/,
    ],
    [
      "a record and only a look at once",
      ["verify", "--event", "e", "--dry", "--out-dir", "x"],
      here,
      /'--dry' cannot be used with/,
    ],
  ])("%s is told, with what to do", async (_what, args, env, text) => {
    const { code, stderr } = await refused(["github", ...args], { env });
    expect(code).toBe(1);
    expect(stderr).toMatch(text);
  });
});

describe("documents", () => {
  test.each<[string, string, readonly RegExp[]]>([
    [
      "broken YAML",
      "kind: zia/rule-label\nresources:\n  - name: a\n   description: b\n",
      [/broken-yaml/, /policies\/a\.yaml:\d+:\d+/],
    ],
    ["a kind that does not exist", "kind: zia/rule-lable\nresources: []\n", [/unknown-kind/, /zia\/rule-label/]],
    ["a kind that can only be read", "kind: zia/department\nresources: [{name: x}]\n", [/lookup-kind/]],
    [
      "a field that does not exist",
      "kind: zia/rule-label\nresources:\n  - name: a\n    descripton: b\n",
      [/unknown-field/, /"description"/, /a\.yaml:4:5/],
    ],
    [
      "a name given twice in two spellings",
      "kind: zia/rule-label\nresources:\n  - name: exception\n  - name: ' EXCEPTION '\n",
      [/duplicate-resource/, /a\.yaml:4/],
    ],
    ["a number where text is due", "kind: zia/rule-label\nresources:\n  - name: 2026\n", [/not-a-text/, /"2026"/]],
  ])("%s: place, code and hint, exit 1", async (_, text, expected) => {
    scene.writeText("policies/a.yaml", text);
    const { code, stderr, stdout } = await plan();
    expect(code).toBe(1);
    expect(stdout).toBe("");
    for (const pattern of expected) expect(stderr).toMatch(pattern);
  });

  test("all mistakes of a run are told at once", async () => {
    scene.writeText("policies/a.yaml", "kind: zia/rule-label\nresources:\n  - nam: a\n  - name: b\n    foo: 1\n");
    scene.writeText("policies/b.yaml", "kind: zpa/nothing\nresources: []\n");
    const { stderr } = await plan();
    for (const part of ["a.yaml:3", "a.yaml:5", "b.yaml:1"]) expect(stderr).toContain(part);
  });

  test("a reference to nothing names what is near, live or declared", async () => {
    const rule = { name: "R", action: "BLOCK", protocols: ["ANY_RULE"] };
    const resources = [{ ...rule, departments: ["Finanse"], labels: ["plannt"] }];
    scene.write({ kind: "zia/url-filtering-rule", resources });
    const { code, stderr } = await plan();
    expect(code).toBe(1);
    expect(stderr).toMatch(/unknown-reference/);
    expect(stderr).toContain('"Finance"');
    expect(stderr).toContain('"plant"');
    expect(stderr).toMatch(/policies\/all\.yaml:\d+:\d+/);
  });

  test("a field a create needs is named", async () => {
    scene.write({ kind: "zia/url-filtering-rule", resources: [{ name: "New one", action: "BLOCK" }] });
    const { code, stderr } = await plan();
    expect(code).toBe(1);
    expect(stderr).toMatch(/missing-field.*\n?/);
    expect(stderr).toContain("protocols");
  });

  test("for programs the mistakes are JSON on stdout", async () => {
    scene.writeText("policies/a.yaml", "kind: zia/rule-lable\nresources: []\n");
    const { code, stdout } = await refused(["plan", "--format", "json"]);
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as Wire).diagnostics[0]).toMatchObject({ code: "unknown-kind", severity: "error" });
  });

  test("a folder that is not there", async () => {
    const { code, stderr } = await refused(["plan", "--policies", "nowhere"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/missing-policies/);
  });
});

describe("credentials", () => {
  beforeEach(() => scene.write(label));

  test.each([
    ["ZSCALER_CLIENT_ID", "API Clients"],
    ["ZSCALER_CLIENT_SECRET", "ZSCALER_PRIVATE_KEY"],
    ["ZSCALER_CUSTOMER_ID", "Company Profile"],
  ])("%s missing: which variable, and where to get it", async (name, where) => {
    const { code, stderr } = await plan({ env: { [name]: undefined } });
    expect(code).toBe(1);
    expect(stderr).toContain(name);
    expect(stderr).toContain(where);
    expect(await scene.requests()).toEqual([]);
  });

  test("a wrong secret is told without the secret", async () => {
    const { code, stderr, stdout } = await plan({ env: { ZSCALER_CLIENT_SECRET: "canary-7f3a9c" } });
    expect(code).toBe(1);
    expect(stderr).toMatch(/401|invalid_client/);
    expect(stderr + stdout).not.toContain("canary-7f3a9c");
  });

  test("a customer id of somebody else reads nothing as empty", async () => {
    scene.write(label, { kind: "zpa/segment-group", resources: [{ name: "Finance apps", description: "x" }] });
    const { code, stderr, stdout } = await plan({ env: { ZSCALER_CUSTOMER_ID: "216196257331281920" } });
    expect(code).toBe(1);
    expect(stdout).not.toContain("create");
    expect(stderr).toMatch(/error/);
    expect(stderr).toMatch(/zpa|216196257331281920/);
  });

  test("a customer id that is no number", async () => {
    const { code, stderr } = await plan({ env: { ZSCALER_CUSTOMER_ID: "acme" } });
    expect(code).toBe(1);
    expect(stderr).toContain("ZSCALER_CUSTOMER_ID");
  });

  test("plain http is for loopback only", async () => {
    const { code, stderr } = await plan({ env: { ZERODRIFT_API_URL: "http://api.example.test" } });
    expect(code).toBe(1);
    expect(stderr).toContain("https");
  });
});

describe("the tenant", () => {
  beforeEach(() => scene.write(label));

  test("a kind without licence is unreadable, never empty", async () => {
    const answer = { status: 403, body: { code: "NOT_SUBSCRIBED", message: "Feature not subscribed" } };
    await scene.fault({ path: "ruleLabels", times: 9 }, answer);
    const { code, stderr, stdout } = await plan();
    expect(code).toBe(1);
    expect(stderr).toMatch(/unreadable-kind/);
    expect(stderr).toContain("zia/rule-label");
    expect(stdout).not.toContain("create");
  });

  test("a look-up without licence is unreadable, and the rule that needs it is not written", async () => {
    await scene.fault({ path: "departments", times: 9 }, { status: 403, body: { code: "NOT_SUBSCRIBED" } });
    const rule = { name: "R", action: "BLOCK", protocols: ["ANY_RULE"], departments: ["Finance"] };
    scene.write({ kind: "zia/url-filtering-rule", resources: [rule] });
    const { code, stderr } = await plan();
    expect(code).toBe(1);
    expect(stderr).toMatch(/unreadable-kind/);
    expect(stderr).toContain("zia/department");
  });

  test("401 in the middle is renewed once, then told", async () => {
    await scene.fault({ path: "ruleLabels", times: 99 }, { status: 401 });
    const { code, stderr } = await plan();
    expect(code).toBe(1);
    expect(stderr).toContain("401");
  });

  test("a service that is not there", async () => {
    const { code, stderr } = await plan({ env: { ZERODRIFT_API_URL: "http://127.0.0.1:9" } });
    expect(code).toBe(1);
    expect(stderr).toMatch(/no connection|ECONNREFUSED|connect/i);
  });

  test("maintenance mode: nothing is written, and the reason is told", async () => {
    scene.save(await scene.plan());
    await scene.control("PUT", "settings", { readOnly: true });
    const { code, stderr, stdout } = await refused(applyArgs);
    expect(code).toBe(1);
    expect(stderr + stdout).toMatch(/maintenance|read-only|READONLY/i);
    expect((JSON.parse(stdout) as Wire).summary.writes).toBe(0);
  });

  test("an error page that is no JSON is told as what it is", async () => {
    const page = "<html><head><title>502 Bad Gateway</title></head></html>";
    await scene.fault({ path: "ruleLabels", times: 99 }, { status: 502, body: page });
    const { code, stderr } = await plan();
    expect(code).toBe(1);
    expect(stderr).toContain("502");
  });
});

describe("the machine", () => {
  beforeEach(async () => {
    scene.write(label);
    scene.save(await scene.plan());
    await scene.forget();
  });

  test("a full disk under --out of a plan", async () => {
    const { code, stderr, stdout } = await refused(["plan", "--format", "json", "--out", "/dev/full"]);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/ENOSPC/);
  });

  test("a folder that is not there under --out of an apply is found out before the first write", async () => {
    const { code, stderr } = await refused([...applyArgs, "--out", "nowhere/result.json"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/ENOENT/);
  });

  test("a full disk under --audit-log: what cannot be recorded is not done", async () => {
    const { code, stderr } = await refused([...applyArgs, "--audit-log", "/dev/full"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/ENOSPC/);
  });

  test("a state folder that cannot be written: what cannot be recorded is not done", async () => {
    const { code, stderr } = await refused(applyArgs, { env: { XDG_STATE_HOME: "/dev/null" } });
    expect(code).toBe(1);
    expect(stderr).toMatch(/ENOTDIR|EEXIST/);
  });

  test("a full disk under --out of an apply loses no news: the result goes to stderr", async () => {
    const { code, stderr } = await runCli(scene, [...applyArgs, "--out", "/dev/full"]);
    expect(code).toBe(1);
    expect(stderr).toContain('"activation"');
    expect(stderr).toMatch(/ENOSPC/);
    expect((await scene.plan()).plan.requests).toEqual([]);
  });
});

describe("the command line", () => {
  test.each<[string, readonly string[], RegExp]>([
    ["an unknown flag", ["plan", "--detailed-exitcod"], /unknown option.*\n?.*--detailed-exitcode/],
    ["an unknown command", ["aply"], /unknown command.*\n?.*apply/],
    ["an unknown format", ["plan", "--format", "xml"], /text.*json.*markdown/],
    ["a plan file that is not there", ["apply", "nowhere.json"], /invalid-plan/],
    ["an unknown seed", ["sandbox", "--seed", "nobody"], /acme/],
  ])("%s: exit 1 and what there is instead", async (_, args, expected) => {
    scene.write(label);
    const { code, stderr } = await refused(args);
    expect(code).toBe(1);
    expect(stderr).toMatch(expected);
  });

  test.each([
    ["not JSON", "{"],
    ["not a plan", "{}"],
    ["a plan of another format", '{"formatVersion": 99}'],
  ])("a plan file that is %s", async (_, text) => {
    scene.write(label);
    scene.writeText("plan.json", text);
    const { code, stderr } = await refused(["apply", "plan.json"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/invalid-plan/);
  });

  test("an interrupt ends the run with a sentence, and the next one finishes", async () => {
    scene.write(label, { kind: "zpa/segment-group", resources: [{ name: "Finance apps", description: "x" }] });
    scene.save(await scene.plan());
    await scene.forget();
    const { startCli, until } = await import("../support/cli.ts");
    await scene.fault({ path: "/ruleLabels/", method: "PUT" }, { hold: "before" });
    const { child, ended } = startCli(scene, applyArgs);
    await until(async () => (await scene.writes()).some(({ path }) => path.includes("/ruleLabels/")));
    child.kill("SIGINT");
    const { code, stdout } = await ended;
    expect(code).toBe(5);
    expect((JSON.parse(stdout) as Wire).problem).toMatch(/interrupt|stopped/i);
    await scene.control("DELETE", "faults");
    expect((await scene.apply()).exitCode).toBe(0);
    expect((await scene.plan()).plan).toMatchObject({ requests: [], staged: null });
  });
});

describe("secrets", () => {
  const filesBelow = (folder: string): readonly string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));

  test("appear in no output, plan, record or error, not even when the service repeats them", async () => {
    const secret = scene.sandbox.clientSecret;
    const key = "canary-confirmation-key-51c2";
    const env = { ZERODRIFT_CONFIRMATION_KEY: key };
    scene.writeText(
      "policies/all.yaml",
      yamlOf([
        label,
        { kind: "zpa/application-segment", resources: [{ name: "ERP", tcpPorts: [443, 8443] }] },
        {
          kind: "zerodrift/acknowledgement",
          resources: [{ change: "zpa/application-segment:ERP", allows: "broadening", reason: "CHG-1" }],
        },
      ]),
    );
    const outputs: Ended[] = [];
    const run = async (...args: readonly string[]): Promise<void> => {
      outputs.push(await runCli(scene, args, { env }));
    };
    for (const format of ["text", "json", "markdown"]) await run("plan", "--verbose", "--format", format);
    await run("plan", "--format", "json", "--out", "plan.json");
    await run(...applyArgs);
    await scene.fault({ path: "ruleLabels/", method: "PUT" }, { status: 400, body: { message: `no: ${secret}` } });
    await run(...applyArgs, "--confirm", "1:2:3");
    const { token } = (JSON.parse(outputs.at(-1)!.stdout) as Wire).confirmation;
    await run(...applyArgs, "--confirm", token);
    await scene.fault({ path: "ruleLabels", times: 9 }, { status: 500, body: { message: `token for ${secret}` } });
    await run("plan", "--verbose");
    await scene.control("DELETE", "faults");
    await run("drift", "--format", "json");
    const texts = [...outputs.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...filesBelow(scene.folder)];
    for (const text of texts) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(key);
      expect(text).not.toMatch(/eyJ[A-Za-z0-9_-]{10,}\./);
    }
    expect(outputs.some(({ stderr, stdout }) => (stderr + stdout).includes("no: "))).toBe(true);
  });
});
