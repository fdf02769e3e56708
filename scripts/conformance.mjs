// Runs the vendor's own Python client against the sandbox: `npm run conformance`, or `npm run conformance -- zia_rules`
// for one module of conformance/. See docs/conformance.md.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const root = resolve(import.meta.dirname, "..");
const requirements = join(root, "conformance", "requirements.txt");
const venv = join(root, ".venv");
const stamp = join(venv, "installed");
const venvPython = join(venv, "bin", "python");
const library = join(venv, "lib");

class Stop extends Error {}

const run = (command, ...args) => spawnSync(command, args, { cwd: root, encoding: "utf8" });

const why = ({ error, stderr, stdout }) => error?.message ?? (stderr.trim() || stdout.trim());

function findPython() {
  const python = process.env.PYTHON ?? "python3";
  const { status, stdout } = run(
    python,
    "-c",
    "import sys; print(sys.version_info >= (3, 10), sys.version.split()[0])",
  );
  if (status !== 0)
    throw new Stop(`there is no ${python}; install Python 3.10 or newer (Debian: apt install python3-venv)`);
  const [isNewEnough, version] = stdout.trim().split(" ");
  if (isNewEnough !== "True") throw new Stop(`${python} is ${version}; the vendor's client needs Python 3.10 or newer`);
  return { python, version };
}

/** Installs the client into .venv/, unless it is there already. Answers how Python has to be started. */
function install() {
  const { python, version } = findPython();
  const wanted = createHash("sha256")
    .update(`${python} ${version} ${readFileSync(requirements)}`)
    .digest("hex");
  const known = existsSync(stamp) ? JSON.parse(readFileSync(stamp, "utf8")) : undefined;
  if (known?.wanted === wanted) return known.start;
  console.error(`installing ${readFileSync(requirements, "utf8").trim().split("\n").at(-1)} into .venv/ ...`);
  // A folder without our stamp may be somebody's own environment: added to, not removed.
  if (known) rmSync(venv, { recursive: true });
  const start = installIntoVenv(python) ?? installIntoFolder(python);
  writeFileSync(stamp, JSON.stringify({ wanted, start }));
  return start;
}

const pipInstall = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements];

function installIntoVenv(python) {
  if (run(python, "-m", "venv", venv).status !== 0) return undefined;
  const installed = run(venvPython, ...pipInstall);
  if (installed.status !== 0) throw new Stop(`pip could not install the client:\n${why(installed)}`);
  return { python: venvPython, path: "" };
}

/** Debian's python3 has no `ensurepip` without python3-venv; its pip is enough. */
function installIntoFolder(python) {
  if (run(python, "-m", "pip", "--version").status !== 0) {
    throw new Stop(`${python} has neither venv with ensurepip nor pip; install one (Debian: apt install python3-venv)`);
  }
  mkdirSync(venv, { recursive: true });
  const installed = run(python, ...pipInstall, "--target", library);
  if (installed.status !== 0) throw new Stop(`pip could not install the client:\n${why(installed)}`);
  return { python, path: library };
}

/** The sandbox as a user starts it; resolves with its one line of JSON. */
async function startSandbox() {
  const cli = join(root, "dist", "cli.js");
  if (!existsSync(cli)) throw new Stop("dist/cli.js is missing; run npm ci first");
  const child = spawn(process.execPath, [cli, "sandbox", "--seed", "acme"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  const first = await new Promise((found, failed) => {
    lines.once("line", found);
    child.once("error", failed);
    child.once("exit", (code) => failed(new Stop(`the sandbox ended with ${code} before it was ready`)));
  });
  return { tenant: JSON.parse(first), child };
}

/** The client reads credentials and proxies from its environment: it gets only what every program needs. */
const pick = (...keys) =>
  Object.fromEntries(keys.flatMap((key) => (process.env[key] ? [[key, process.env[key]]] : [])));

function runSuite({ python, path }, tenant, home) {
  const env = {
    ...pick("PATH", "LANG", "TMPDIR", "LD_LIBRARY_PATH"),
    // The client also reads a configuration file below the home folder.
    HOME: home,
    PYTHONPATH: path,
    PYTHONUTF8: "1",
    PYTHONDONTWRITEBYTECODE: "1",
    SANDBOX_URL: tenant.url,
    SANDBOX_CLIENT_ID: tenant.clientId,
    SANDBOX_CLIENT_SECRET: tenant.clientSecret,
    SANDBOX_VANITY_DOMAIN: tenant.vanityDomain,
    SANDBOX_CUSTOMER_ID: tenant.customerId,
    CONFORMANCE_DOCUMENT: join(root, "docs", "conformance.md"),
  };
  const child = spawn(python, [join(root, "conformance", "run.py"), ...process.argv.slice(2)], {
    cwd: home,
    stdio: "inherit",
    env,
  });
  return new Promise((ended, failed) => {
    child.once("error", failed);
    child.once("exit", (code) => ended(code ?? 1));
  });
}

async function main() {
  const start = install();
  const home = mkdtempSync(join(tmpdir(), "conformance-"));
  const { tenant, child } = await startSandbox();
  try {
    return await runSuite(start, tenant, home);
  } finally {
    child.removeAllListeners("exit");
    child.kill();
    rmSync(home, { recursive: true, force: true });
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  console.error(`conformance: ${error.message}`);
  process.exitCode = 1;
}
