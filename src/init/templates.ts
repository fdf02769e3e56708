import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { workflows } from "../github/names.ts";
import { type Filling, render } from "./render.ts";

/** Beside src/ and dist/ alike. */
const folder = new URL("../../templates/", import.meta.url);

/** A file of templates/. */
export const template = (path: string): string => readFileSync(new URL(path, folder), "utf8");

/** Every workflow, by its path in a repository. */
export const workflowFiles = (filling: Filling): ReadonlyMap<string, string> =>
  new Map(
    Object.values(workflows).map((path) => [path, render(template(`workflows/${posix.basename(path)}`), filling)]),
  );
