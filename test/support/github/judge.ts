import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";

// biome-ignore lint/suspicious/noExplicitAny: a schema of any shape
type Json = any;

/** One operation of GitHub's description, as a request path finds it. */
export interface Operation {
  readonly id: string;
  readonly path: Readonly<Record<string, string | number>>;
  readonly described: Json;
}

/** What either side did against the description. */
export interface Violation {
  readonly side: "request" | "response";
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
  readonly problems: readonly string[];
}

const file = createRequire(import.meta.url)
  .resolve("@octokit/openapi/package.json")
  .replace(/package\.json$/, "");
const description: Json = JSON.parse(readFileSync(`${file}generated/api.github.com.json`, "utf8"));

/** Where the description is stricter than what GitHub is known to answer. */
const corrections = (): void => {
  const { schemas } = description.components;
  // The head repository of a pull request is null once the fork is deleted; the webhook schemas say so.
  for (const name of ["pull-request-simple", "pull-request"])
    schemas[name].properties.head.properties.repo = {
      nullable: true,
      allOf: [{ $ref: "#/components/schemas/repository" }],
    };
  // A label without a description has null everywhere else, and here.
  schemas["pull-request-simple"].properties.labels.items.properties.description.nullable = true;
  // go-github and Terraform's provider read it; the description leaves it out.
  schemas.environment.properties.can_admins_bypass = { type: "boolean" };
};
corrections();

const resolve = (node: Json): Json => {
  let found = node;
  while (found?.$ref !== undefined)
    found = found.$ref
      .slice(2)
      .split("/")
      .reduce((at: Json, key: string) => at[key], description);
  return found;
};

const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateSchema: false });
ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/);
ajv.addFormat("date", /^\d{4}-\d\d-\d\d$/);
// Addresses of deployments default to the empty text.
ajv.addFormat("uri", (text: string) => text === "" || URL.canParse(text));
ajv.addFormat("email", /@/);
ajv.addFormat("uri-template", true);
ajv.addFormat("int64", true);

const nameOf = (ref: string): string => ref.split("/").at(-1)!;

/** OpenAPI 3.0 writes `nullable`; JSON Schema has a type for it. Components become schemas of their own, once used. */
const converted = (schema: Json): Json => {
  if (Array.isArray(schema)) return schema.map(converted);
  if (typeof schema !== "object" || schema === null) return schema;
  if (schema.$ref !== undefined) {
    admit(nameOf(schema.$ref));
    return { $ref: nameOf(schema.$ref) };
  }
  const { nullable, example: _example, examples: _examples, default: _default, discriminator: _d, ...rest } = schema;
  const plain = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, key === "enum" ? value : converted(value)]),
  );
  return nullable === true ? { anyOf: [{ type: "null" }, plain] } : plain;
};

const admitted = new Set<string>();
const admit = (name: string): void => {
  if (admitted.has(name)) return;
  admitted.add(name);
  ajv.addSchema(converted(description.components.schemas[name]), name);
};

const compiled = new Map<Json, ValidateFunction>();
const validatorOf = (schema: Json): ValidateFunction => {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const made = ajv.compile(converted(schema));
  compiled.set(schema, made);
  return made;
};

/** Every schema that speaks about the same value. */
const parts = (schema: Json): readonly Json[] => {
  const own = resolve(schema);
  if (own === undefined || own === null) return [];
  return [own, ...[...(own.allOf ?? []), ...(own.anyOf ?? []), ...(own.oneOf ?? [])].flatMap(parts)];
};

/** Keys that no part of the description knows. `additionalProperties: true` beside named ones admits nothing here. */
const unknownKeys = (schemas: readonly Json[], value: unknown, at: string): readonly string[] => {
  const known = schemas.flatMap(parts);
  if (Array.isArray(value)) {
    const items = known.map(({ items }) => items).filter(Boolean);
    return value.flatMap((entry, index) => unknownKeys(items, entry, `${at}/${index}`));
  }
  if (typeof value !== "object" || value === null) return [];
  const named = known.filter(({ properties }) => properties !== undefined);
  const isOpen = named.length === 0 || known.some(({ additionalProperties: more }) => typeof more === "object");
  return Object.entries(value).flatMap(([key, entry]) => {
    const inner = named.map(({ properties }) => properties[key]).filter(Boolean);
    if (inner.length === 0) return isOpen ? [] : [`${at}/${key} is not in the description`];
    return unknownKeys(inner, entry, `${at}/${key}`);
  });
};

const worded = ({ instancePath, message, params }: ErrorObject): string =>
  `${instancePath || "/"} ${message}${params.allowedValues === undefined ? "" : ` (${params.allowedValues})`}`;

const shapeProblems = (schema: Json, value: unknown): readonly string[] => {
  const validate = validatorOf(schema);
  return validate(value) ? [] : (validate.errors ?? []).map(worded).slice(0, 12);
};

const problemsOf = (schema: Json, value: unknown): readonly string[] => [
  ...shapeProblems(schema, value),
  ...unknownKeys([schema], value, ""),
];

interface Template {
  readonly method: string;
  readonly segments: readonly string[];
  readonly described: Json;
}

const templates: readonly Template[] = Object.entries<Json>(description.paths).flatMap(([path, methods]) =>
  Object.entries<Json>(methods).map(([method, described]) => ({
    method: method.toUpperCase(),
    segments: path.split("/").slice(1),
    described,
  })),
);

const isVariable = (segment: string): boolean => /^\{[^}]+\}$/.test(segment);
const literals = ({ segments }: Template): number => segments.filter((segment) => !isVariable(segment)).length;

/** Values of queries and paths are texts; their schemas speak of numbers and booleans. */
const coerced = (schema: Json, text: string): unknown => {
  const types = parts(schema).map(({ type }) => type);
  if ((types.includes("integer") || types.includes("number")) && /^-?\d+$/.test(text)) return Number(text);
  if (types.includes("boolean") && /^(?:true|false)$/.test(text)) return text === "true";
  return text;
};

/** The operation of a path, its variables decoded; undefined where GitHub has none. */
export const findOperation = (method: string, path: string): Operation | undefined => {
  const asked = path.split("/").slice(1);
  const [found] = templates
    .filter(
      (template) =>
        template.method === method &&
        template.segments.length === asked.length &&
        // The older path of a comparison is the same place.
        !template.segments.some((segment) => segment.includes("...")) &&
        template.segments.every((segment, index) => isVariable(segment) || segment === asked[index]),
    )
    .sort((one, other) => literals(other) - literals(one));
  if (found === undefined) return undefined;
  const parameters = (found.described.parameters ?? []).map(resolve);
  const pairs = found.segments.flatMap((segment, index) => {
    if (!isVariable(segment)) return [];
    const name = segment.slice(1, -1);
    const { schema } = parameters.find((each: Json) => each.name === name && each.in === "path") ?? { schema: {} };
    return [[name, coerced(schema, decodeURIComponent(asked[index]!))]];
  });
  return { id: found.described.operationId, path: Object.fromEntries(pairs), described: found.described };
};

/** What is wrong with a request by the description. */
export const judgeRequest = (operation: Operation, query: URLSearchParams, body: unknown): readonly string[] => {
  const parameters: readonly Json[] = (operation.described.parameters ?? []).map(resolve);
  const path = parameters
    .filter((each) => each.in === "path")
    .flatMap(({ name, schema }) => problemsOf(schema, operation.path[name]).map((said) => `path ${name}: ${said}`));
  const known = parameters.filter((each) => each.in === "query");
  const asked = [...query].flatMap(([key, text]) => {
    const parameter = known.find(({ name }) => name === key);
    if (parameter === undefined) return [`query ${key} is not in the description`];
    return problemsOf(parameter.schema, coerced(parameter.schema, text)).map((said) => `query ${key}: ${said}`);
  });
  const missing = known
    .filter(({ name, required }) => required === true && !query.has(name))
    .map(({ name }) => `query ${name} is missing`);
  const content = operation.described.requestBody?.content?.["application/json"];
  const sent = ((): readonly string[] => {
    if (content === undefined) return body === undefined ? [] : ["body: none is described"];
    if (body === undefined) return operation.described.requestBody.required === true ? ["body is missing"] : [];
    return problemsOf(content.schema, body).map((said) => `body: ${said}`);
  })();
  return [...path, ...asked, ...missing, ...sent];
};

const basicError = { $ref: "#/components/schemas/basic-error" };

/** Errors that every operation may answer, described or not. */
const general: readonly number[] = [401, 403, 404, 409, 410, 422, 429, 500, 502, 503];

/** What is wrong with an answer by the description. */
export const judgeResponse = (
  operation: Operation,
  status: number,
  body: unknown,
  type: string | undefined,
): readonly string[] => {
  const described = resolve(operation.described.responses[String(status)]);
  if (described === undefined && !general.includes(status)) return [`status ${status} is not in the description`];
  const content = described?.content?.["application/json"];
  // Errors hold more than is described: the status once more, and where the docs are.
  if (status >= 400) return shapeProblems(content?.schema ?? basicError, body);
  if (content === undefined)
    return body === undefined ? [] : [`a body with status ${status} is not in the description`];
  if (type !== "application/json; charset=utf-8") return [`content type ${type} instead of application/json`];
  return problemsOf(content.schema, body);
};
