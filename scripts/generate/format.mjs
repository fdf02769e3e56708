import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const biome = "node_modules/@biomejs/biome/bin/biome";

/** One source file as the formatter wants it, imports in its order. */
export const formatted = (text, path) =>
  execFileSync(process.execPath, [biome, "check", "--write", `--stdin-file-path=${path}`], {
    input: text,
    encoding: "utf8",
  });

/** Many pages at once: the formatter's start costs more than its work. */
export const formattedPages = (pages) => {
  const folder = `.zerodrift/generate-${process.pid}`;
  try {
    for (const [path, text] of pages) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    // The folder is not under version control, so its ignore file does not count.
    const { status, stderr } = spawnSync(
      process.execPath,
      [biome, "format", "--write", "--vcs-enabled=false", folder],
      {
        encoding: "utf8",
      },
    );
    if (status !== 0) throw new Error(`the generated pages could not be formatted: ${stderr}`);
    return pages.map(([path]) => [path, readFileSync(join(folder, path), "utf8")]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
