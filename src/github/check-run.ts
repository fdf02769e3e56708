import type { Annotation } from "./bundle.ts";
import type { GitHub } from "./client.ts";

/** What a check says about a commit. `neutral` and `skipped` would satisfy a required check, so there are none. */
export interface CheckReport {
  readonly name: string;
  readonly head: string;
  readonly conclusion: "success" | "failure";
  readonly title: string;
  readonly summary: string;
  readonly text?: string;
  readonly annotations?: readonly Annotation[];
}

const mostPerRequest = 50;

/** Says it on the commit. A second run of one name replaces the first, so nothing is looked up. */
export const postCheck = async (github: GitHub, report: CheckReport): Promise<void> => {
  const { name, head, conclusion, title, summary, text, annotations = [] } = report;
  await github.rest.checks.create({
    ...github.at,
    name,
    head_sha: head,
    status: "completed",
    conclusion,
    output: {
      title,
      summary,
      ...(text === undefined ? {} : { text }),
      annotations: annotations.slice(0, mostPerRequest).map(({ path, line, level, title: heading, message }) => ({
        path,
        start_line: line,
        end_line: line,
        annotation_level: level,
        title: heading,
        message,
      })),
    },
  });
};
