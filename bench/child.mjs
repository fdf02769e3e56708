// What the measurements start: the embedded tenant, and the command line with the CPU time it took.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const cli = join(root, "dist/cli.js");

export const startSandbox = (seed) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, "sandbox", "--seed", seed], { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += chunk;
      if (text.includes("\n")) resolve({ ...JSON.parse(text.slice(0, text.indexOf("\n"))), stop: () => child.kill() });
    });
    child.once("exit", (code) => reject(new Error(`the sandbox ended with ${code}`)));
  });

export const environmentOf = (sandbox, folder) => ({
  ZERODRIFT_API_URL: sandbox.url,
  ZSCALER_CLIENT_ID: sandbox.clientId,
  ZSCALER_CLIENT_SECRET: sandbox.clientSecret,
  ZSCALER_VANITY_DOMAIN: sandbox.vanityDomain,
  ZSCALER_CUSTOMER_ID: sandbox.customerId,
  ZERODRIFT_SKIP_CONFIRMATIONS: "true",
  XDG_STATE_HOME: join(folder, "state"),
  GIT_CEILING_DIRECTORIES: tmpdir(),
  CI: "",
});

export const runCli = (args, folder, env) =>
  new Promise((resolve) => {
    const usage = join(folder, "usage.json");
    const started = performance.now();
    const child = spawn(process.execPath, ["--import", join(root, "bench/usage.mjs"), cli, ...args], {
      cwd: folder,
      env: { ...process.env, ...env, BENCH_USAGE: usage },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let errors = "";
    child.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    child.once("exit", (code) => {
      const wallSeconds = (performance.now() - started) / 1000;
      resolve({ code, errors, wallSeconds, ...JSON.parse(readFileSync(usage, "utf8")) });
    });
  });
