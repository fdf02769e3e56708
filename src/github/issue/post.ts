import { type Author, isOurs } from "../author.ts";
import type { GitHub } from "../client.ts";
import { ensureLabel } from "../labels.ts";
import { labels } from "../names.ts";
import { postOnce } from "../once.ts";
import type { Scan } from "../scan.ts";
import { commentText, composeIssue, issueTitle } from "./body.ts";
import { findIssues } from "./find.ts";
import { type Keeping, keepIssue } from "./keep.ts";

/** What became of the issue. */
export interface KeptIssue {
  readonly did: Keeping["do"];
  readonly number?: number;
}

/** The text holds the minute of the scan, so what is found again is what was just written. */
const say = (github: GitHub, issue_number: number, body: string, author: Author): Promise<number> =>
  postOnce(
    async () => (await github.rest.issues.createComment({ ...github.at, issue_number, body })).data.id,
    async () => {
      const all = await github.paginate(github.rest.issues.listComments, { ...github.at, issue_number, per_page: 100 });
      return all.find((one) => isOurs(one, author) && one.body?.trimEnd() === body.trimEnd())?.id;
    },
  );

const close = async (github: GitHub, issue_number: number, text: string, author: Author): Promise<void> => {
  await say(github, issue_number, text, author);
  await github.rest.issues.update({ ...github.at, issue_number, state: "closed", state_reason: "completed" });
};

const create = async (github: GitHub, tenant: string, body: string, author: Author): Promise<number> => {
  await ensureLabel(github, labels.drift);
  const number = await postOnce(
    async () => {
      const title = issueTitle(tenant);
      const { data } = await github.rest.issues.create({ ...github.at, title, body, labels: [labels.drift] });
      return data.number;
    },
    async () => (await findIssues(github, tenant, author)).find(({ isOpen }) => isOpen)?.number,
  );
  // Two scans at once see no issue, both of them: the older one stays.
  const open = (await findIssues(github, tenant, author)).filter(({ isOpen }) => isOpen);
  const oldest = Math.min(number, ...open.map((one) => one.number));
  for (const twin of new Set([number, ...open.map((one) => one.number)]))
    if (twin !== oldest) await close(github, twin, `The same as #${oldest}.\n`, author);
  return oldest;
};

const update = async (github: GitHub, issue_number: number, body: string): Promise<void> => {
  await github.rest.issues.update({ ...github.at, issue_number, body });
};

/** Keeps the one issue about drift: opened, rewritten, closed and opened again as `keepIssue` decides. */
export const postIssue = async (
  github: GitHub,
  scan: Scan,
  page: string,
  { author, now }: { readonly author: Author; readonly now: number },
): Promise<KeptIssue> => {
  const tenant = scan.tenant ?? "";
  const bodyWith = (before: number | undefined): string =>
    composeIssue({ ...scan, digest: scan.digest ?? "" }, page, before);
  const isOver = scan.state === "skipped" || scan.state === "void";
  const [issue] = isOver ? [] : await findIssues(github, tenant, author);
  const before = /^The one before: #(\d+)$/m.exec(issue?.body ?? "")?.[1];
  const body = bodyWith(before === undefined ? undefined : Number(before));
  const keeping = keepIssue(issue, scan, body, now);
  switch (keeping.do) {
    case "nothing":
      return { did: "nothing", ...(issue === undefined ? {} : { number: issue.number }) };
    case "create":
      return { did: "create", number: await create(github, tenant, bodyWith(keeping.before), author) };
    case "update":
      await update(github, keeping.number, body);
      return { did: keeping.do, number: keeping.number };
    case "comment-and-update":
      await say(github, keeping.number, commentText(scan, keeping.isWorse ? "worse" : "other"), author);
      await update(github, keeping.number, body);
      return { did: keeping.do, number: keeping.number };
    case "reopen":
      await github.rest.issues.update({ ...github.at, issue_number: keeping.number, state: "open", body });
      await say(github, keeping.number, commentText(scan, "again"), author);
      return { did: keeping.do, number: keeping.number };
    case "close":
      await close(github, keeping.number, commentText(scan, "clean"), author);
      return { did: keeping.do, number: keeping.number };
  }
};
