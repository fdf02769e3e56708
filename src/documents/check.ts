import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nearest } from "../diagnostics/suggest.ts";
import { type Explained, explain, isSecret, secretHint } from "./explain.ts";
import type { Path, Places } from "./places.ts";
import { compileSchema, type JsonSchema, type Problem, problemsOf } from "./problems.ts";
import { pathText, quote } from "./words.ts";

/** Checks values against one schema. */
export interface Checker {
  /** What is wrong with the value that stands at the path of a document. */
  check(value: unknown, places: Places, at: Path): readonly Diagnostic[];
}

/** A value of the wrong type is none of the listed ones either. */
const withoutEchoes = (problems: readonly Problem[]): readonly Problem[] => {
  const mistyped = new Set(problems.flatMap(({ keyword, path }) => (keyword === "type" ? [JSON.stringify(path)] : [])));
  return problems.filter(
    ({ keyword, path }) => !["enum", "const"].includes(keyword) || !mistyped.has(JSON.stringify(path)),
  );
};

/** A misspelt field and the field it was meant to be are one mistake. */
const withoutTwins = (problems: readonly Problem[]): readonly Problem[] => {
  const unknown = new Map<string, string[]>();
  for (const { keyword, path, params } of problems) {
    if (keyword !== "additionalProperties") continue;
    const owner = JSON.stringify(path);
    unknown.set(owner, [...(unknown.get(owner) ?? []), String(params.additionalProperty)]);
  }
  if (unknown.size === 0) return problems;
  return problems.filter(({ keyword, path, params }) => {
    if (keyword !== "required") return true;
    const keys = unknown.get(JSON.stringify(path)) ?? [];
    return nearest(String(params.missingProperty), keys, 1).length === 0;
  });
};

const sourceFor = ({ target }: Explained, places: Places, at: Path) =>
  target.at === "key" ? places.keyAt([...at, ...target.path]) : places.valueAt([...at, ...target.path]);

const secretDiagnostic = (problem: Problem, places: Places, at: Path): Diagnostic => ({
  severity: "error",
  code: "invalid-value",
  message: `${quote(pathText(problem.path))} is a secret and cannot be written like this`,
  source: places.keyAt([...at, ...problem.path]),
  // Instead of the line, which may hold the secret.
  excerpt: "",
  hint: secretHint,
});

const toDiagnostic = (explained: Explained, places: Places, at: Path): Diagnostic => {
  const { severity, code, message, hint } = explained;
  return { severity, code, message, source: sourceFor(explained, places, at), ...(hint === undefined ? {} : { hint }) };
};

/** Compiles a JSON Schema once; `subject` is what the whole value is called in messages. */
export const compileChecker = (schema: JsonSchema, subject: string): Checker => {
  const validate = compileSchema(schema);
  return {
    check(value, places, at) {
      if (validate(value)) return [];
      const writtenAt = (path: Path): string | undefined => places.writtenAt([...at, ...path]);
      const problems = withoutEchoes(withoutTwins(problemsOf(validate.errors ?? [], value, schema)));
      return problems.flatMap((problem) =>
        isSecret(schema, problem.path)
          ? [secretDiagnostic(problem, places, at)]
          : explain(problem, { subject, writtenAt }).map((explained) => toDiagnostic(explained, places, at)),
      );
    },
  };
};
