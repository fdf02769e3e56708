// Writes everything that follows from the sources: the registries of kinds, the JSON Schemas, the reference pages
// and this repository's own zerodrift workflows.
// `--check` compares instead of writing and lists what is stale. Works on dist/, which is built first when it is old.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parse } from "yaml";
import { cliPage } from "./generate/cli-page.mjs";
import { configurationPage } from "./generate/configuration-page.mjs";
import { coveragePage } from "./generate/coverage-page.mjs";
import { diagnosticsPage } from "./generate/diagnostics-page.mjs";
import { formattedPages } from "./generate/format.mjs";
import { kindPage } from "./generate/kind-page.mjs";
import { kindsPage } from "./generate/kinds-page.mjs";
import { readme } from "./generate/readme.mjs";
import { registries } from "./generate/registry.mjs";
import { schemaFiles } from "./generate/schemas.mjs";
import { workflowPages } from "./generate/workflows.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const isCheck = process.argv.includes("--check");

/** Folders in which every file is generated: what we did not make is left over from a kind that is gone. */
const ownFolders = ["schemas", "docs/kinds"];

const filesBelow = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

const isStale = ([path, text]) => !existsSync(path) || readFileSync(path, "utf8") !== text;

const write = ([path, text]) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

const buildWhenOld = () => {
  const built = existsSync("dist/cli.js") ? statSync("dist/cli.js").mtimeMs : 0;
  if (filesBelow("src").every((path) => statSync(path).mtimeMs <= built)) return;
  const { status } = spawnSync(process.execPath, ["scripts/build.mjs"], { stdio: "inherit" });
  if (status !== 0) process.exit(1);
};

const load = (path) => import(pathToFileURL(join("dist", path)).href);

const fromProgram = async () => {
  const { kinds } = await load("kinds/registry.js");
  const { kindsNamedBy, referrersOf } = await load("kinds/referrers.js");
  const describe = await load("kinds/describe.js");
  const { callsOf } = await load("kinds/calls.js");
  const { documentSchema, resourceSchema } = await load("kinds/schema.js");
  const { configurationSchema } = await load("documents/configuration-schema.js");
  const { acknowledgementsSchema } = await load("documents/acknowledgements.js");
  const { codes } = await load("diagnostics/codes.js");
  const { workflowFiles } = await load("init/templates.js");
  const program = {
    ...{ kinds, kindsNamedBy, referrersOf, describe, callsOf },
    ...{ acknowledgementsSchema, documentSchema, resourceSchema, configurationSchema },
  };
  const pages = [
    ...kinds.filter(({ writable }) => writable).map((kind) => [`docs/kinds/${kind.name}.md`, kindPage(kind, program)]),
    ["docs/kinds.md", kindsPage(program)],
    ["docs/coverage.md", coveragePage(program)],
    ["docs/diagnostics.md", diagnosticsPage(codes)],
    ["docs/configuration.md", configurationPage(program)],
    ["docs/cli.md", await cliPage()],
  ];
  const { tenant } = parse(readFileSync("zerodrift.yaml", "utf8"));
  return new Map([
    ...schemaFiles(program),
    ...formattedPages(pages),
    ["README.md", readme()],
    ...workflowPages(tenant, workflowFiles),
  ]);
};

const lists = registries();
const stale = lists.filter(isStale);
if (!isCheck) stale.forEach(write);
buildWhenOld();

const generated = await fromProgram();
stale.push(...[...generated].filter(isStale));
const leftOver = ownFolders.flatMap(filesBelow).filter((path) => !generated.has(path));

if (!isCheck) {
  stale.forEach(write);
  for (const path of leftOver) rmSync(path);
}
for (const [path] of stale) console.log(`${isCheck ? "stale" : "wrote"} ${path}`);
for (const path of leftOver) console.log(`${isCheck ? "left over" : "removed"} ${path}`);
if (stale.length + leftOver.length === 0) console.log(`${generated.size + lists.length} generated files are current`);
else if (isCheck) {
  console.log("run `npm run generate`");
  process.exitCode = 1;
}
