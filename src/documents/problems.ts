import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import type { Path } from "./places.ts";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** One thing a value does wrong, with what its schema says about that place. */
export interface Problem {
  readonly path: Path;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly schema: JsonSchema;
  readonly value: unknown;
}

/** Keywords that only say something: to people, to the graph of references, or to the explanations. */
const annotations = ["reference", "x-open", "x-role", "x-unit", "x-secret", "x-form"];

const ajv = new Ajv2020({
  // The schemas are made by this program and checked by its tests; checking each at every start costs more than using it.
  validateSchema: false,
  strict: true,
  // Schemas come from zod, which writes unions and constraints without repeating the type.
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  allErrors: true,
  verbose: true,
  validateFormats: false,
  // Tidying up the code of a checker takes as long as making it, and saves nothing that can be measured.
  code: { optimize: false },
});
for (const keyword of annotations) ajv.addKeyword({ keyword });

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Ids and dialects stay out of the one instance, where they would collide. */
export const compileSchema = ({ $schema, $id, ...schema }: JsonSchema): ValidateFunction => ajv.compile(schema);

/** `#/a/b~1c/0` as the keys and indexes that lead into the value. */
const pathOf = (pointer: string, value: unknown): Path => {
  if (pointer === "") return [];
  let current = value;
  return pointer
    .slice(1)
    .split("/")
    .map((part) => {
      const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
      const step = Array.isArray(current) ? Number(key) : key;
      current = (current as Record<string | number, unknown> | undefined)?.[step];
      return step;
    });
};

/** Errors of applicators that only say that something below them is wrong. */
const echoes = new Set(["if", "propertyNames"]);

interface Outcome {
  readonly problems: readonly Problem[];
  /** How many errors ajv wrote for the branch. */
  readonly written: number;
}

const branches = new WeakMap<object, ValidateFunction>();

const validatorOf = (branch: JsonSchema, root: JsonSchema): ValidateFunction => {
  const known = branches.get(branch);
  if (known !== undefined) return known;
  const definitions = {
    ...(root.$defs ? { $defs: root.$defs } : {}),
    ...(root.definitions ? { definitions: root.definitions } : {}),
  };
  const made = compileSchema({ ...definitions, ...branch });
  branches.set(branch, made);
  return made;
};

const tryBranch = (branch: unknown, value: unknown, root: JsonSchema): Outcome => {
  if (!isRecord(branch)) return { problems: [], written: branch === false ? 1 : 0 };
  const validate = validatorOf(branch, root);
  if (validate(value)) return { problems: [], written: 0 };
  const errors = validate.errors ?? [];
  return { problems: problemsOf(errors, value, root), written: errors.length };
};

const namesOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const isHere = ({ path }: Problem): boolean => path.length === 0;
const isMismatch = (problem: Problem): boolean => isHere(problem) && problem.keyword === "type";
const isChoice = ({ keyword }: Problem): boolean => keyword === "enum" || keyword === "const";

/** A listed value that may be passed on although it is not known. */
export const isOpen = ({ keyword, schema, value }: Problem): boolean =>
  keyword === "enum" && schema["x-open"] === true && typeof value === "string";

const choicesOf = ({ params }: Problem): readonly unknown[] =>
  Array.isArray(params.allowedValues) ? params.allowedValues : [params.allowedValue];

/** Wrong types weigh most, then a wrong discriminator, then the number of mistakes. */
const weightOf = (problems: readonly Problem[]): number =>
  problems.reduce((sum, problem) => sum + (isOpen(problem) ? 0.01 : isChoice(problem) ? 100 : 1), 0);

const merged = (problem: Problem, keyword: string, params: Problem["params"]): Problem => ({
  ...problem,
  keyword,
  params,
});

/** Of several ways to be right, what keeps the value from the one it is nearest to. */
const bestOf = (whole: Problem, outcomes: readonly Outcome[]): readonly Problem[] => {
  const failed = outcomes.map(({ problems }) => problems).filter((problems) => problems.length > 0);
  const fitting = failed.filter((problems) => !problems.some(isMismatch));
  if (fitting.length === 0) {
    const mismatches = failed.flatMap((problems) => problems.filter(isMismatch));
    const type = mismatches.flatMap(({ params }) => namesOf(params.type));
    // The words that are meant, where there are some.
    const { schema } = mismatches.find((one) => Array.isArray(one.schema.enum)) ?? whole;
    return [{ ...merged(whole, "type", { type: [...new Set(type)] }), schema }];
  }
  const choices = fitting.map((problems) => (problems.every((one) => isHere(one) && isChoice(one)) ? problems : []));
  if (fitting.length > 1 && choices.every((problems) => problems.length > 0)) {
    const schema = choices.flat().find(isOpen)?.schema ?? whole.schema;
    return [{ ...merged(whole, "enum", { allowedValues: choices.flat().flatMap(choicesOf) }), schema }];
  }
  return fitting.reduce((best, problems) => (weightOf(problems) < weightOf(best) ? problems : best));
};

/** The problems of a union, and how many errors before it were written for its branches. */
const unionProblems = (error: ErrorObject, whole: Problem, root: JsonSchema): Outcome => {
  const outcomes = namesOf(whole.schema[error.keyword]).map((branch) => tryBranch(branch, error.data, root));
  const passing = (error.params as { readonly passingSchemas?: readonly number[] | null }).passingSchemas;
  // Two forms at once: ajv stops looking after the second.
  const tried = passing == null ? outcomes : outcomes.slice(0, passing[1]);
  const written = tried.reduce((sum, outcome) => sum + outcome.written, 0);
  if (passing != null) return { problems: [whole], written };
  const below = bestOf({ ...whole, path: [] }, outcomes);
  return { problems: below.map((problem) => ({ ...problem, path: [...whole.path, ...problem.path] })), written };
};

const problemOf = (error: ErrorObject, value: unknown): Problem => ({
  path: pathOf(error.instancePath, value),
  keyword: error.keyword,
  params: { ...error.params, ...(error.propertyName === undefined ? {} : { propertyName: error.propertyName }) },
  schema: isRecord(error.parentSchema) ? error.parentSchema : {},
  value: error.data,
});

/** ajv's errors without the noise of unions: branch errors stand directly before the error of their union. */
export const problemsOf = (errors: readonly ErrorObject[], value: unknown, root: JsonSchema): readonly Problem[] => {
  const found: (readonly Problem[])[] = [];
  for (let index = errors.length - 1; index >= 0; index--) {
    const error = errors[index];
    if (error === undefined || echoes.has(error.keyword)) continue;
    const problem = problemOf(error, value);
    if (error.keyword !== "anyOf" && error.keyword !== "oneOf") {
      found.push([problem]);
      continue;
    }
    const { problems, written } = unionProblems(error, problem, root);
    found.push(problems);
    index -= written;
  }
  return found.reverse().flat();
};
