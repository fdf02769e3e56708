import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { unzipSync, type Zippable, zipSync } from "fflate";

/** A file, or everything below a folder, as upload-artifact packs it, without hidden files; undefined when there is nothing. */
export const zipOf = (path: string): Uint8Array | undefined => {
  if (!existsSync(path)) return undefined;
  const isFile = statSync(path).isFile();
  const files = isFile
    ? [path]
    : readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
  const from = isFile ? dirname(path) : path;
  const named = files.map((file) => [relative(from, file), file] as const).filter(([name]) => !/(?:^|\/)\./.test(name));
  const content: Zippable = Object.fromEntries(named.map(([name, file]) => [name, readFileSync(file)]));
  return named.length === 0 ? undefined : zipSync(content);
};

export const unzipInto = (folder: string, zip: Uint8Array): void => {
  for (const [path, content] of Object.entries(unzipSync(zip))) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
};
