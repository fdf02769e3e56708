import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fill, header } from "./markdown.mjs";

const run = promisify(execFile);

const help = async (...command) => {
  const { stdout } = await run(process.execPath, ["dist/cli.js", ...command, "--help"]);
  return stdout.trimEnd();
};

/** The commands that the program itself lists. */
const commandsIn = (text) =>
  text
    .slice(text.indexOf("Commands:"))
    .split("\n")
    .flatMap((line) => /^ {2}([a-z]+)\b/.exec(line)?.[1] ?? [])
    .filter((command) => command !== "help");

export const cliPage = async () => {
  const program = await help();
  const sections = await Promise.all(
    commandsIn(program).map(async (command) => `## ${command}\n\n\`\`\`text\n${await help(command)}\n\`\`\``),
  );
  return fill("cli.md", {
    header: header("`zerodrift <command> --help` and scripts/templates/docs/cli.md"),
    program: `\`\`\`text\n${program}\n\`\`\``,
    commands: sections.join("\n\n"),
  });
};
