import { hashOf } from "../model/hash.ts";
import type { Annotation } from "./bundle.ts";
import { cutMarkdown } from "./check-output.ts";
import type { GitHub } from "./client.ts";
import { GitHubError } from "./failure.ts";
import { runUrl } from "./place.ts";

/** A check as it should stand on a commit. */
export interface Check {
  readonly name: string;
  readonly head: string;
  /** Never `neutral` or `skipped`: both satisfy a required check. */
  readonly conclusion: "success" | "failure";
  /** One line, plain text. */
  readonly title: string;
  /** Markdown. */
  readonly summary: string;
  readonly text?: string;
  readonly annotations?: readonly Annotation[];
  /** Who we are: a check of another app cannot be changed. The token of Actions unless told. */
  readonly app?: string;
}

/** The app behind the token of a job. INFERRED: also on GitHub Enterprise Server. */
const actionsApp = "github-actions";
const annotationsPerRequest = 50;
const longestTitle = 250;

interface Found {
  readonly id: number;
  readonly conclusion: string | null;
  readonly title: string | null;
  readonly mark: string | null;
  readonly annotations: number;
}

/** Every check of that name on the commit that carries our app's name; newest first. */
const listOwn = async (github: GitHub, { name, head, app = actionsApp }: Check): Promise<readonly Found[]> => {
  const listed = await github.paginate(github.rest.checks.listForRef, {
    ...github.at,
    ref: head,
    check_name: name,
    filter: "all",
    per_page: 100,
  });
  return listed
    .filter((one) => one.name === name && one.app?.slug === app)
    .map(({ id, conclusion, external_id: mark, output }) => ({
      id,
      conclusion,
      mark,
      title: output.title,
      annotations: output.annotations_count,
    }))
    .sort((one, other) => other.id - one.id);
};

const outputOf = ({ title, summary, text }: Check) => ({
  title: title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title,
  summary: cutMarkdown(summary),
  ...(text === undefined ? {} : { text: cutMarkdown(text) }),
});

/** What a check says, in short: GitHub gives texts back in other words. Only spares writes; anyone could forge it. */
const markOf = ({ conclusion, title, summary, text = "", annotations = [] }: Check): string =>
  hashOf([conclusion, title, summary, text, annotations]);

const annotationFrom = ({ path, line, level, title, message }: Annotation) => ({
  path,
  start_line: line,
  end_line: line,
  annotation_level: level,
  title: title.slice(0, 255),
  message,
});

const batchesOf = (annotations: readonly Annotation[]): readonly (readonly Annotation[])[] =>
  Array.from({ length: Math.ceil(annotations.length / annotationsPerRequest) }, (_, at) =>
    annotations.slice(at * annotationsPerRequest, (at + 1) * annotationsPerRequest),
  );

const parametersOf = (github: GitHub, check: Check, annotations: readonly Annotation[]) => ({
  ...github.at,
  status: "completed" as const,
  conclusion: check.conclusion,
  external_id: markOf(check),
  ...(github.place.run === undefined ? {} : { details_url: runUrl(github.place, github.place.run.id) }),
  output: {
    ...outputOf(check),
    ...(annotations.length === 0 ? {} : { annotations: annotations.map(annotationFrom) }),
  },
});

/** A lost answer may have made the check all the same: it is looked for before it is posted again. */
const create = async (github: GitHub, check: Check, first: readonly Annotation[]): Promise<number> => {
  const post = async (): Promise<number> => {
    const parameters = { ...parametersOf(github, check, first), name: check.name, head_sha: check.head };
    return (await github.rest.checks.create(parameters)).data.id;
  };
  try {
    return await post();
  } catch (error) {
    if (!(error instanceof GitHubError) || error.facts.outcome !== "unknown") throw error;
    const made = (await listOwn(github, check)).find(({ mark }) => mark === markOf(check));
    return made?.id ?? (await post());
  }
};

const update = async (github: GitHub, id: number, check: Check, annotations: readonly Annotation[]): Promise<void> => {
  await github.rest.checks.update({ ...parametersOf(github, check, annotations), check_run_id: id });
};

/** Annotations are only ever added to: a check that has some is followed by a new one. Returns the check written to. */
const write = async (github: GitHub, check: Check, newest: Found | undefined): Promise<number> => {
  const [first = [], ...others] = batchesOf(check.annotations ?? []);
  const reused = newest?.annotations === 0 ? newest.id : undefined;
  if (reused !== undefined) await update(github, reused, check, first);
  const id = reused ?? (await create(github, check, first));
  for (const batch of others) await update(github, id, check, batch);
  return id;
};

const says = ({ conclusion, mark, title }: Found, check: Check): boolean =>
  conclusion === check.conclusion && mark === markOf(check) && title === outputOf(check).title;

/**
 * Puts our check on a commit: created, updated in place, or left alone when it says so already. Any workflow on any branch
 * can make a check of this name under the same app; one that says otherwise is set right too. That is tidiness, not a
 * defence: whoever reads a check as proof is wrong.
 */
export const postCheck = async (github: GitHub, check: Check): Promise<void> => {
  const own = await listOwn(github, check);
  const [newest] = own;
  const right = newest !== undefined && says(newest, check) ? newest.id : await write(github, check, newest);
  for (const { id, conclusion } of own)
    if (id !== right && conclusion !== check.conclusion)
      await update(github, id, { ...check, summary: "See the newest check of this name.", text: "" }, []);
};
