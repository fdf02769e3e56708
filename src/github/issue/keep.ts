import type { Scan } from "../scan.ts";
import type { DriftMarker } from "./marker.ts";

/** An issue of ours about drift. */
export interface DriftIssue {
  readonly number: number;
  readonly isOpen: boolean;
  /** ISO 8601; null while it is open. */
  readonly closedAt: string | null;
  readonly body: string;
  readonly marker: DriftMarker;
}

/** What is to be done about a scan. */
export type Keeping =
  | { readonly do: "nothing"; readonly because: "clean" | "no-scan" | "equal" }
  | { readonly do: "create"; readonly before?: number }
  | { readonly do: "update"; readonly number: number }
  /** `worse`: more objects opened access than before. */
  | { readonly do: "comment-and-update"; readonly number: number; readonly isWorse: boolean }
  | { readonly do: "reopen"; readonly number: number }
  | { readonly do: "close"; readonly number: number };

/** Later than this nobody remembers what was said in it. */
const reopenDays = 30;
const dayMs = 86_400_000;

const comparable = (body: string): string => body.replaceAll("\r\n", "\n").trimEnd();

const isRecent = ({ closedAt }: DriftIssue, now: number): boolean =>
  closedAt !== null && now - Date.parse(closedAt) <= reopenDays * dayMs;

const keepOpen = (issue: DriftIssue, scan: Scan, body: string): Keeping => {
  const { number, marker } = issue;
  const isWorse = scan.risk > marker.risk;
  if (scan.digest !== marker.digest || isWorse) return { do: "comment-and-update", number, isWorse };
  return comparable(issue.body) === comparable(body) ? { do: "nothing", because: "equal" } : { do: "update", number };
};

/**
 * | the scan | no issue | open | closed within 30 days | closed earlier |
 * |---|---|---|---|---|
 * | skipped, void or lost | nothing | nothing | nothing | nothing |
 * | clean | nothing | close | nothing | nothing |
 * | drift | create | update; comment when it is other or worse drift | reopen | create, with a link back |
 *
 * @param issue the newest open one, else the newest
 * @param body what the issue would say now
 */
export const keepIssue = (issue: DriftIssue | undefined, scan: Scan, body: string, now: number): Keeping => {
  switch (scan.state) {
    case "skipped":
    case "void":
      return { do: "nothing", because: "no-scan" };
    case "clean":
      return issue?.isOpen === true ? { do: "close", number: issue.number } : { do: "nothing", because: "clean" };
    case "drift":
      if (issue === undefined) return { do: "create" };
      if (issue.isOpen) return keepOpen(issue, scan, body);
      return isRecent(issue, now) ? { do: "reopen", number: issue.number } : { do: "create", before: issue.number };
  }
};
