import { readTag, writeTag } from "../tag.ts";

/** What the drift issue shows. */
export interface DriftMarker {
  readonly tenant: string;
  readonly digest: string;
  readonly risk: number;
}

const names = ["tenant", "digest", "risk"] as const;

/** The first line of the issue. */
export const renderDriftMarker = ({ tenant, digest, risk }: DriftMarker): string =>
  writeTag("drift", { tenant, digest, risk: String(risk) });

/** The marker of an issue, when its first line is one to the letter. */
export const parseDriftMarker = (body: string): DriftMarker | undefined => {
  const tag = readTag(body, "drift", names);
  if (tag === undefined || !/^sha256:[0-9a-f]{64}$/.test(tag.digest) || !/^\d{1,9}$/.test(tag.risk)) return undefined;
  return { tenant: tag.tenant, digest: tag.digest, risk: Number(tag.risk) };
};
