import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fill, header } from "./markdown.mjs";

const run = promisify(execFile);

const help = async (...command) => {
  const { stdout } = await run(process.execPath, ["dist/cli.js", ...command, "--help"]);
  return stdout.trimEnd();
};

/** The commands that the program itself lists; none where it ends in flags. */
const commandsIn = (text) => {
  const at = text.indexOf("Commands:");
  return at < 0
    ? []
    : text
        .slice(at)
        .split("\n")
        .flatMap((line) => /^ {2}([a-z]+)\b/.exec(line)?.[1] ?? [])
        .filter((command) => command !== "help");
};

/** A command, then those below it. */
const sectionsOf = async (command) => {
  const text = await help(...command);
  const below = await Promise.all(commandsIn(text).map((name) => sectionsOf([...command, name])));
  return [`## ${command.join(" ")}\n\n\`\`\`text\n${text}\n\`\`\``, ...below.flat()];
};

export const cliPage = async () => {
  const program = await help();
  const sections = await Promise.all(commandsIn(program).map((command) => sectionsOf([command])));
  return fill("cli.md", {
    header: header("`zerodrift <command> --help` and scripts/templates/docs/cli.md"),
    program: `\`\`\`text\n${program}\n\`\`\``,
    commands: sections.flat().join("\n\n"),
  });
};
