import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, stringify } from "yaml";
import { apply } from "../../src/commands/apply.ts";
import type { ApplyOptions } from "../../src/commands/apply-session.ts";
import { type DriftOptions, drift } from "../../src/commands/drift.ts";
import { type ImportOptions, importTenant } from "../../src/commands/import.ts";
import type { CommandResult, Environment } from "../../src/commands/outcome.ts";
import { type PlanOptions, plan } from "../../src/commands/plan.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { ApplyResult } from "../../src/model/result.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/server.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests look into objects of any shape
export type Wire = Record<string, any>;

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** One document: a kind, its resources, and, for rules, where they stand. */
export interface Doc {
  readonly kind: string;
  readonly resources: readonly Wire[];
  readonly position?: unknown;
}

export interface RequestEntry {
  readonly n: number;
  readonly product: string;
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly body: Wire;
  readonly status: number | null;
}

/** The control plane of a sandbox, as a program would use it. */
export type Control = (method: string, path: string, body?: unknown) => Promise<Wire>;

export const controlOf =
  (url: string): Control =>
  async (method, path, body) => {
    const init: RequestInit = { method };
    if (body !== undefined) init.body = JSON.stringify(body);
    const response = await fetch(`${url}/_sandbox/${path}`, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as Wire;
  };

/** What `apply --format json` prints; a refusal has `refused` and perhaps a confirmation. */
export type ApplyReport = ApplyResult & {
  readonly refused?: { readonly title: string; readonly reasons: readonly string[] };
  readonly confirmation?: { readonly token: string; readonly expiresAt: string };
  readonly next?: string;
};

export interface Planned extends CommandResult {
  readonly plan: Plan;
}

export interface Applied extends CommandResult {
  readonly report: ApplyReport;
}

export interface FaultFilter {
  readonly path: string;
  readonly method?: string;
  readonly skip?: number;
  readonly times?: number;
}

/** A repository of documents in a folder of its own, beside a tenant. */
export interface Scene {
  readonly sandbox: Sandbox;
  readonly folder: string;
  /** Where intents, audit log and spent tokens of the tenant live. */
  readonly stateFolder: string;
  readonly environment: Environment;
  /** Progress lines of all commands so far. */
  readonly reported: string[];
  readonly control: Control;
  write(...docs: readonly Doc[]): void;
  writeText(file: string, text: string): void;
  read(file: string): string;
  /**
   * `plan --format json`; fails the test when there is no plan. What the plan wants acknowledged is acknowledged in a file
   * of its own, with the very entries that the hints give, unless the scene says otherwise.
   */
  plan(options?: Partial<PlanOptions>): Promise<Planned>;
  tryPlan(options?: Partial<PlanOptions>, environment?: Partial<Environment>): Promise<CommandResult>;
  /** Saves what `plan` printed as plan.json. */
  save(planned: CommandResult, file?: string): string;
  /** `apply plan.json` with everything allowed and confirmed. */
  apply(options?: Partial<ApplyOptions>, environment?: Partial<Environment>): Promise<Applied>;
  /** `import --format json`; the report is empty when the command only said what is wrong. */
  import(options?: Partial<ImportOptions>): Promise<CommandResult & { readonly report: Wire }>;
  drift(options?: Partial<DriftOptions>): Promise<CommandResult & { readonly report: Wire }>;
  /** Plans, applies, and expects success. */
  settle(): Promise<Applied>;
  requests(): Promise<readonly RequestEntry[]>;
  /** Calls that change the tenant: everything but tokens, lists, GraphQL queries and report requests. */
  writes(): Promise<readonly RequestEntry[]>;
  forget(): Promise<void>;
  /** Makes requests fail; see `POST /_sandbox/faults`. */
  fault(which: FaultFilter, action: Wire): Promise<void>;
  objects(kind: string, view?: "staged" | "active"): Promise<readonly Wire[]>;
  close(): Promise<void>;
}

export const everything = ["z*/*:create", "z*/*:update", "z*/*:delete", "zia/activation:activate"];

export interface SceneOptions {
  readonly seed?: string;
  /** `policies`: those of the repository; else documents, all in one file. */
  readonly documents?: "policies" | readonly Doc[];
  readonly settings?: Wire;
  /** Overlays zerodrift.yaml. */
  readonly configuration?: string;
  /** False: the test writes its acknowledgements itself. */
  readonly acknowledges?: boolean;
  /** Serves an existing tenant instead of a new one. */
  readonly sandbox?: Sandbox;
}

const configuration = "tenant: acme\nconnection: {cloud: production}\n";

export const isWrite = ({ method, path, body }: RequestEntry): boolean => {
  if (method === "GET" || path === "/oauth2/v1/token" || path.endsWith("/auditlogEntryReport")) return false;
  return path !== "/zms/graphql" || /^\s*mutation\b/.test(String(body?.query ?? ""));
};

export const yamlOf = (docs: readonly Doc[]): string =>
  docs
    .map(({ kind, position, resources }) =>
      stringify({ kind, ...(position === undefined ? {} : { position }), resources }, { aliasDuplicateObjects: false }),
    )
    .join("---\n");

/** A fake outside for in-process commands: no terminal, a fast clock, credentials of the sandbox. */
export const environmentOf = (sandbox: Sandbox, folder: string, reported: string[]): Environment => ({
  env: {
    PATH: process.env.PATH,
    USER: "tester",
    XDG_STATE_HOME: join(folder, "state"),
    ZERODRIFT_API_URL: sandbox.url,
    ZERODRIFT_CLOCK_RATE: "2000",
    ZSCALER_CLIENT_ID: sandbox.clientId,
    ZSCALER_CLIENT_SECRET: sandbox.clientSecret,
    ZSCALER_VANITY_DOMAIN: sandbox.vanityDomain,
    ZSCALER_CUSTOMER_ID: sandbox.customerId,
  },
  cwd: folder,
  now: () => Date.now(),
  isTty: false,
  color: { out: false, err: false },
  report: (line) => reported.push(line),
  detail: (line) => reported.push(line),
  signal: new AbortController().signal,
});

const common = { format: "json", quiet: true, verbose: false } as const;

const parsed = (result: CommandResult): Wire => {
  try {
    return JSON.parse(result.output ?? "") as Wire;
  } catch {
    throw new Error(`exit ${result.exitCode}, and no JSON: ${result.notes ?? ""}\n${result.output ?? ""}`);
  }
};

/** The entries that the hints of a refused plan give, ready to be copied. */
export const wantedEntries = ({ diagnostics }: Plan): readonly Wire[] =>
  diagnostics
    .filter(({ code }) => code === "needs-acknowledgement")
    .map(({ insert = "" }) => (parse(insert) as readonly Wire[])[0]!);

export const openScene = async (options: SceneOptions = {}): Promise<Scene> => {
  const sandbox = options.sandbox ?? (await startSandbox({ seed: options.seed ?? "acme" }));
  const folder = mkdtempSync(join(tmpdir(), "zerodrift-test-"));
  const control = controlOf(sandbox.url);
  const reported: string[] = [];
  const environment = environmentOf(sandbox, folder, reported);

  const writeText: Scene["writeText"] = (file, text) => {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const write: Scene["write"] = (...docs) => writeText("policies/all.yaml", yamlOf(docs));
  const save: Scene["save"] = (planned, file = "plan.json") => {
    writeText(file, planned.output ?? "");
    return file;
  };
  const tryPlan: Scene["tryPlan"] = (given, over) =>
    plan({ ...common, kind: [], detailedExitcode: false, ...given }, { ...environment, ...over });
  const planOnce = async (given?: Partial<PlanOptions>): Promise<Planned> => {
    const result = await tryPlan(given);
    const made = parsed(result);
    if (made.requests === undefined) throw new Error(`no plan: ${JSON.stringify(made)}`);
    return { ...result, plan: made as Plan };
  };
  const entries = new Map<string, Wire>();
  const planNow: Scene["plan"] = async (given) => {
    const first = await planOnce(given);
    const wanted = options.acknowledges === false ? [] : wantedEntries(first.plan);
    if (wanted.length === 0) return first;
    for (const entry of wanted) entries.set(`${entry.allows} ${entry.change}`, entry);
    writeText(
      "policies/acknowledged.yaml",
      yamlOf([{ kind: "zerodrift/acknowledgement", resources: [...entries.values()] }]),
    );
    return planOnce(given);
  };
  const applyNow: Scene["apply"] = async (given, over) => {
    const result = await apply(
      {
        ...common,
        planFile: "plan.json",
        enableWrites: true,
        allow: everything,
        includeStaged: false,
        maxWait: "15m",
        approvedBy: "a test",
        ...given,
      },
      { ...environment, env: { ...environment.env, ZERODRIFT_SKIP_CONFIRMATIONS: "true" }, ...over },
    );
    return { ...result, report: parsed(result) as ApplyReport };
  };
  const requests: Scene["requests"] = async () => (await control("GET", "requests")).requests;

  writeText("zerodrift.yaml", `${configuration}${options.configuration ?? ""}`);
  if (options.documents === undefined || options.documents === "policies") {
    cpSync(join(root, "policies"), join(folder, "policies"), { recursive: true });
  } else if (options.documents.length > 0) write(...options.documents);
  if (options.settings !== undefined) await control("PUT", "settings", options.settings);

  return {
    sandbox,
    folder,
    stateFolder: join(folder, "state", "zerodrift", sandbox.customerId),
    environment,
    reported,
    control,
    write,
    writeText,
    read: (file) => readFileSync(join(folder, file), "utf8"),
    plan: planNow,
    tryPlan,
    save,
    apply: applyNow,
    async import(given) {
      const result = await importTenant({ ...common, kind: [], name: [], dryRun: false, ...given }, environment);
      return { ...result, report: (given?.format ?? "json") === "json" ? parsed(result) : {} };
    },
    async drift(given) {
      const result = await drift({ ...common, kind: [], detailedExitcode: false, days: 7, ...given }, environment);
      return { ...result, report: parsed(result) };
    },
    async settle() {
      save(await planNow());
      const applied = await applyNow();
      if (applied.exitCode !== 0) throw new Error(`apply: exit ${applied.exitCode}: ${applied.output}${applied.notes}`);
      return applied;
    },
    requests,
    writes: async () => (await requests()).filter(isWrite),
    async forget() {
      await control("DELETE", "requests");
    },
    async fault(which, action) {
      await control("POST", "faults", { ...which, ["then" as string]: action });
    },
    objects: async (kind, view = "staged") =>
      (await control("GET", `objects?kind=${encodeURIComponent(kind)}&view=${view}`)).objects,
    async close() {
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
