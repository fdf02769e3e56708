// Measures `import` into an empty folder, and again over what it wrote, against the embedded tenant of growing size.
// Prints CPU seconds of the command's process and its requests; each list page is asked for once.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const cli = join(root, "dist/cli.js");
const seeds = process.argv.length > 2 ? process.argv.slice(2) : ["small", "medium", "large"];

const startSandbox = (seed) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, "sandbox", "--seed", seed], { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += chunk;
      if (text.includes("\n")) resolve({ ...JSON.parse(text.slice(0, text.indexOf("\n"))), stop: () => child.kill() });
    });
    child.once("exit", (code) => reject(new Error(`the sandbox ended with ${code}`)));
  });

const run = (args, folder, env) =>
  new Promise((resolve) => {
    const usage = join(folder, "usage.json");
    const child = spawn(process.execPath, ["--import", join(root, "bench/usage.mjs"), cli, ...args], {
      cwd: folder,
      env: { ...process.env, ...env, BENCH_USAGE: usage },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let errors = "";
    child.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    child.once("exit", (code) => resolve({ code, errors, ...JSON.parse(readFileSync(usage, "utf8")) }));
  });

const requestsOf = async ({ url }) => {
  const response = await fetch(`${url}/_sandbox/requests`);
  const { requests } = await response.json();
  await fetch(`${url}/_sandbox/requests`, { method: "DELETE" });
  return requests.filter(({ product }) => product !== "token");
};

/** One page of one list. */
const pageOf = ({ method, path, query, body }) => JSON.stringify([method, path, query, body?.query, body?.variables]);

const measure = async (seed) => {
  const sandbox = await startSandbox(seed);
  const folder = mkdtempSync(join(tmpdir(), "zerodrift-bench-"));
  try {
    const env = {
      ZERODRIFT_API_URL: sandbox.url,
      ZSCALER_CLIENT_ID: sandbox.clientId,
      ZSCALER_CLIENT_SECRET: sandbox.clientSecret,
      ZSCALER_VANITY_DOMAIN: sandbox.vanityDomain,
      ZSCALER_CUSTOMER_ID: sandbox.customerId,
      XDG_STATE_HOME: join(folder, "state"),
      GIT_CEILING_DIRECTORIES: tmpdir(),
      CI: "",
    };
    writeFileSync(join(folder, "zerodrift.yaml"), "tenant: bench\npolicies: policies\n");
    const steps = { import: ["import", "--quiet"], "import again": ["import", "--quiet"], plan: ["plan", "--quiet"] };
    for (const [label, args] of Object.entries(steps)) {
      const { code, errors, cpuSeconds, peakMegabytes } = await run(args, folder, env);
      if (code !== 0) throw new Error(`${label} ended with ${code}:\n${errors}`);
      const requests = await requestsOf(sandbox);
      const repeated = requests.length - new Set(requests.map(pageOf)).size;
      const facts = `${cpuSeconds.toFixed(2)} s CPU, ${peakMegabytes.toFixed(0)} MB, ${requests.length} requests`;
      process.stdout.write(`${seed.padEnd(7)} ${label.padEnd(13)} ${facts}, ${repeated} of them repeated\n`);
    }
  } finally {
    sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

for (const seed of seeds) await measure(seed);
