import { readFileSync } from "node:fs";

/** What the templates are filled with; undefined for what is no name of a kind. */
export const wordsOf = (name) => {
  const [, product, noun] = /^(zms|zpa|zia)\/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(name) ?? [];
  if (noun === undefined) return undefined;
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
    upper: noun.replaceAll("-", " ").toUpperCase(),
    words: noun.replace(/(?:^|-)(\w)/g, (whole, letter) =>
      whole.replace("-", " ").replace(letter, letter.toUpperCase()),
    ),
  };
};

export const fromTemplate = (template, words) =>
  readFileSync(new URL(`templates/${template}`, import.meta.url), "utf8").replace(
    /\{\{(\w+)\}\}/g,
    (_, word) => words[word],
  );

/** Only reading kinds say so in the name of the function that makes them. */
export const readers = /\bdefine(?:Lookup|Referrer)\b/g;

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
export const promoted = (text) =>
  text
    .replace(readers, "defineKind")
    .replace(/^/, /^ {2}fields: /m.test(text) ? "" : 'import { text } from "../fields/text.ts";\n')
    .replace(/list: ("[^"]+"),/, (whole, list) => {
      const path = list.slice(1, -1).replace(/\/(lite|summary)$/, "");
      return `${whole} create: "${path}", update: "${path}/{id}", remove: "${path}/{id}",`;
    })
    .replace(/\}\);\n$/, missing(text));
