import { readTag, writeTag } from "../tag.ts";

/** A run of a workflow; the higher pair is the newer one. */
export interface RunId {
  readonly id: number;
  readonly attempt: number;
}

/** What a comment of ours is about. */
export interface Marker {
  /** `plan`: the one comment of a pull request · `changed`: the notice that the plan is another · `result`: of an apply. */
  readonly kind: "plan" | "changed" | "result";
  readonly tenant: string;
  /** The newest plan that was shown; null: none yet. */
  readonly digest: string | null;
  readonly head: string;
  readonly run: RunId;
  /** Of the plan, where it has one. */
  readonly artifact: number | null;
  /** The deployment that records an apply; null for plans. */
  readonly record: number | null;
}

const names = ["tenant", "digest", "head", "run", "artifact", "record"] as const;
const none = "none";

const numberOrNone = (value: number | null): string => (value === null ? none : String(value));

/** The first line of a comment. */
export const renderMarker = ({ kind, tenant, digest, head, run, artifact, record }: Marker): string =>
  writeTag(kind, {
    tenant,
    digest: digest ?? none,
    head,
    run: `${run.id}.${run.attempt}`,
    artifact: numberOrNone(artifact),
    record: numberOrNone(record),
  });

const patterns: Readonly<Record<Exclude<(typeof names)[number], "tenant">, RegExp>> = {
  digest: /^(?:none|sha256:[0-9a-f]{64})$/,
  head: /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/,
  run: /^\d{1,15}\.\d{1,6}$/,
  artifact: /^(?:none|\d{1,15})$/,
  record: /^(?:none|\d{1,15})$/,
};

const numberOf = (text: string): number | null => (text === none ? null : Number(text));

/** The marker of a comment, when its first line is one of this kind to the letter. */
export const parseMarker = (body: string, kind: Marker["kind"]): Marker | undefined => {
  const tag = readTag(body, kind, names);
  if (tag === undefined) return undefined;
  for (const [name, pattern] of Object.entries(patterns))
    if (!pattern.test(tag[name as keyof typeof patterns])) return undefined;
  const [id = "", attempt = ""] = tag.run.split(".");
  return {
    kind,
    tenant: tag.tenant,
    digest: tag.digest === none ? null : tag.digest,
    head: tag.head,
    run: { id: Number(id), attempt: Number(attempt) },
    artifact: numberOf(tag.artifact),
    record: numberOf(tag.record),
  };
};

const compareRuns = (a: RunId, b: RunId): number => a.id - b.id || a.attempt - b.attempt;

/** Whether a comment shows something newer than we have: runs overtake each other. Artifacts are counted as they are made. */
export const isNewer = (shown: Marker, mine: Marker): boolean =>
  shown.artifact !== null && mine.artifact !== null
    ? shown.artifact > mine.artifact
    : compareRuns(shown.run, mine.run) > 0;
