import { readFileSync } from "node:fs";

/** From package.json, two folders up from both src/commands and dist/commands. */
export const version: string = (
  JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }
).version;
