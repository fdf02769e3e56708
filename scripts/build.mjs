// Compiles src/ to dist/. Runs after `npm ci` (prepare), so a fresh clone has a runnable CLI.
// A build lands whole or not at all: commands that run meanwhile find the old dist/ or the new one.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, renameSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const fresh = `.zerodrift/build-${process.pid}`;
const stale = `${fresh}.old`;
const compiler = ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json", "--outDir", fresh];

try {
  const { status } = spawnSync(process.execPath, compiler, { stdio: "inherit" });
  if (status !== 0) process.exitCode = status ?? 1;
  else {
    chmodSync(`${fresh}/cli.js`, 0o755);
    if (existsSync("dist")) renameSync("dist", stale);
    renameSync(fresh, "dist");
  }
} finally {
  for (const folder of [fresh, stale]) rmSync(folder, { recursive: true, force: true });
}
