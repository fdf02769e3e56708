import { resolve } from "node:path";
import { checkout } from "./checkout.ts";
import { unzipInto, zipOf } from "./folder-zip.ts";
import type { Event, Host } from "./host.ts";

/** A job at work: where, and with what environment. */
export interface Workplace {
  readonly runId: number;
  readonly workspace: string;
  readonly token: string;
  /** What every program started in the job gets. */
  readonly env: Readonly<Record<string, string>>;
}

/** One use of an action. */
export interface ActionCall {
  readonly given: Readonly<Record<string, string>>;
  readonly job: Workplace;
  readonly host: Host;
  readonly event: Event;
  readonly log: (text: string) => void;
  readonly setOutput: (name: string, value: string) => void;
  readonly uploaded: (artifact: string) => void;
}

/** Answers whether it succeeded. */
type Action = (call: ActionCall) => Promise<boolean>;

const upload: Action = async ({ given, job, host, log, setOutput, uploaded }) => {
  const { name = "artifact", path = "", "if-no-files-found": ifNone = "warn", "retention-days": days } = given;
  const zip = zipOf(resolve(job.workspace, path));
  if (zip === undefined) {
    log(`${ifNone === "error" ? "Error" : "Warning"}: No files were found with the provided path: ${path}\n`);
    return ifNone !== "error";
  }
  try {
    const { id, digest } = await host.putArtifact(job.runId, {
      name,
      zip,
      overwrite: given.overwrite === "true",
      ...(days === undefined ? {} : { retentionDays: Number(days) }),
    });
    setOutput("artifact-id", String(id));
    setOutput("artifact-digest", digest);
    uploaded(name);
    log(`Artifact ${name} uploaded (${id})\n`);
    return true;
  } catch (error) {
    log(`Error: ${(error as Error).message}\n`);
    return false;
  }
};

const download: Action = async ({ given, job, host, log }) => {
  const { name, path = "." } = given;
  if (name === undefined) throw new Error("actions/download-artifact without a name takes them all: not used here");
  const zip = await host.getArtifact(job.runId, name);
  if (zip === undefined) {
    log(`Error: Unable to download artifact(s): Artifact not found for name: ${name}\n`);
    return false;
  }
  unzipInto(resolve(job.workspace, path), zip);
  return true;
};

const restoreCache: Action = async ({ given, job, host, setOutput }) => {
  const { key = "", path = "", "restore-keys": prefixes = "" } = given;
  const found = await host.getCache(key, prefixes.split("\n").filter(Boolean));
  setOutput("cache-hit", String(found?.key === key));
  setOutput("cache-matched-key", found?.key ?? "");
  if (found !== undefined) unzipInto(resolve(job.workspace, path, ".."), found.zip);
  return true;
};

const saveCache: Action = async ({ given, job, host, log }) => {
  const { key = "", path = "" } = given;
  const zip = zipOf(resolve(job.workspace, path));
  if (zip === undefined) log(`Warning: Path Validation Error: ${path} does not exist\n`);
  else await host.putCache(key, zip);
  return true;
};

const actions: Readonly<Record<string, Action>> = {
  "actions/checkout": checkout,
  "actions/setup-node": async () => true,
  "actions/upload-artifact": upload,
  "actions/download-artifact": download,
  "actions/cache/restore": restoreCache,
  "actions/cache/save": saveCache,
};

/** The action that a step names; what is not known here or not pinned by a commit is an error. */
export const actionFor = (uses: string): Action => {
  const [name = "", version = ""] = uses.split("@");
  const action = actions[name];
  if (action === undefined) throw new Error(`the runner does not know the action ${uses}`);
  if (!/^[0-9a-f]{40}$/.test(version)) throw new Error(`${uses} is not pinned by a full commit SHA`);
  return action;
};
