import { resolve } from "node:path";
import { type SandboxOptions, seedNames, startSandbox } from "../sandbox/server.ts";
import type { CommandResult, Environment } from "./outcome.ts";

export interface SandboxCommandOptions {
  readonly port: number;
  readonly seed?: string;
  readonly state?: string;
}

/** Serves the emulated tenant until it is interrupted; `ready` gets the one JSON line. */
export const sandbox = async (
  options: SandboxCommandOptions,
  environment: Environment,
  ready: (line: string) => void,
): Promise<CommandResult> => {
  if (options.seed !== undefined && !seedNames.includes(options.seed)) {
    return {
      exitCode: 1,
      notes: `error: no seed is named "${options.seed}"\n  hint: one of ${seedNames.join(", ")}\n`,
    };
  }
  const given: SandboxOptions = {
    port: options.port,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.state === undefined ? {} : { stateFile: resolve(environment.cwd, options.state) }),
  };
  const server = await startSandbox(given);
  const { url, clientId, clientSecret, vanityDomain, customerId } = server;
  ready(JSON.stringify({ url, clientId, clientSecret, vanityDomain, customerId }));
  await new Promise<void>((done) => {
    if (environment.signal.aborted) done();
    environment.signal.addEventListener("abort", () => done(), { once: true });
  });
  await server.close();
  return { exitCode: 0 };
};
