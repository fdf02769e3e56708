import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Checked, checked, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { loadConfiguration } from "../documents/configuration.ts";
import { gitLine } from "../history/git.ts";
import { type Connection, repositoryFiles } from "../init/repository.ts";
import type { CommandResult, Environment } from "./outcome.ts";
import { failed } from "./show.ts";
import { version } from "./version.ts";

export interface InitOptions extends Connection {
  /** Absent: the one of the zerodrift.yaml that is there. */
  readonly tenant?: string;
  readonly dir?: string;
  /** Whether files that are there already are written anew. */
  readonly force: boolean;
}

const configurationFile = "zerodrift.yaml";

const wrong = (message: string, hint: string): Diagnostic => ({
  severity: "error",
  code: "invalid-value",
  message,
  hint,
});

/** Part of the names of environments, and of an npm package. */
const isName = (tenant: string): boolean => /^[a-z0-9][a-z0-9-]{0,62}$/.test(tenant);

/** The tenant that the configuration of the repository names, or will name. */
const tenantOf = ({ tenant, force }: InitOptions, root: string): Checked<string> => {
  const path = join(root, configurationFile);
  const known = existsSync(path) ? loadConfiguration(readFileSync(path, "utf8"), configurationFile) : undefined;
  if (known?.ok === false && (tenant === undefined || !force)) return known;
  const named = known?.ok === true ? known.value.tenant : undefined;
  const found = tenant ?? named;
  if (found === undefined) return { ok: false, diagnostics: [wrong("no tenant is named", "give it: --tenant acme")] };
  if (named !== undefined && named !== found && !force) {
    const message = `${configurationFile} is about "${named}", not "${found}"`;
    return { ok: false, diagnostics: [wrong(message, "leave out --tenant, or write everything anew with --force")] };
  }
  if (isName(found)) return checked(found, []);
  const message = `"${found}" cannot be part of the names of environments`;
  return { ok: false, diagnostics: [wrong(message, "take small letters, digits and hyphens: acme, acme-test")] };
};

const isBranchName = (name: string | undefined): name is string =>
  name !== undefined && /^[A-Za-z0-9][\w./-]*$/.test(name);

/** What the remote calls its default branch, as far as this clone knows. */
const defaultBranch = async (root: string): Promise<string> => {
  const known = existsSync(root)
    ? await gitLine(root, "symbolic-ref", "--short", "refs/remotes/origin/HEAD")
    : undefined;
  const name = known?.replace(/^origin\//, "");
  return isBranchName(name) ? name : "main";
};

/** Whether the file was written; one that is there stays unless it is forced. */
const write = (path: string, text: string, force: boolean): boolean => {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, text, { flag: force ? "w" : "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
};

/** Writes a policy repository: configuration, an example, workflows, and how to set it up at GitHub. */
export const init = async (options: InitOptions, environment: Environment): Promise<CommandResult> => {
  const root = resolve(environment.cwd, options.dir ?? ".");
  const tenant = tenantOf(options, root);
  if (!tenant.ok) return failed(tenant.diagnostics, environment, "text");
  const { cloud, vanityDomain, customerId, force } = options;
  const files = repositoryFiles({
    tenant: tenant.value,
    branch: await defaultBranch(root),
    tool: version,
    ...(cloud === undefined ? {} : { cloud }),
    ...(vanityDomain === undefined ? {} : { vanityDomain }),
    ...(customerId === undefined ? {} : { customerId }),
  });
  const done = [...files].map(([path, text]) => ({ path, isWritten: write(join(root, path), text, force) }));
  const left = done.some(({ isWritten }) => !isWritten);
  return {
    exitCode: 0,
    output: done.map(({ path, isWritten }) => `${isWritten ? "wrote" : "left "} ${path}\n`).join(""),
    notes: [
      ...(left ? ["What was there is as it was; --force writes it anew."] : []),
      "next: README.md, the set-up at GitHub",
    ].join("\n"),
  };
};
