// `npm run new-kind zia/dns-rule`: a kind module and its fixture from a template, and everything that is generated.
// A kind of that name that is only read becomes one that can be declared; what it says already is kept.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { formatted } from "./generate/format.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const refuse = (message) => {
  console.error(`error: ${message}`);
  process.exit(1);
};

const wordsOf = (name) => {
  const [, product, noun] = /^(zms|zpa|zia)\/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(name) ?? [];
  if (noun === undefined)
    refuse(`"${name}" is no name for a kind; give <product>/<singular-kebab-case>, e.g. zia/dns-rule`);
  const pascal = noun.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
  const camel = pascal[0].toLowerCase() + pascal.slice(1);
  const plural = (word) => (word.endsWith("y") ? `${word.slice(0, -1)}ies` : word.endsWith("s") ? word : `${word}s`);
  return {
    product,
    name,
    constant: camel,
    camel,
    pascal,
    plural: plural(camel),
    pascalPlural: plural(pascal),
    title: noun.replaceAll("-", " "),
  };
};

const fromTemplate = (template, words) =>
  readFileSync(`scripts/templates/${template}`, "utf8").replace(/\{\{(\w+)\}\}/g, (_, word) => words[word]);

/** Only reading kinds say so in the name of the function that makes them. */
const readers = /\bdefine(?:Lookup|Referrer)\b/g;

/** What a kind that was only read still lacks; a referrer has fields already. */
const missing = (text) =>
  [
    "  // This kind was only read. Check the create, update and delete paths, then add one line per writable field.",
    ...(/^ {2}fields: /m.test(text) ? [] : ['  fields: { description: text({ about: "Free text" }) },']),
    "  // Keys the server owns.",
    '  readOnly: ["id"],',
    "});\n",
  ].join("\n");

/** A reading kind with the writing side added; its lists keep their paths. */
const promoted = (text) =>
  text
    .replace(readers, "defineKind")
    .replace(/^/, /^ {2}fields: /m.test(text) ? "" : 'import { text } from "../fields/text.ts";\n')
    .replace(/list: ("[^"]+"),/, (whole, list) => {
      const path = list.slice(1, -1).replace(/\/(lite|summary)$/, "");
      return `${whole} create: "${path}", update: "${path}/{id}", remove: "${path}/{id}",`;
    })
    .replace(/\}\);\n$/, missing(text));

const write = (path, text) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, formatted(text, path));
  console.log(`wrote ${path}`);
};

const name = process.argv[2] ?? "";
const words = wordsOf(name);
const path = `src/kinds/${name}.ts`;
const known = existsSync(path) ? readFileSync(path, "utf8") : undefined;
if (known?.includes("defineKind(")) refuse(`${name} exists already: ${path}`);
if (known !== undefined && known.search(readers) < 0) refuse(`${path} exists and is no kind`);
if (known?.includes('style: "graphql"')) refuse(`${name} is only read, by GraphQL; change ${path} by hand`);

write(path, known === undefined ? fromTemplate(`kind-${words.product}.ts.tmpl`, words) : promoted(known));
write(`test/kinds/${name}.test.ts`, fromTemplate("kind.test.ts.tmpl", words));
const { status } = spawnSync(process.execPath, ["scripts/generate.mjs"], { stdio: "inherit" });
if (status !== 0) process.exit(1);

console.log(`
Next:
  1. ${path}: the writable fields, from the vendor's reference; say where each oddity is known from
  2. test/kinds/${name}.test.ts: one value per field
  3. src/sandbox/${words.product}/kinds.ts: how the emulated tenant stores it, so that the contract story can run
  4. policies/: one resource that shows it off; the reference page takes its example from there
  5. npm run generate && npm run check`);
