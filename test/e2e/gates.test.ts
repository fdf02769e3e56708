import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCli, startCli, until } from "../support/cli.ts";
import { type Applied, type Doc, everything, openScene, type Scene, type Wire } from "../support/scene.ts";

let scene: Scene;
afterEach(() => scene.close());

/** Written in this order: opens access in ZPA at once, then edits two kinds of ZIA. */
const documents: readonly Doc[] = [
  { kind: "zpa/application-segment", resources: [{ name: "ERP", tcpPorts: [443, 8443] }] },
  { kind: "zia/rule-label", resources: [{ name: "exception", description: "Each rule names its ticket." }] },
  { kind: "zia/url-category", resources: [{ name: "Recruiting platforms", keywords: ["acme-careers", "acme-jobs"] }] },
];

const onlyLabel: readonly Doc[] = [documents[1]!];

const open = async (docs: readonly Doc[] = documents): Promise<void> => {
  scene = await openScene({ documents: docs });
  scene.save(await scene.plan());
  await scene.forget();
};

/** Nothing skips the confirmation here. */
const asking = (): { env: Scene["environment"]["env"] } => ({ env: scene.environment.env });

const expectRefused = async ({ exitCode, report, notes }: Applied): Promise<void> => {
  expect(exitCode).toBe(4);
  expect(await scene.writes()).toEqual([]);
  expect(report.outcomes).toEqual([]);
  expect(report.summary.writes).toBe(0);
  expect(notes).toMatch(/nothing was written/i);
  expect(report.next ?? "").not.toBe("");
};

const stageInPortal = (name = "temporary"): Promise<Wire> =>
  scene.control("PATCH", "objects", {
    kind: "zia/rule-label",
    name,
    changes: { description: "changed in the portal" },
    actor: "j.doe@acme.example",
  });

describe("two switches", () => {
  beforeEach(() => open());

  test("an allow list alone does not enable writing", async () => {
    const refused = await scene.apply({ enableWrites: false });
    await expectRefused(refused);
    expect(refused.report.refused?.title).toBe("writing is not enabled");
  });

  test("enabling alone allows nothing, and every missing permission is named, the activation too", async () => {
    const refused = await scene.apply({ allow: [] });
    await expectRefused(refused);
    expect(new Set(refused.report.refused?.reasons)).toEqual(
      new Set([
        "zpa/application-segment:update",
        "zia/rule-label:update",
        "zia/url-category:update",
        "zia/activation:activate",
      ]),
    );
  });

  test("a glob covers kinds and actions, not the activation of another name", async () => {
    const refused = await scene.apply({ allow: ["z*/*:update"] });
    await expectRefused(refused);
    expect(refused.report.refused?.reasons).toEqual(["zia/activation:activate"]);
  });

  test.each(["*", "*:*", "*/*:*", "**", "z*/*:*"])(
    "%s, which would allow everything, is refused as such",
    async (glob) => {
      const refused = await scene.apply({ allow: [...everything, glob] });
      await expectRefused(refused);
      expect(refused.report.refused?.reasons.join()).toContain(glob);
    },
  );

  test("the environment can hold both switches", async () => {
    const env = {
      ...scene.environment.env,
      ZERODRIFT_WRITE_ENABLED: "true",
      ZERODRIFT_WRITE_ALLOW: everything.join(","),
      ZERODRIFT_SKIP_CONFIRMATIONS: "true",
    };
    expect((await scene.apply({ enableWrites: false, allow: [] }, { env })).exitCode).toBe(0);
  });

  test("in CI the configuration of the repository enables nothing", async () => {
    scene.writeText(
      "zerodrift.yaml",
      `${scene.read("zerodrift.yaml")}writes: {enabled: true, allow: ["z*/*:update", "zia/activation:activate"]}\n`,
    );
    scene.save(await scene.plan());
    const env = { ...scene.environment.env, ZERODRIFT_SKIP_CONFIRMATIONS: "true" };
    await expectRefused(await scene.apply({ enableWrites: false, allow: [] }, { env: { ...env, CI: "true" } }));
    expect((await scene.apply({ enableWrites: false, allow: [] }, { env })).exitCode).toBe(0);
  });
});

describe("confirmation", () => {
  beforeEach(() => open());

  const refuse = async (): Promise<string> => {
    const refused = await scene.apply({}, asking());
    await expectRefused(refused);
    expect(refused.report.refused?.reasons.join()).toMatch(
      /zpa\/application-segment:ERP opens access: 3 whose names were not read can now also reach ERP on TCP 8443/,
    );
    return refused.report.confirmation!.token;
  };

  test("a token executes the plan once, not twice", async () => {
    const token = await refuse();
    expect((await scene.apply({ confirm: token }, asking())).exitCode).toBe(0);
    await scene.control("POST", "reset", { seed: "acme" });
    await scene.forget();
    const again = await scene.apply({ confirm: token }, asking());
    await expectRefused(again);
    expect(again.report.refused?.reasons).toContain("the token has been used");
  });

  test("a token is for one plan", async () => {
    const token = await refuse();
    scene.write({ kind: "zpa/application-segment", resources: [{ name: "ERP", tcpPorts: [443, 9443] }] });
    scene.save(await scene.plan());
    const other = await scene.apply({ confirm: token }, asking());
    await expectRefused(other);
    expect(other.report.refused?.reasons).toContain("the token is for another plan or tenant");
  });

  test("a token lasts as long as it says", async () => {
    const token = await refuse();
    const now = (): number => Date.now() + 301_000;
    const late = await scene.apply({ confirm: token }, { ...asking(), now });
    await expectRefused(late);
    expect(late.report.refused?.reasons).toContain("the token has expired");
    expect(Date.parse(late.report.confirmation!.expiresAt) - now()).toBeLessThanOrEqual(300_000);
  });

  test("a made-up token is refused", async () => {
    await refuse();
    await expectRefused(await scene.apply({ confirm: "9999999999:0123456789abcdef:00" }, asking()));
  });

  test("the key is a file that only its owner can read", async () => {
    await refuse();
    expect(statSync(join(scene.stateFolder, "confirmation.key")).mode & 0o777).toBe(0o600);
  });

  test("confirmations are skipped only with a named gate upstream, which is logged", async () => {
    const env = { ...scene.environment.env, ZERODRIFT_SKIP_CONFIRMATIONS: "true" };
    const refused = await scene.apply({ approvedBy: "  " }, { env });
    await expectRefused(refused);
    expect(refused.report.refused?.reasons.join()).toContain("--approved-by");
    expect((await scene.apply({ approvedBy: "change board, CHG-4711" }, { env })).exitCode).toBe(0);
    const log = readFileSync(join(scene.stateFolder, "audit.jsonl"), "utf8");
    expect(
      log
        .trim()
        .split("\n")
        .every((line) => JSON.parse(line).approver === "change board, CHG-4711"),
    ).toBe(true);
  });

  test("a named gate alone, without the switch, still asks", async () => {
    await expectRefused(await scene.apply({ approvedBy: "somebody" }, asking()));
  });
});

describe("what others staged", () => {
  test("is never activated by surprise", async () => {
    await open();
    await stageInPortal();
    scene.save(await scene.plan());
    const refused = await scene.apply();
    await expectRefused(refused);
    expect(refused.report.staged).toEqual({ by: "unknown" });
    expect(refused.notes).toContain("--include-staged");
  });

  test("goes along with --include-staged", async () => {
    await open();
    await stageInPortal();
    scene.save(await scene.plan());
    const applied = await scene.apply({ includeStaged: true });
    expect(applied.exitCode).toBe(0);
    expect(applied.report).toMatchObject({ activation: { zia: "active" }, staged: null });
    expect(await scene.objects("zia/rule-label", "active")).toEqual(await scene.objects("zia/rule-label", "staged"));
  });

  test("is reported and left where the plan has nothing to do in ZIA", async () => {
    await open([documents[0]!, { kind: "zia/rule-label", resources: [{ name: "plant" }] }]);
    await stageInPortal();
    scene.save(await scene.plan());
    const applied = await scene.apply();
    expect(applied.exitCode).toBe(0);
    expect(applied.report).toMatchObject({ activation: { zia: "not-needed" }, staged: { by: "unknown" } });
    expect((await scene.writes()).map(({ product }) => product)).toEqual(["zpa"]);
  });

  test("after an interrupted run of ours, staged work that it does not explain is not ours", async () => {
    await open();
    await scene.fault({ path: "urlCategories/", method: "PUT", times: 99 }, { status: 500 });
    expect((await scene.apply()).exitCode).toBe(5);
    await scene.control("DELETE", "faults");
    expect((await scene.plan()).plan.staged).toEqual({ by: "ours" });
    await stageInPortal();
    expect((await scene.plan()).plan.staged).toEqual({ by: "unknown" });
  });
});

describe("stale means stop", () => {
  const expectStale = async (title = "the plan is stale"): Promise<Applied> => {
    await scene.forget();
    const refused = await scene.apply();
    await expectRefused(refused);
    expect(refused.report.refused?.title).toBe(title);
    return refused;
  };

  test("when a planned object changed", async () => {
    await open();
    const changes = { description: "somebody was here" };
    await scene.control("PATCH", "objects", { kind: "zpa/application-segment", name: "ERP", changes, actor: "x" });
    await expectStale();
  });

  test("when a rule was moved that the plan passes", async () => {
    await open([{ kind: "zpa/access-rule", resources: [{ name: "CFO tablet" }, { name: "Finance to ERP" }] }]);
    const move = { ruleOrder: "3" };
    await scene.control("PATCH", "objects", {
      kind: "zpa/access-rule",
      name: "Migration team until May",
      changes: move,
      actor: "x",
    });
    await expectStale();
  });

  test("when the documents changed", async () => {
    await open();
    scene.write({ kind: "zia/rule-label", resources: [{ name: "exception", description: "other words" }] });
    const refused = await expectStale();
    expect(refused.report.refused?.reasons.join("\n")).toContain("zpa/application-segment:ERP");
  });

  test("when the work was done meanwhile there is nothing to do, and the plan is stale", async () => {
    await open();
    const other = scene.save(await scene.plan(), "other.json");
    expect((await scene.apply({ planFile: other })).exitCode).toBe(0);
    await expectStale();
  });

  test("when it is for another tenant", async () => {
    await open();
    const other = await openScene({ documents, seed: "acme" });
    try {
      other.writeText("plan.json", scene.read("plan.json"));
      const refused = await other.apply();
      expect(refused.exitCode).toBe(4);
      expect(refused.report.refused?.reasons.join()).toContain(other.sandbox.customerId);
      expect(await other.writes()).toEqual([]);
    } finally {
      await other.close();
    }
  });

  test("a plan made with --kind is for reading", async () => {
    await open();
    scene.save(await scene.plan({ kind: ["zia/rule-*"] }));
    await expectStale("this plan is for reading only");
  });

  test("an edited plan file is no plan", async () => {
    await open();
    const plan = JSON.parse(scene.read("plan.json")) as Wire;
    scene.writeText("plan.json", JSON.stringify({ ...plan, requests: plan.requests.slice(1) }));
    const applied = await scene.apply();
    // Somebody may have read it: what it lists has to be what is executed.
    expect(applied.exitCode).toBe(4);
    expect(await scene.writes()).toEqual([]);
  });
});

describe("an interrupted run goes on only where it left", () => {
  const interrupt = async (): Promise<void> => {
    await open();
    await scene.fault({ path: "urlCategories/", method: "PUT", times: 99 }, { status: 500 });
    const partial = await scene.apply();
    expect(partial.exitCode).toBe(5);
    expect(partial.report).toMatchObject({ activation: { zia: "withheld" }, staged: { by: "ours" } });
    await scene.control("DELETE", "faults");
    await scene.forget();
  };

  test("with the same plan file it finishes and activates once", async () => {
    await interrupt();
    expect((await scene.apply()).exitCode).toBe(0);
    const paths = (await scene.writes()).map(({ path }) => path);
    expect(paths.filter((path) => path.endsWith("/status/activate"))).toEqual([paths.at(-1)]);
    expect((await scene.plan()).plan).toMatchObject({ requests: [], staged: null });
  });

  test("for people the result says what is live, what is staged and the next command", async () => {
    await open();
    await scene.fault({ path: "urlCategories/", method: "PUT", times: 99 }, { status: 500 });
    const args = ["apply", "plan.json", "--enable-writes", "--allow", everything.join(","), "--approved-by", "a test"];
    const { code, stdout } = await runCli(scene, args, { env: { ZERODRIFT_SKIP_CONFIRMATIONS: "true" } });
    expect(code).toBe(5);
    expect(stdout).toMatch(/^\s*live:?\s+.*\S/im);
    expect(stdout).toMatch(/^\s*staged:?\s+.*\S/im);
    expect(stdout).toMatch(/^\s*next:?\s+zerodrift /im);
  });

  test("not with other documents, even if the same objects would be written", async () => {
    await interrupt();
    const [segment, label] = documents;
    const category = { name: "Recruiting platforms", keywords: ["acme-careers", "nobody-approved-this"] };
    scene.write(segment!, label!, { kind: "zia/url-category", resources: [category] });
    await expectRefused(await scene.apply());
  });

  test("not when somebody else changed what is still to be written", async () => {
    await interrupt();
    const [kind, name] = ["zia/url-category", "Recruiting platforms"];
    const changes = { keywords: ["acme-careers", "by-the-portal"] };
    await scene.control("PATCH", "objects", { kind, name, changes, actor: "x" });
    await expectRefused(await scene.apply());
  });
});

describe("somebody works in ZIA while we do", () => {
  /** Holds our first ZPA write, lets an administrator act, and lets go. */
  const between = async (path: string, act: () => Promise<unknown>): Promise<Applied> => {
    await scene.fault({ path, method: "PUT" }, { hold: "after" });
    const running = scene.apply();
    await until(async () => (await scene.writes()).some((entry) => new RegExp(path).test(entry.path)));
    await act();
    await scene.control("DELETE", "faults");
    return running;
  };

  test("an edit between the ZPA writes and the first ZIA write stops the run; nothing is activated", async () => {
    await open();
    const stopped = await between("/application/", () => stageInPortal());
    expect(stopped.exitCode).toBe(5);
    expect(stopped.report).toMatchObject({ activation: { zia: "withheld" }, staged: { by: "unknown" } });
    expect(stopped.report.problem).toContain("temporary");
    expect((await scene.writes()).map(({ product }) => product)).toEqual(["zpa"]);
  });

  test("an edit after our ZIA writes withholds the activation", async () => {
    await open();
    const stopped = await between("/urlCategories/", () => stageInPortal());
    expect(stopped.exitCode).toBe(5);
    expect(stopped.report).toMatchObject({ activation: { zia: "withheld" }, staged: { by: "unknown" } });
    expect(stopped.report.problem).toContain("temporary");
    expect((await scene.writes()).some(({ path }) => path.endsWith("/activate"))).toBe(false);
  });

  test("an edit of the very object we wrote withholds the activation", async () => {
    await open();
    const stopped = await between("/urlCategories/", () => stageInPortal("exception"));
    expect(stopped.exitCode).toBe(5);
    expect(stopped.report.activation.zia).toBe("withheld");
    expect(stopped.report.problem).toContain("exception");
  });
});

describe("activation", () => {
  test("that fails leaves our work staged, and the next run finishes it", async () => {
    await open();
    const refusal = { status: 400, body: { code: "INVALID_OPERATION", message: "Activation failed" } };
    await scene.fault({ path: "status/activate", times: 9 }, refusal);
    const failed = await scene.apply();
    expect(failed.exitCode).toBe(5);
    expect(failed.report).toMatchObject({ activation: { zia: "failed" }, staged: { by: "ours" } });
    await scene.control("DELETE", "faults");
    await scene.forget();
    const { plan } = await scene.plan();
    expect(plan.changes).toEqual([]);
    expect(plan.staged).toEqual({ by: "ours" });
    expect(plan.requests.map(({ phase }) => phase)).toEqual(["activation"]);
    const finished = await scene.apply();
    expect(finished.exitCode).toBe(0);
    expect(finished.report).toMatchObject({ activation: { zia: "active" }, staged: null });
    expect(await scene.writes()).toHaveLength(1);
  });

  test("that we may not do is a failed activation, with the reason", async () => {
    await open();
    await scene.fault(
      { path: "status/activate", times: 9 },
      { status: 403, body: { message: "no right to activate" } },
    );
    const failed = await scene.apply();
    expect(failed.exitCode).toBe(5);
    expect(failed.report).toMatchObject({ activation: { zia: "failed" }, staged: { by: "ours" } });
    expect(failed.report.problem).toContain("no right to activate");
  });

  test("that takes a while is waited for", async () => {
    await open();
    await scene.control("PUT", "settings", { activationPolls: 5 });
    const applied = await scene.apply();
    expect(applied.report.activation.zia).toBe("active");
    expect((await scene.writes()).filter(({ path }) => path.endsWith("/activate"))).toHaveLength(1);
  });
});

describe("records", () => {
  const lines = (): readonly Wire[] =>
    readFileSync(join(scene.stateFolder, "audit.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Wire);

  test("every write is announced before and reported after, the activation too", async () => {
    await open();
    const { digest } = (await scene.plan()).plan;
    await scene.apply();
    const written = lines().filter(({ event }) => event !== "run");
    expect(written.map(({ event }) => event)).toEqual([
      ...["intent", "outcome", "intent", "outcome", "intent", "outcome"],
      ...["intent", "activation"],
    ]);
    expect(written.every((line) => line.digest === digest && line.actor !== "" && line.approver === "a test")).toBe(
      true,
    );
    expect(written.filter(({ event }) => event === "outcome").every(({ status }) => status === "done")).toBe(true);
    const sent = (await scene.writes()).map(({ method, path }) => `${method} ${path}`);
    expect(written.filter(({ event }) => event === "intent").map(({ method, path }) => `${method} ${path}`)).toEqual(
      sent,
    );
  });

  test("an outcome names status, request id and duration", async () => {
    await open();
    await scene.fault(
      {
        path: "/application/",
        method: "PUT",
      },
      { status: 400, body: { id: "bad", reason: "no" }, headers: { "x-oneapi-request-id": "req-1" } },
    );
    expect((await scene.apply()).exitCode).toBe(1);
    expect(lines().at(-1)).toMatchObject({ event: "outcome", status: "failed", httpStatus: 400, requestId: "req-1" });
    expect(typeof lines().at(-1)?.durationMs).toBe("number");
  });

  test("successful outcomes carry status and request id as well", async () => {
    await open(onlyLabel);
    await scene.apply();
    const outcome = lines().find(({ event }) => event === "outcome");
    expect(outcome).toMatchObject({ httpStatus: 200 });
    expect(String(outcome?.requestId ?? "")).not.toBe("");
  });

  test("records hold no secret and are for the owner only", async () => {
    await open();
    await scene.apply();
    const log = readFileSync(join(scene.stateFolder, "audit.jsonl"), "utf8");
    expect(log).not.toContain(scene.sandbox.clientSecret);
    expect(log).not.toMatch(/bearer|eyJ/i);
    expect(statSync(join(scene.stateFolder, "audit.jsonl")).mode & 0o077).toBe(0);
  });

  test("--audit-log appends to the file it names", async () => {
    await open(onlyLabel);
    scene.writeText("log.jsonl", '{"event":"earlier"}\n');
    await scene.apply({ auditLog: "log.jsonl" });
    const [first, ...more] = scene.read("log.jsonl").trim().split("\n");
    expect(first).toBe('{"event":"earlier"}');
    expect(more.length).toBeGreaterThan(2);
  });

  test("the intent is gone once all is done, and was there before the first write", async () => {
    await open();
    await scene.fault({ path: "/application/", method: "PUT" }, { hold: "before" });
    const running = scene.apply();
    await until(async () => (await scene.writes()).length === 1);
    const intent = JSON.parse(readFileSync(join(scene.stateFolder, "intent.json"), "utf8")) as Wire;
    expect(intent).toMatchObject({ staging: false, digest: (JSON.parse(scene.read("plan.json")) as Wire).digest });
    await scene.control("DELETE", "faults");
    expect((await running).exitCode).toBe(0);
    expect(existsSync(join(scene.stateFolder, "intent.json"))).toBe(false);
  });
});

describe("the rest of the gate", () => {
  test("a plan longer than --max-wait is refused", async () => {
    await open();
    const refused = await scene.apply({ maxWait: "2s" });
    await expectRefused(refused);
    expect(refused.report.refused?.title).toContain("--max-wait");
  });

  test("a --max-wait that is no duration is an error", async () => {
    await open();
    await expect(scene.apply({ maxWait: "soon" })).resolves.toMatchObject({ exitCode: 1 });
  });

  test("without a plan file and without a terminal nothing is applied", async () => {
    await open();
    const cli = startCli(scene, ["apply", "--format", "json", "--enable-writes", "--allow", everything.join(",")]);
    const { code, stderr } = await cli.ended;
    expect(code).toBe(4);
    expect(stderr).toContain("apply needs a saved plan here");
    expect(await scene.writes()).toEqual([]);
  });

  test("two applies at once: the second is refused while the first goes on", async () => {
    await open();
    await scene.fault({ path: "/application/", method: "PUT" }, { hold: "before" });
    const args = ["apply", "plan.json", "--format", "json", "--enable-writes", "--allow", everything.join(",")];
    const env = { ZERODRIFT_SKIP_CONFIRMATIONS: "true" };
    const first = startCli(scene, [...args, "--approved-by", "a test"], { env });
    await until(async () => (await scene.writes()).length === 1);
    const second = await scene.apply();
    expect(second.exitCode).toBe(4);
    expect(second.report.refused?.title).toBe("another apply is running");
    expect(await scene.writes()).toHaveLength(1);
    await scene.control("DELETE", "faults");
    expect((await first.ended).code).toBe(0);
  });

  test("an apply that waits for another one does not go on with what it read before", async () => {
    await open();
    await scene.fault({ path: "/zia/api/v1/status", method: "GET" }, { hold: "after" });
    const first = scene.apply();
    await until(async () => (await scene.requests()).some(({ path }) => path === "/zia/api/v1/status"));
    expect((await scene.apply()).exitCode).toBe(4);
    await scene.control("DELETE", "faults");
    expect((await first).exitCode).toBe(0);
  });

  test("two applies at once in one process are one too many as well", async () => {
    await open();
    await scene.fault({ path: "/application/", method: "PUT" }, { hold: "before" });
    const first = scene.apply();
    await until(async () => (await scene.writes()).length === 1);
    const second = await scene.apply();
    expect(second.exitCode).toBe(4);
    await scene.control("DELETE", "faults");
    expect((await first).exitCode).toBe(0);
  });

  test("exit code 2 tells changes or staged work, and only when asked for", async () => {
    await open();
    expect((await scene.plan()).exitCode).toBe(0);
    expect((await scene.plan({ detailedExitcode: true })).exitCode).toBe(2);
    await scene.settle();
    expect((await scene.plan({ detailedExitcode: true })).exitCode).toBe(0);
    await stageInPortal();
    expect((await scene.plan({ detailedExitcode: true })).exitCode).toBe(2);
    expect((await scene.plan()).exitCode).toBe(0);
  });

  test("a write that is refused before anything was written is exit code 1, after something was it is 5", async () => {
    await open();
    const refusal = { status: 400, body: { code: "INVALID_INPUT_ARGUMENT", message: "no" } };
    await scene.fault({ path: "/application/", method: "PUT" }, refusal);
    const first = await scene.apply();
    expect([first.exitCode, first.report.summary.writes]).toEqual([1, 0]);
    await scene.fault({ path: "/ruleLabels/", method: "PUT" }, refusal);
    const second = await scene.apply();
    expect(second.exitCode).toBe(5);
    expect(second.report.outcomes.filter(({ status }) => status === "failed").map(({ address }) => address)).toEqual([
      "zia/rule-label:exception",
    ]);
  });
});
