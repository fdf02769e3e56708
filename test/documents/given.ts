import type { Checked, Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { FileSource } from "../../src/documents/files.ts";
import type { KindSchemas, Loaded } from "../../src/documents/load.ts";
import { loadDocuments } from "../../src/documents/load.ts";

const text = { type: "string" };
const texts = { type: "array", items: text };
const orNull = (schema: object) => ({ anyOf: [schema, { type: "null" }] });

const resource = (fields: Readonly<Record<string, object>>) => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  additionalProperties: false,
  required: ["name"],
  properties: {
    name: { type: "string", maxLength: 31 },
    lifecycle: { type: "object" },
    ...Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, orNull(schema)])),
  },
});

const group = {
  type: "object",
  additionalProperties: false,
  required: ["idp", "group"],
  properties: { idp: text, group: text },
};

const schemas: Readonly<Record<string, object>> = {
  "zia/url-filtering-rule": resource({
    action: { type: "string", enum: ["ALLOW", "BLOCK", "CAUTION"], "x-open": true },
    state: { type: "string", enum: ["ENABLED", "DISABLED"] },
    urlCategories: { ...texts, reference: "zia/url-category", uniqueItems: true, "x-role": "match" },
    groups: texts,
    labels: texts,
    description: { type: "string", maxLength: 20 },
    rank: { type: "integer", minimum: 0, maximum: 7 },
    blockOverride: { type: "boolean", deprecated: true },
    timeQuota: { type: "string", pattern: "^\\d+(m|h)$", examples: ["90m"], "x-unit": "m, h" },
    password: {
      "x-secret": true,
      type: "object",
      additionalProperties: false,
      properties: { env: text, version: { type: "integer" } },
    },
  }),
  "zpa/access-rule": resource({
    action: { type: "string", enum: ["ALLOW", "DENY"] },
    conditions: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        properties: {
          operator: { enum: ["AND", "OR"] },
          APP_GROUP: { ...texts, minItems: 1 },
          SCIM_GROUP: { type: "array", items: group },
          COUNTRY: { type: "array", items: { anyOf: [{ const: "DE" }, { const: "FR" }] } },
        },
      },
    },
    ports: {
      type: "array",
      items: {
        oneOf: [
          { type: "integer", minimum: 1, maximum: 65535 },
          { type: "string", pattern: "^\\d+-\\d+$", examples: ["8000-8010"] },
        ],
      },
    },
  }),
  "zia/url-category": resource({ urls: { ...texts, uniqueItems: true }, keywords: texts }),
  "zia/location": resource({}),
  "zpa/idp": resource({}),
};

export const kinds: KindSchemas = {
  names: Object.keys(schemas),
  schemaOf: (kind) => schemas[kind],
  isLookup: (kind) => kind === "zpa/idp",
  isReserved: (kind, name) => kind === "zia/url-category" && name === "GAMBLING",
};

export const filesOf = (files: Readonly<Record<string, string | Uint8Array>>): FileSource => ({
  folder: "policies",
  list: async () =>
    Object.entries(files).map(([path, content]) => ({ path, symlink: false, size: Buffer.from(content).length })),
  read: async (path) => Buffer.from(files[path] ?? ""),
});

export const load = (files: Readonly<Record<string, string | Uint8Array>>): Promise<Checked<Loaded>> =>
  loadDocuments(filesOf(files), kinds);

/** `code file:line:column`, what tests compare. */
export const summary = ({ code, source }: Diagnostic): string =>
  source === undefined ? code : `${code} ${source.file}:${source.line}:${source.column}`;

/** The code and place of each diagnostic of one file, without the file. */
export const places = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map(({ code, source }) => `${code} ${source?.line}:${source?.column}`);

export const loaded = async (files: Readonly<Record<string, string | Uint8Array>>): Promise<Loaded> => {
  const result = await load(files);
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join("\n"));
  return result.value;
};
