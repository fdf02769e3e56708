import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** One start of the stand-in: its arguments, and which credentials it could see. */
export interface Start {
  readonly args: readonly string[];
  readonly sees: readonly string[];
  /** Files of the folders it was given. */
  readonly finds: readonly string[];
}

/** What the stand-in does on a command that begins with these words; nothing: it succeeds. */
export interface Reaction {
  readonly on: string;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly exitCode?: number;
}

/** A stand-in for the command line, for tests of what the workflows hand from step to step. */
export const stubCli = (
  folder: string,
  reactions: readonly Reaction[],
): { readonly cli: string; readonly starts: () => readonly Start[] } => {
  const [cli, log] = [join(folder, "stub.mjs"), join(folder, "starts.jsonl")];
  const program = `
import { appendFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
const args = process.argv.slice(2);
const said = args.join(" ");
const names = ["GITHUB_TOKEN", "ZSCALER_CLIENT_ID", "ZSCALER_CLIENT_SECRET", "ZERODRIFT_WRITE_ENABLED", "ZERODRIFT_WRITE_ALLOW"];
const sees = names.filter((name) => (process.env[name] ?? "") !== "").map((name) => name + "=" + process.env[name]);
const finds = ["plan", "approved", "result", "drift", ".zerodrift"].flatMap((dir) =>
  existsSync(dir) ? readdirSync(dir).map((file) => dir + "/" + file) : []);
appendFileSync(${JSON.stringify(log)}, JSON.stringify({ args, sees, finds }) + "\\n");
const reaction = ${JSON.stringify(reactions)}.find(({ on }) => said.startsWith(on)) ?? {};
for (const [name, value] of Object.entries(reaction.outputs ?? {}))
  appendFileSync(process.env.GITHUB_OUTPUT, name + "=" + value + "\\n");
for (const [path, text] of Object.entries(reaction.files ?? {})) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
process.exit(reaction.exitCode ?? 0);
`;
  writeFileSync(cli, program);
  return {
    cli,
    starts: () =>
      existsSync(log)
        ? readFileSync(log, "utf8")
            .trimEnd()
            .split("\n")
            .map((line) => JSON.parse(line) as Start)
        : [],
  };
};
