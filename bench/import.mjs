// Measures `import` into an empty folder, and again over what it wrote, against the embedded tenant of growing size.
// Prints CPU seconds of the command's process and its requests; each list page is asked for once.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentOf, runCli, startSandbox } from "./child.mjs";

const seeds = process.argv.length > 2 ? process.argv.slice(2) : ["small", "medium", "large"];

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
    const env = environmentOf(sandbox, folder);
    writeFileSync(join(folder, "zerodrift.yaml"), "tenant: bench\npolicies: policies\n");
    const steps = { import: ["import", "--quiet"], "import again": ["import", "--quiet"], plan: ["plan", "--quiet"] };
    for (const [label, args] of Object.entries(steps)) {
      const { code, errors, cpuSeconds, peakMegabytes } = await runCli(args, folder, env);
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
