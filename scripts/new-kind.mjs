// `npm run new-kind zia/dns-rule`: the four files of a kind from templates, and everything that is generated. All of them
// are found by their names, so there is no list to add the kind to.
// A kind of that name that is only read becomes one that can be declared; what it says already is kept.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { formatted } from "./generate/format.mjs";
import { fromTemplate, promoted, readers, wordsOf } from "./new-kind-texts.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const refuse = (message) => {
  console.error(`error: ${message}`);
  process.exit(1);
};

const write = (path, text) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, path.endsWith(".ts") ? formatted(text, path) : text);
  console.log(`wrote ${path}`);
};

/** What is there already is the better start. */
const writeNew = (path, text) => (existsSync(path) ? console.log(`kept ${path}`) : write(path, text));

const name = process.argv[2] ?? "";
const words = wordsOf(name);
if (words === undefined)
  refuse(`"${name}" is no name for a kind; give <product>/<singular-kebab-case>, e.g. zia/dns-rule`);
const path = `src/kinds/${name}.ts`;
const known = existsSync(path) ? readFileSync(path, "utf8") : undefined;
if (known?.includes("defineKind(")) refuse(`${name} exists already: ${path}`);
if (known !== undefined && known.search(readers) < 0) refuse(`${path} exists and is no kind`);
if (known?.includes('style: "graphql"')) refuse(`${name} is only read, by GraphQL; change ${path} by hand`);

const kindText = known === undefined ? fromTemplate(`kind-${words.product}.ts.tmpl`, words) : promoted(known);
const exampleText = fromTemplate("example.yaml.tmpl", words);
const isDescribed = /^\s+(?:fields: \{ )?description: /m.test(kindText);
/** ZMS has no tables: there the emulated tenant answers by its GraphQL schema. */
const table = words.product === "zms" ? undefined : `src/sandbox/${name.replace("/", "/kinds/")}.ts`;

write(path, kindText);
if (table !== undefined) writeNew(table, fromTemplate(`sandbox-${words.product}.ts.tmpl`, words));
writeNew(`test/kinds/${name}.ts`, fromTemplate("example.ts.tmpl", words));
writeNew(`examples/${name}.yaml`, isDescribed ? exampleText : exampleText.replace(/^ {4}description: .*\n/m, ""));
const { status } = spawnSync(process.execPath, ["scripts/generate.mjs"], { stdio: "inherit" });
if (status !== 0) process.exit(1);

console.log(`
Next:
  1. ${path}: the writable fields, from the vendor's reference; say where each oddity is known from, and
     which resources of the Terraform provider it stands for
  2. ${table === undefined ? "src/sandbox/zms: what the emulated tenant answers, by its schema" : `${table}: how the emulated tenant stores it, and what it refuses`}
  3. test/kinds/${name}.ts: what the contract story cannot guess; then
     npx vitest run test/contract/story.test.ts -t ${name}
  4. examples/${name}.yaml: a document a reader learns from
  5. npm run generate && npm run check`);
