import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { until } from "../cli.ts";
import { isWrite, type RequestEntry } from "../scene.ts";
import type { Story } from "./story.ts";

/** A write to the tenant during which a runner goes away. */
export interface At {
  readonly method: string;
  /** A regular expression. */
  readonly path: string;
  /** How many such requests pass first. */
  readonly skip?: number;
  /** Whether the tenant has carried it out by then. */
  readonly hold: "before" | "after";
}

/** Machines that are taken away at a chosen moment. */
export interface Loser {
  /** The machine of the job `apply` goes away during this request; its process is killed. */
  during(at: At): Promise<void>;
  /** A machine goes away before this step of this job. */
  before(job: string, step: string): void;
  /** From now on machines stay. */
  spare(): void;
  close(): void;
}

const matches = ({ method, path }: At, entry: RequestEntry): boolean =>
  isWrite(entry) && entry.method === method && new RegExp(path).test(entry.path);

export const loserOf = (story: Story): Loser => {
  const folder = mkdtempSync(join(tmpdir(), "zerodrift-lose-"));
  const pidFile = join(folder, "pid");
  const preload = join(folder, "preload.mjs");
  // The command line under test is started by npx in a shell: it has to say itself which process it is.
  writeFileSync(
    preload,
    `import { writeFileSync } from "node:fs";
if (process.argv.includes("--proof") && process.argv.includes("apply")) writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
`,
  );
  story.env({ NODE_OPTIONS: `--import=${pathToFileURL(preload).href}` });
  const seen = async (at: At): Promise<number> =>
    ((await story.control("GET", "requests")).requests as readonly RequestEntry[]).filter((one) => matches(at, one))
      .length;
  return {
    async during(at) {
      rmSync(pidFile, { force: true });
      let isKilled = false;
      const strike = async (before: number): Promise<void> => {
        await until(async () => (await seen(at)) > before + (at.skip ?? 0));
        process.kill(Number(readFileSync(pidFile, "utf8")), "SIGKILL");
        isKilled = true;
      };
      story.hook(async (job, step) => {
        if (job !== "execute / apply") return undefined;
        if (isKilled) {
          await story.control("DELETE", "faults");
          return "lost";
        }
        if (step !== "Apply the plan") return undefined;
        const { method, path, skip = 0, hold } = at;
        await story.control("POST", "faults", { method, path, skip, times: 1, ["then" as string]: { hold } });
        void strike(await seen(at));
        return undefined;
      });
    },
    before(job, step) {
      story.hook(async (atJob, atStep) => (atJob === job && atStep === step ? "lost" : undefined));
    },
    spare: () => story.hook(undefined),
    close: () => existsSync(folder) && rmSync(folder, { recursive: true }),
  };
};
