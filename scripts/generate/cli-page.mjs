import { execFileSync } from "node:child_process";
import { fill, header } from "./markdown.mjs";

const help = (...command) =>
  execFileSync(process.execPath, ["dist/cli.js", ...command, "--help"], { encoding: "utf8" }).trimEnd();

/** The commands that the program itself lists. */
const commandsIn = (text) =>
  text
    .slice(text.indexOf("Commands:"))
    .split("\n")
    .flatMap((line) => /^ {2}([a-z]+)\b/.exec(line)?.[1] ?? [])
    .filter((command) => command !== "help");

export const cliPage = () => {
  const program = help();
  const sections = commandsIn(program).map((command) => `## ${command}\n\n\`\`\`text\n${help(command)}\n\`\`\``);
  return fill("cli.md", {
    header: header("`zerodrift <command> --help` and scripts/templates/docs/cli.md"),
    program: `\`\`\`text\n${program}\n\`\`\``,
    commands: sections.join("\n\n"),
  });
};
