import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { root, type Scene } from "./scene.ts";

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface CliOptions {
  /** Overlays the environment of the scene; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
}

/** The compiled command line; another one can be named for a quick try. */
export const cliFile = process.env.ZERODRIFT_TEST_CLI ?? join(root, "dist/cli.js");

/** Starts the real command line beside the scene's tenant. */
export const startCli = (scene: Scene, args: readonly string[], { env, cwd }: CliOptions = {}): Running => {
  const child = spawn(process.execPath, [cliFile, ...args], {
    cwd: cwd ?? scene.folder,
    env: { ...scene.environment.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const texts = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      texts[stream] += text;
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, ...texts }));
  });
  return { child, ended };
};

export const runCli = (scene: Scene, args: readonly string[], options?: CliOptions): Promise<Ended> =>
  startCli(scene, args, options).ended;

/** Asks again until it is so; the test's own time limit bounds it. */
export const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
};
