import { type Author, isOurs } from "../author.ts";
import type { GitHub } from "../client.ts";
import { labels } from "../names.ts";
import type { DriftIssue } from "./keep.ts";
import { parseDriftMarker } from "./marker.ts";

/** All issues of ours about drift of a tenant, open ones first, then the newest first. */
export const findIssues = async (github: GitHub, tenant: string, author: Author): Promise<readonly DriftIssue[]> => {
  const all = await github.paginate(github.rest.issues.listForRepo, {
    ...github.at,
    labels: labels.drift,
    state: "all",
    per_page: 100,
  });
  return all
    .flatMap((issue): DriftIssue[] => {
      // GitHub counts pull requests as issues.
      if (issue.pull_request !== undefined || !isOurs(issue, author)) return [];
      const body = issue.body ?? "";
      const marker = parseDriftMarker(body);
      if (marker?.tenant !== tenant) return [];
      const { number, state, closed_at: closedAt } = issue;
      return [{ number, isOpen: state === "open", closedAt, body, marker }];
    })
    .toSorted((a, b) => Number(b.isOpen) - Number(a.isOpen) || b.number - a.number);
};
