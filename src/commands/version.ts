import { readFileSync } from "node:fs";

/** package.json, two folders up from both src/commands and dist/commands. */
const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  readonly version: string;
  readonly engines: { readonly node: string };
};

export const version: string = manifest.version;

/** The oldest Node this version runs on. */
export const oldestNode: string = manifest.engines.node.replace(/^>=\s*/, "");
