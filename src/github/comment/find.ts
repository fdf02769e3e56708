import { type Author, isOurs } from "../author.ts";
import type { GitHub } from "../client.ts";
import { type Marker, parseMarker } from "./marker.ts";

/** A comment that we wrote. */
export interface OurComment {
  readonly id: number;
  readonly nodeId: string;
  readonly url: string;
  readonly body: string;
  readonly isMinimized: boolean;
  readonly marker: Marker;
}

const kinds: readonly Marker["kind"][] = ["plan", "changed", "result"];

const markerOf = (body: string): Marker | undefined => {
  for (const kind of kinds) {
    const marker = parseMarker(body, kind);
    if (marker !== undefined) return marker;
  }
  return undefined;
};

/** Every comment of ours on a pull request, the newest first. Copies of the marker by others do not count. */
export const findComments = async (github: GitHub, pull: number, author: Author): Promise<readonly OurComment[]> => {
  const all = await github.paginate(github.rest.issues.listComments, {
    ...github.at,
    issue_number: pull,
    per_page: 100,
  });
  return all
    .flatMap((comment): OurComment[] => {
      const body = comment.body ?? "";
      const marker = isOurs(comment, author) ? markerOf(body) : undefined;
      if (marker === undefined) return [];
      const isMinimized = "minimized" in comment && comment.minimized !== null && comment.minimized !== undefined;
      return [{ id: comment.id, nodeId: comment.node_id, url: comment.html_url, body, isMinimized, marker }];
    })
    .toSorted((a, b) => b.id - a.id);
};
