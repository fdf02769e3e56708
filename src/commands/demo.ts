import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pc from "picocolors";
import { git } from "../history/git.ts";
import { startSandbox } from "../sandbox/server.ts";
import { apply } from "./apply.ts";
import { drift } from "./drift.ts";
import type { CommandResult, CommonOptions, Environment } from "./outcome.ts";
import { plan } from "./plan.ts";
import { validate } from "./validate.ts";

const packageRoot = fileURLToPath(new URL("../../", import.meta.url));

/** The portal administrator of the story. */
const actor = "j.doe@acme.example";

interface Stage {
  readonly environment: Environment;
  readonly url: string;
  /** Whether Git can say what was applied last. */
  readonly hasHistory: boolean;
  say(text: string): void;
}

const portal = async ({ url }: Stage, method: string, path: string, body: unknown): Promise<void> => {
  const response = await fetch(`${url}/_sandbox${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok)
    throw new Error(`the sandbox refused ${method} ${path}: ${response.status} ${await response.text()}`);
};

const common: CommonOptions = { format: "text", quiet: true, verbose: false };

const chapter = (stage: Stage, number: number, title: string, command: string): void => {
  const paint = pc.createColors(stage.environment.color.out);
  stage.say(`\n${paint.bold(`${number}. ${title}`)}\n${paint.dim(`   $ ${command}`)}\n\n`);
};

/** Shows what a command says; a demo that fails says so and stops. */
const show = (stage: Stage, result: CommandResult): CommandResult => {
  stage.say(result.output ?? "");
  stage.say(result.notes ?? "");
  if (result.exitCode !== 0) throw new DemoFailure(result);
  return result;
};

class DemoFailure extends Error {
  readonly result: CommandResult;
  constructor(result: CommandResult) {
    super("the demo stopped");
    this.result = result;
  }
}

const tell = async (stage: Stage): Promise<void> => {
  const { environment } = stage;
  chapter(stage, 1, "The documents are checked, offline", "zerodrift validate");
  show(stage, await validate(common, environment));

  chapter(stage, 2, "They are compared with the lived-in tenant", "zerodrift plan");
  show(stage, await plan({ ...common, kind: [], detailedExitcode: false }, environment));

  chapter(
    stage,
    3,
    "A colleague approved this plan; it is executed, and nothing else",
    "zerodrift apply plan.json --enable-writes --allow 'z*/*:create,z*/*:update,zia/activation:activate' --approved-by 'pull request 42'",
  );
  const saved = await plan({ ...common, format: "json", kind: [], detailedExitcode: false }, environment);
  writeFileSync(join(environment.cwd, "plan.json"), saved.output ?? "");
  const applied = await apply(
    {
      ...common,
      planFile: "plan.json",
      enableWrites: true,
      allow: ["z*/*:create", "z*/*:update", "zia/activation:activate"],
      includeStaged: false,
      maxWait: "15m",
      approvedBy: "pull request 42",
    },
    { ...environment, env: { ...environment.env, ZERODRIFT_SKIP_CONFIRMATIONS: "true" } },
  );
  show(stage, applied);

  chapter(stage, 4, "The next plan is empty", "zerodrift plan");
  show(stage, await plan({ ...common, kind: [], detailedExitcode: false }, environment));

  chapter(stage, 5, `At night ${actor} edits a rule in the portal and activates it`, "(in the portal)");
  await portal(stage, "PATCH", "/objects", {
    kind: "zia/url-filtering-rule",
    name: "Block anonymizers & remote access",
    changes: { action: "ALLOW", description: "temporary, ask me" },
    actor,
  });
  await portal(stage, "POST", "/activate", { actor });
  stage.say("   Block anonymizers & remote access: action BLOCK → ALLOW\n");

  chapter(stage, 6, "In the morning the drift has a name on it", "zerodrift drift");
  show(stage, await drift({ ...common, kind: [], detailedExitcode: false, days: 7 }, environment));

  if (!stage.hasHistory) return;
  chapter(stage, 7, "No plan undoes it by accident: what Git did not change is left alone", "zerodrift plan");
  show(stage, await plan({ ...common, kind: [], detailedExitcode: false }, environment));
};

/** A repository with one commit, as a policy repository is; false where there is no Git to make it with. */
const commitAll = async (folder: string): Promise<boolean> => {
  writeFileSync(join(folder, ".gitignore"), "plan.json\nstate/\n");
  const who = ["-c", "user.name=demo", "-c", "user.email=demo@acme.example", "-c", "commit.gpgSign=false"];
  const steps = [
    ["init", "--quiet", "--template="],
    ["add", "--all"],
    [...who, "commit", "--quiet", "--message", "Policies of Acme"],
  ];
  for (const step of steps) if (!(await git(folder, step)).ok) return false;
  return true;
};

/** The whole promise on the embedded tenant, in a folder of its own that is removed at the end. */
export const demo = async (environment: Environment, say: (text: string) => void): Promise<CommandResult> => {
  const folder = mkdtempSync(join(tmpdir(), "zerodrift-demo-"));
  const sandbox = await startSandbox({ seed: "acme" });
  try {
    cpSync(join(packageRoot, "policies"), join(folder, "policies"), { recursive: true });
    cpSync(join(packageRoot, "zerodrift.yaml"), join(folder, "zerodrift.yaml"));
    const env = {
      PATH: environment.env.PATH,
      XDG_STATE_HOME: join(folder, "state"),
      GIT_CEILING_DIRECTORIES: tmpdir(),
      USER: "demo",
      ZERODRIFT_API_URL: sandbox.url,
      ZERODRIFT_CLOCK_RATE: "10",
      ZSCALER_CLIENT_ID: sandbox.clientId,
      ZSCALER_CLIENT_SECRET: sandbox.clientSecret,
      ZSCALER_VANITY_DOMAIN: sandbox.vanityDomain,
      ZSCALER_CUSTOMER_ID: sandbox.customerId,
    };
    await tell({
      environment: { ...environment, env, cwd: folder, report: () => {}, detail: () => {} },
      url: sandbox.url,
      hasHistory: await commitAll(folder),
      say,
    });
    say("\nThat is the whole loop. Everything ran against the embedded tenant; nothing left this machine.\n");
    return { exitCode: 0 };
  } catch (error) {
    if (error instanceof DemoFailure) return { exitCode: 1, notes: "the demo stopped here; please report it" };
    throw error;
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
