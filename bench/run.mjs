// Measures the compiled CLI as a child process against sandboxes of growing size and writes docs/performance.md.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { environmentOf, root, runCli, startSandbox } from "./child.mjs";
import { writeDocuments } from "./documents.mjs";

const sizes = [
  { seed: "small", objects: 500 },
  { seed: "medium", objects: 2000 },
  { seed: "large", objects: 8300 },
];

const control = async (sandbox, method, path, body) => {
  const response = await fetch(`${sandbox.url}/_sandbox${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  return response.json().catch(() => undefined);
};

const measure = async (sandbox, folder, env, label, args, accepted = [0]) => {
  await control(sandbox, "DELETE", "/requests");
  const run = await runCli(args, folder, env);
  if (!accepted.includes(run.code)) throw new Error(`${label} ended with ${run.code}:\n${run.errors}`);
  const { requests } = await control(sandbox, "GET", "/requests");
  const api = requests.filter(({ product }) => product !== "token");
  return { label, reads: api.filter(isRead).length, writes: api.filter((one) => !isRead(one)).length, ...run };
};

const isRead = ({ method, path, body }) =>
  method === "GET" || (path.endsWith("/graphql") && !String(body?.query).startsWith("mutation"));

/** One rule gets another description; ten categories a URL each; five rules go to the front. */
const edit = (folder, amount) => {
  const rules = join(folder, "policies/zia/url-filtering-rule.yaml");
  const text = readFileSync(rules, "utf8");
  if (amount === "one") {
    writeFileSync(
      rules,
      text
        .replace(/^ {4}action: /m, "    description: edited by the benchmark\n    action: ")
        .replace(/(\n {4}description: [^\n]*)(\n {4}description: edited by the benchmark)/, "$2"),
    );
    return;
  }
  const [head, ...blocks] = text.split(/^ {2}- (?=name: )/m);
  const moved = [...blocks.splice(-5), ...blocks];
  writeFileSync(rules, head + moved.map((block) => `  - ${block.endsWith("\n") ? block : `${block}\n`}`).join(""));
  const categories = join(folder, "policies/zia/url-category.yaml");
  let count = 0;
  writeFileSync(
    categories,
    readFileSync(categories, "utf8").replace(/^ {4}urls:\n/gm, (whole) => {
      count += 1;
      return count <= 10 ? `${whole}      - added-${count}.bench.example\n` : whole;
    }),
  );
};

/** Agrees to everything the plan asks about. */
const acknowledge = (folder) => {
  const { diagnostics } = JSON.parse(readFileSync(join(folder, "plan.json"), "utf8"));
  const entries = diagnostics.flatMap(({ insert }) => (insert === undefined ? [] : `  ${insert}\n`));
  if (entries.length === 0) return;
  const text = `kind: zerodrift/acknowledgement\nresources:\n${entries.join("")}`;
  writeFileSync(join(folder, "policies/acknowledged.yaml"), text);
};

const git = (folder, ...args) => execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();
const commit = (folder) => {
  git(folder, "add", "--all", "zerodrift.yaml", "policies");
  git(folder, "-c", "user.name=bench", "-c", "user.email=bench@acme.example", "commit", "-qm", "bench");
  return git(folder, "rev-parse", "HEAD");
};

const largeUrls = Array.from({ length: 25_000 }, (_, index) => `host-${index}.bench.example`);
const largeFile = (folder) => join(folder, "policies/zia/large-category.yaml");
const declareLarge = (folder, urls) =>
  writeFileSync(
    largeFile(folder),
    `kind: zia/url-category\nresources:\n  - name: Large\n    urls:\n${urls.map((url) => `      - ${url}\n`).join("")}`,
  );

/** A category of 25,000 URLs, one of them edited; then the category leaves, and whatever may name it is read. */
const measureLarge = async (sandbox, folder, env) => {
  const object = { configuredName: "Large", superCategory: "USER_DEFINED", urls: largeUrls };
  await control(sandbox, "POST", "/objects", { kind: "zia/url-category", object, actor: "bench" });
  git(folder, "init", "-q", "--initial-branch", "main");
  declareLarge(folder, largeUrls);
  const base = commit(folder);
  const plan = ["plan", "--quiet", "--format", "json", "--out", "plan.json", "--base", base];
  const rows = [await measure(sandbox, folder, env, "plan, nothing changed, with a category of 25,000 URLs", plan)];
  declareLarge(folder, ["new.bench.example", ...largeUrls.slice(1)]);
  commit(folder);
  rows.push(await measure(sandbox, folder, env, "plan, one of them edited", plan, [0, 3]));
  rmSync(largeFile(folder));
  commit(folder);
  rows.push(await measure(sandbox, folder, env, "plan, the category deleted", plan));
  return rows;
};

const benchmark = async ({ seed, objects }) => {
  const sandbox = await startSandbox(seed);
  const folder = mkdtempSync(join(tmpdir(), "zerodrift-bench-"));
  try {
    const env = environmentOf(sandbox, folder);
    writeFileSync(join(folder, "zerodrift.yaml"), "tenant: bench\npolicies: policies\nproducts: [zpa, zia]\n");
    const resources = await writeDocuments(sandbox, join(folder, "policies"));
    const apply = [
      "apply",
      "plan.json",
      "--quiet",
      "--enable-writes",
      "--allow",
      "z*/*:update,zia/activation:activate",
      "--approved-by",
      "bench",
    ];
    const save = ["plan", "--quiet", "--format", "json", "--out", "plan.json"];
    const rows = [];
    rows.push(await measure(sandbox, folder, env, "validate", ["validate"]));
    rows.push(await measure(sandbox, folder, env, "plan, nothing changed", save));
    const { summary } = JSON.parse(readFileSync(join(folder, "plan.json"), "utf8"));
    if (summary.create + summary.update + summary.delete > 0)
      throw new Error(`${seed}: the plan of its own documents is not empty`);
    edit(folder, "one");
    rows.push(await measure(sandbox, folder, env, "plan, one rule edited", save));
    rows.push(await measure(sandbox, folder, env, "apply, one rule edited", apply));
    edit(folder, "more");
    rows.push(await measure(sandbox, folder, env, "plan, 5 rules moved, 10 categories edited", save, [0, 3]));
    acknowledge(folder);
    await measure(sandbox, folder, env, "plan, acknowledged", save);
    rows.push(await measure(sandbox, folder, env, "apply of that", apply));
    rows.push(...(await measureLarge(sandbox, folder, env)));
    return { seed, objects, resources, rows };
  } finally {
    sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

const cell = (value, digits) => value.toFixed(digits);
const table = ({ rows }) => [
  "| command | reads | writes | CPU s | wall s | peak MB |",
  "|---|---:|---:|---:|---:|---:|",
  ...rows.map(
    ({ label, reads, writes, cpuSeconds, wallSeconds, peakMegabytes }) =>
      `| ${label} | ${reads} | ${writes} | ${cell(cpuSeconds, 2)} | ${cell(wallSeconds, 2)} | ${cell(peakMegabytes, 0)} |`,
  ),
];

const growth = (results) => {
  const [small] = results;
  return [
    "| command | objects × | requests × | CPU × | memory × |",
    "|---|---:|---:|---:|---:|",
    ...results.slice(1).flatMap((result) =>
      result.rows.map((row, index) => {
        const base = small.rows[index];
        const requests = (one) => Math.max(1, one.reads + one.writes);
        return `| ${row.label} (${result.seed}) | ${cell(result.objects / small.objects, 1)} | ${cell(requests(row) / requests(base), 1)} | ${cell(row.cpuSeconds / base.cpuSeconds, 1)} | ${cell(row.peakMegabytes / base.peakMegabytes, 1)} |`;
      }),
    ),
  ];
};

const results = [];
for (const size of sizes) results.push(await benchmark(size));

const page = [
  "# Performance",
  "",
  "Written by `npm run bench`: the compiled CLI as a child process against the embedded tenant on one machine, token",
  "requests left out. Requests are exact; seconds and megabytes are one run and vary from machine to machine, so the",
  "ratios below say more. The tenant answers at once here: on a real one, reads take about half a second each.",
  "",
  `Node ${process.versions.node}, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}.`,
  ...results.flatMap((result) => [
    "",
    `## ${result.seed}: ${result.objects} policy objects, ${result.resources} declared`,
    "",
    ...table(result),
  ]),
  "",
  "## How it grows, against small",
  "",
  ...growth(results),
  "",
  "For comparison: a provider that reads object by object needs one request per object for most of these kinds, so more",
  "than 8,000 for the large tenant (see docs/how-it-works.md).",
  "",
].join("\n");
writeFileSync(join(root, "docs/performance.md"), page);
process.stdout.write(page);
