import type { OurComment } from "./find.ts";
import { isNewer, type Marker, renderMarker } from "./marker.ts";

/** What is to be said on a pull request. */
export interface Wanted {
  readonly marker: Marker;
  /** Everything below the marker. */
  readonly text: string;
  /** Whether it is worth a comment where there is none yet. */
  readonly speaks: boolean;
}

/** What is to be done with the one comment of a pull request. */
export type Decision =
  | { readonly do: "create"; readonly body: string }
  | { readonly do: "update"; readonly id: number; readonly body: string; readonly change: DigestChange | undefined }
  | { readonly do: "nothing"; readonly because: "equal" | "older" | "silent" };

/** Approvals of the one are none of the other. */
export interface DigestChange {
  readonly from: string;
  readonly to: string;
}

/** GitHub may give back other line ends than it got, when somebody edited the text in between. */
const comparable = (body: string): string => body.replaceAll("\r\n", "\n").trimEnd();

const bodyOf = ({ marker, text }: Wanted, digest: string | null): string =>
  `${renderMarker({ ...marker, digest })}\n${text}`;

/**
 * | there is | wanted | then |
 * |---|---|---|
 * | no comment | nothing changes in the tenant | nothing |
 * | no comment | anything else | create |
 * | one of a newer run | anything | nothing |
 * | one that says the same | anything | nothing |
 * | any other | anything | update, and a notice when the plan is another |
 */
export const decideComment = (shown: OurComment | undefined, wanted: Wanted): Decision => {
  const { marker } = wanted;
  if (shown === undefined)
    return wanted.speaks ? { do: "create", body: bodyOf(wanted, marker.digest) } : { do: "nothing", because: "silent" };
  if (isNewer(shown.marker, marker)) return { do: "nothing", because: "older" };
  // Without a plan the comment goes on knowing the last one: what is planned next may be another.
  const digest = marker.digest ?? shown.marker.digest;
  const body = bodyOf(wanted, digest);
  if (comparable(shown.body) === comparable(body)) return { do: "nothing", because: "equal" };
  const isChanged = marker.digest !== null && shown.marker.digest !== null && marker.digest !== shown.marker.digest;
  return {
    do: "update",
    id: shown.id,
    body,
    change: isChanged ? { from: shown.marker.digest ?? "", to: marker.digest ?? "" } : undefined,
  };
};
