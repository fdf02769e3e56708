import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const shown = ["plan", "--kind", "zia/url-*"];

/** A plan of the example policies against a new embedded tenant, in a folder outside any repository. */
const planText = () => {
  const folder = mkdtempSync(join(tmpdir(), "zerodrift-readme-"));
  try {
    for (const path of ["policies", "zerodrift.yaml"]) cpSync(path, join(folder, path), { recursive: true });
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, GIT_CEILING_DIRECTORIES: tmpdir(), XDG_STATE_HOME: join(folder, "state") };
    const options = { cwd: folder, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] };
    return execFileSync(process.execPath, [resolve("dist/cli.js"), ...shown], options).trimEnd();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The customer id of a new embedded tenant is random, and the digest covers it. */
const withoutDigest = (text) => text.replace(/sha256:[0-9a-f]+/g, "sha256:…");

/** README.md is written by hand, but for the plan it shows. */
export const readme = () => {
  const block = `\`\`\`text\n$ zerodrift plan --kind 'zia/url-*'\n\n${withoutDigest(planText())}\n\`\`\``;
  return readFileSync("README.md", "utf8").replace(
    /(<!-- plan: [^>]*-->\n)[\s\S]*?(<!-- \/plan -->)/,
    (_, begin, end) => `${begin}\n${block}\n\n${end}`,
  );
};
