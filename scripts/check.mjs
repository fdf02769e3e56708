// Everything that must hold before a change is merged, in one command; CI runs exactly this.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

/** Cheap steps first. The tests end with the plain line `N passed, N failed`. */
const steps = [
  { title: "format and lint", script: "node_modules/@biomejs/biome/bin/biome", args: ["ci", "."] },
  { title: "types", script: "node_modules/typescript/bin/tsc", args: ["--noEmit"] },
  { title: "build", script: "scripts/build.mjs", args: [] },
  { title: "format of the policies", script: "dist/cli.js", args: ["fmt", "--check"] },
  { title: "format of the examples", script: "dist/cli.js", args: ["fmt", "--check", "--policies", "examples"] },
  { title: "generated files", script: "scripts/generate.mjs", args: ["--check"] },
  { title: "tests and architecture", script: "node_modules/vitest/vitest.mjs", args: ["run"], isShown: true },
];

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** A step that is shown has its own last word; of the others only a failure is worth reading. */
const passes = ({ title, script, args, isShown }) => {
  const started = performance.now();
  if (isShown) console.log(`   ${title}`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    stdio: isShown ? "inherit" : "pipe",
  });
  const isFine = status === 0;
  if (!isShown && isFine) console.log(`ok ${title} (${seconds(started)})`);
  if (!isShown && !isFine) console.error(`${stdout}${stderr}failed: ${title} (${seconds(started)})`);
  return isFine;
};

if (!steps.every(passes)) process.exitCode = 1;
