import { visible } from "../../diagnostics/visible.ts";

/** Why a gate said no, and where that leaves everything. */
export interface RefusalText {
  readonly title: string;
  readonly reasons: readonly string[];
  readonly live: string;
  readonly staged: string;
  readonly next: string;
}

/** What every gate says when it refuses: why, then what is live, what is staged, the next command. */
export const renderRefusal = ({ title, reasons, live, staged, next }: RefusalText): string => {
  const why = [`refused: ${visible(title)}`, ...reasons.map((reason) => `  - ${visible(reason)}`)];
  const ending = [`live:   ${visible(live)}`, `staged: ${visible(staged)}`, `next:   ${visible(next)}`];
  return `${why.join("\n")}\n\n${ending.join("\n")}\n`;
};
