// Lints the workflows of this repository and those that `zerodrift init` writes: `npm run lint:workflows`. Installs
// actionlint (with Go) and zizmor (with Python), both pinned, into node_modules/.cache once. Any finding fails; what is
// ignored says why, in .github/actionlint.yaml or beside the line.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const root = resolve(import.meta.dirname, "..");
const versions = { actionlint: "v1.7.12", zizmor: "1.32.0" };

class Stop extends Error {}

const run = (command, args, options = {}) => spawnSync(command, args, { cwd: root, encoding: "utf8", ...options });

const why = ({ error, stderr, stdout }) => error?.message ?? (stderr.trim() || stdout.trim());

const mustRun = (what, command, args, options) => {
  const ran = run(command, args, options);
  if (ran.status !== 0) throw new Stop(`${what}:\n${why(ran)}`);
};

const expectTool = (command, args, advice) => {
  if (run(command, args).status !== 0) throw new Stop(`there is no ${command} here; ${advice}`);
};

/** Below the real folder: node_modules may be a link. */
const cacheFolder = () => {
  const folder = join(realpathSync(join(root, "node_modules")), ".cache", "lint-workflows");
  mkdirSync(folder, { recursive: true });
  return folder;
};

function installActionlint(cache) {
  const folder = join(cache, `actionlint-${versions.actionlint}`);
  const program = join(folder, "actionlint");
  if (existsSync(program)) return program;
  expectTool("go", ["version"], "actionlint is built with Go: install Go 1.24 or newer (https://go.dev/dl)");
  const module = `github.com/rhysd/actionlint/cmd/actionlint@${versions.actionlint}`;
  mustRun("actionlint cannot be installed", "go", ["install", module], { env: { ...process.env, GOBIN: folder } });
  return program;
}

function installZizmor(cache) {
  const folder = join(cache, `zizmor-${versions.zizmor}`);
  const program = join(folder, "bin", "zizmor");
  if (existsSync(program)) return program;
  const python = process.env.PYTHON ?? "python3";
  expectTool(python, ["-m", "pip", "--version"], "zizmor comes with pip (Debian: apt install python3-pip)");
  // Debian's python3 has no `ensurepip` without python3-venv; a folder of its own is enough.
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", folder];
  mustRun("zizmor cannot be installed", python, [...pip, `zizmor==${versions.zizmor}`]);
  if (!existsSync(program)) throw new Stop(`pip installed zizmor without ${program}`);
  return program;
}

const ymlIn = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".yml"))
    .map((name) => join(folder, name));

/** The templates as they come out of `zerodrift init`. */
async function writePolicyWorkflows(folder) {
  const built = join(root, "dist", "init", "policy-workflows.js");
  if (!existsSync(built)) throw new Stop("dist/ is missing; run npm run build first");
  const { policyWorkflows } = await import(pathToFileURL(built).href);
  const files = policyWorkflows({ tenant: "acme", branch: "main" });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  // actionlint looks for called workflows from the top of a repository.
  mkdirSync(join(folder, ".git"), { recursive: true });
}

/** Answers whether nothing was found. */
function lint(what, folder, { actionlint, zizmor }) {
  const files = ymlIn(join(folder, ".github", "workflows"));
  const config = join(root, ".github", "actionlint.yaml");
  const linters = [
    ["actionlint", actionlint, ["-config-file", config, "-no-color", "-shellcheck=", "-pyflakes=", ...files]],
    ["zizmor", zizmor, ["--offline", "--no-progress", "--quiet", "--color=never", ...files]],
  ];
  return linters
    .map(([name, program, args]) => {
      const ran = run(program, args, { cwd: folder });
      const isFine = ran.status === 0;
      console.log(
        isFine ? `ok ${name}: ${files.length} workflows ${what}` : (ran.error?.message ?? `${ran.stdout}${ran.stderr}`),
      );
      if (!isFine) console.error(`failed: ${name}, workflows ${what}`);
      return isFine;
    })
    .every(Boolean);
}

async function main() {
  const cache = cacheFolder();
  const programs = { actionlint: installActionlint(cache), zizmor: installZizmor(cache) };
  const rendered = mkdtempSync(join(tmpdir(), "workflows-"));
  try {
    await writePolicyWorkflows(rendered);
    const own = lint("of this repository", root, programs);
    return lint("that init writes", rendered, programs) && own;
  } finally {
    rmSync(rendered, { recursive: true, force: true });
  }
}

try {
  if (!(await main())) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  console.error(`lint:workflows: ${error.message}`);
  process.exitCode = 1;
}
