import { expect, test } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { workflowCommands } from "../../src/diagnostics/workflow-commands.ts";

const found = (more: Partial<Diagnostic> = {}): Diagnostic => ({
  severity: "error",
  code: "unknown-field",
  message: 'the kind has no field "urlz"',
  source: { file: "policies/a.yaml", line: 3, column: 5 },
  hint: 'did you mean "urls"?',
  ...more,
});

test.each<[string, Diagnostic, string]>([
  [
    "an error stands on its line, with its hint",
    found(),
    '::error file=policies/a.yaml,line=3,col=5,title=unknown-field::the kind has no field "urlz"%0Ahint: did you mean "urls"?\n',
  ],
  [
    "a warning is one",
    found({ severity: "warning", hint: undefined }),
    expect.stringMatching(/^::warning file=/) as never,
  ],
  ["a remark is a notice", found({ severity: "info" }), expect.stringMatching(/^::notice /) as never],
  [
    "what has no place is told without one",
    found({ source: undefined, hint: undefined }),
    '::error title=unknown-field::the kind has no field "urlz"\n',
  ],
  [
    "a file name cannot add properties",
    found({ source: { file: "a,line=9::b%.yaml", line: 3, column: 5 }, hint: undefined }),
    '::error file=a%2Cline=9%3A%3Ab%25.yaml,line=3,col=5,title=unknown-field::the kind has no field "urlz"\n',
  ],
])("%s", (_sentence, given, expected) => {
  expect(workflowCommands([given])).toEqual(expected);
});

test("a message cannot begin a command of its own", () => {
  const text = workflowCommands([found({ message: "x\n::add-mask::y\r::error::z", hint: undefined })]);
  expect(text.split("\n").filter((line) => line.startsWith("::"))).toHaveLength(1);
});
