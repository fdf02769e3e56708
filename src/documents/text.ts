import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { visible } from "../diagnostics/visible.ts";

export const largestFile = 10 * 1024 * 1024;

/** The text of a file, or what keeps it from being one. */
export type Decoded =
  | { readonly text: string; readonly diagnostic?: undefined }
  | { readonly text?: string; readonly diagnostic: Diagnostic };

const strict = new TextDecoder("utf-8", { fatal: true });
const lenient = new TextDecoder("utf-8");

/** Offset of the first character that stands for broken bytes, not for a U+FFFD the author wrote. */
const brokenOffset = (bytes: Uint8Array, text: string): number => {
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let offset = text.indexOf("\ufffd");
  let at = mark + Buffer.byteLength(text.slice(0, Math.max(0, offset)));
  while (offset >= 0 && bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) {
    const next = text.indexOf("\ufffd", offset + 1);
    at += Buffer.byteLength(text.slice(offset, next));
    offset = next;
  }
  return Math.max(0, offset);
};

const placeOf = (file: string, text: string, offset: number) => {
  const before = text.slice(0, offset).split("\n");
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, length: 1 };
};

/** Not printable in YAML, whatever editors show for it. */
const control = /(?![\t\n\r\u0085])\p{Cc}|\ufffe|\uffff/u;

const refuse = (file: string, message: string, hint: string): Diagnostic => ({
  severity: "error",
  code: "unsupported-file",
  message,
  source: { file, line: 1, column: 1 },
  hint,
});

export const tooLarge = (file: string, size: number): Diagnostic =>
  refuse(
    file,
    `the file has ${(size / 1024 / 1024).toFixed(1)} MiB, more than the ${largestFile / 1024 / 1024} MiB that are read`,
    "spread the resources over several files",
  );

/** A link may point out of the repository, and says something else on every machine. */
export const linked = (file: string): Diagnostic => ({
  severity: "error",
  code: "symlink",
  message: "symbolic links are not read",
  source: { file, line: 1, column: 1 },
  hint: "put the file itself into the policies folder",
});

/** What a submodule holds is in another repository. */
export const submodule = (file: string): Diagnostic =>
  refuse(file, "submodules are not read", "put the files themselves into the policies folder");

const undecodable = (bytes: Uint8Array, file: string): Diagnostic => {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) return refuse(file, "the file is UTF-16, not UTF-8", "save the file as UTF-8");
  const text = lenient.decode(bytes);
  return {
    ...refuse(file, "the file is not UTF-8: these bytes are no character", "save the file as UTF-8"),
    source: placeOf(file, text, brokenOffset(bytes, text)),
  };
};

/** Bytes to text without a byte order mark. */
export const decodeFile = (bytes: Uint8Array, file: string): Decoded => {
  if (bytes.length > largestFile) return { diagnostic: tooLarge(file, bytes.length) };
  let text: string;
  try {
    text = strict.decode(bytes);
  } catch {
    return { diagnostic: undecodable(bytes, file) };
  }
  const found = control.exec(text);
  if (found === null) return { text };
  return {
    text,
    diagnostic: {
      ...refuse(
        file,
        `the control character ${visible(found[0])} is not allowed in YAML`,
        "remove it, or write it as an escape in double quotes",
      ),
      source: placeOf(file, text, found.index),
    },
  };
};
