import pc from "picocolors";
import { visible } from "../diagnostics/visible.ts";
import { code, prose } from "../plan/render/safe.ts";
import { type Area, countStates, type Finding, type State, states } from "./finding.ts";

const areas: readonly Area[] = ["tenant", "repository", "pipeline"];

const plural = (amount: number, word: string): string => `${amount} ${word}${amount === 1 ? "" : "s"}`;

/** `2 errors, 1 warning, 3 unknown, 20 ok`. */
const headline = (findings: readonly Finding[]): string => {
  const { error, warning, unknown, ok } = countStates(findings);
  return [
    ...(error === 0 ? [] : [plural(error, "error")]),
    ...(warning === 0 ? [] : [plural(warning, "warning")]),
    ...(unknown === 0 ? [] : [`${unknown} unknown`]),
    `${ok} ok`,
  ].join(", ");
};

const inOrder = (findings: readonly Finding[], area: Area): readonly Finding[] =>
  states.flatMap((state) => findings.filter((finding) => finding.area === area && finding.state === state));

const width = Math.max(...states.map((state) => state.length));

/** Everything that was looked at, for people at a terminal: what has to be done comes first. */
export const renderDoctorText = (tenant: string, findings: readonly Finding[], color: boolean): string => {
  const palette = pc.createColors(color);
  const paints: Readonly<Record<State, (text: string) => string>> = {
    error: palette.red,
    warning: palette.yellow,
    unknown: palette.cyan,
    ok: palette.green,
  };
  const lines = (finding: Finding): readonly string[] => [
    `  ${paints[finding.state](finding.state.padEnd(width))}  ${visible(`${finding.subject}: ${finding.message}`)}`,
    ...(finding.fix === undefined ? [] : [`  ${" ".repeat(width)}  fix: ${visible(finding.fix)}`]),
  ];
  const sections = areas.flatMap((area) => {
    const own = inOrder(findings, area);
    return own.length === 0 ? [] : ["", palette.bold(area), ...own.flatMap(lines)];
  });
  return `${[`${visible(tenant)}: ${headline(findings)}`, ...sections].join("\n")}\n`;
};

const bullet = ({ subject, state, message, fix }: Finding): readonly string[] => [
  `- **${state}** ${code(subject)}: ${prose(message)}`,
  ...(fix === undefined ? [] : [`  - fix: ${prose(fix)}`]),
];

/** The same as Markdown, for a job summary or an issue. What is fine is folded away. */
export const renderDoctorMarkdown = (tenant: string, findings: readonly Finding[]): string => {
  const sections = areas.flatMap((area) => {
    const own = inOrder(findings, area);
    const [open, fine] = [own.filter(({ state }) => state !== "ok"), own.filter(({ state }) => state === "ok")];
    if (own.length === 0) return [];
    return [
      `### ${area}`,
      "",
      ...(open.length === 0 ? [] : [...open.flatMap(bullet), ""]),
      ...(fine.length === 0
        ? []
        : [`<details><summary>${fine.length} ok</summary>`, "", ...fine.flatMap(bullet), "", "</details>", ""]),
    ];
  });
  return `${[`## ${code(tenant)}: ${headline(findings)}`, "", ...sections].join("\n").trimEnd()}\n`;
};

/** The same for programs. */
export const renderDoctorJson = (tenant: string, findings: readonly Finding[]): string =>
  `${JSON.stringify(
    {
      tenant,
      summary: countStates(findings),
      findings: findings.map(({ fix, ...finding }) => ({ ...finding, fix: fix ?? null })),
    },
    null,
    2,
  )}\n`;
