import type { YAMLError } from "yaml";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { type Located, sourceAt } from "./places.ts";

/** What to do about the mistakes people make most; the others speak for themselves. */
const hints: Readonly<Partial<Record<string, string>>> = {
  BAD_INDENT: "align it with the lines it belongs to",
  BLOCK_AS_IMPLICIT_KEY: 'quote a text that holds ": "',
  MISSING_CHAR: "close the quote or bracket",
  MULTILINE_IMPLICIT_KEY: "a key and its colon stand on one line",
  TAB_AS_INDENT: "indent with spaces",
  BAD_SCALAR_START: "quote the text",
  UNEXPECTED_TOKEN: "quote texts that begin with or hold special characters",
};

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** A mistake the YAML parser found, in our form. */
export const syntaxDiagnostic = (error: YAMLError, located: Located): Diagnostic => {
  const [start, end] = error.pos;
  const source = sourceAt(located, start, end);
  if (error.code === "TAG_RESOLVE_FAILED") {
    const tag = located.text.slice(start, start + (source.length ?? 1));
    return {
      severity: "error",
      code: "unsupported-file",
      message: `the tag "${tag}" is not read here`,
      source,
      hint: "write the value without a tag",
    };
  }
  // The parser takes a bracket that nobody closed for a matter of indentation.
  const isOpen = /end with a [\]}]/.test(error.message);
  const hint = isOpen ? hints.MISSING_CHAR : hints[error.code];
  const message = lowerFirst(error.message.split("\n", 1)[0] ?? "");
  return { severity: "error", code: "broken-yaml", message, source, ...(hint === undefined ? {} : { hint }) };
};
