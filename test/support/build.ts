import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

const newest = (folder: string): number =>
  Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );

const built = (): number => {
  try {
    return statSync(join(root, "dist/cli.js")).mtimeMs;
  } catch {
    // Not built yet.
    return 0;
  }
};

/** Tests of exit codes and signals start the compiled CLI: it is built once, when it is older than its sources. */
export default (): void => {
  if (process.env.ZERODRIFT_TEST_CLI !== undefined || built() > newest(join(root, "src"))) return;
  const { status } = spawnSync("npm", ["run", "build"], { cwd: root, stdio: "inherit" });
  if (status !== 0) throw new Error("npm run build failed; tests of the compiled CLI need it");
};
