/** An artifact in the words of the server: id, times and digest are not its maker's to choose. */
export interface Artifact {
  readonly id: number;
  readonly name: string;
  /** `sha256:<hex>` of the zip; undefined for an upload of the old kind. */
  readonly digest: string | undefined;
  /** Bytes of the zip. */
  readonly size: number;
  readonly createdAt: string;
  readonly isExpired: boolean;
  /** The run that uploaded it; undefined when that run is gone. */
  readonly run:
    | {
        readonly id: number;
        readonly headBranch: string | undefined;
        readonly headRepositoryId: number | undefined;
      }
    | undefined;
}

/** What the API answers, as far as it is used. */
interface Listed {
  readonly id: number;
  readonly name: string;
  readonly digest?: string | null;
  readonly size_in_bytes: number;
  readonly created_at: string | null;
  readonly expired: boolean;
  readonly workflow_run?: {
    readonly id?: number;
    readonly head_branch?: string;
    readonly head_repository_id?: number;
  } | null;
}

/** An artifact as the API lists it, in our words. */
export const artifactFrom = (listed: Listed): Artifact => ({
  id: listed.id,
  name: listed.name,
  digest: listed.digest ?? undefined,
  size: listed.size_in_bytes,
  createdAt: listed.created_at ?? "",
  isExpired: listed.expired,
  run:
    listed.workflow_run?.id === undefined
      ? undefined
      : {
          id: listed.workflow_run.id,
          headBranch: listed.workflow_run.head_branch,
          headRepositoryId: listed.workflow_run.head_repository_id,
        },
});

/** Newest first; what came later has the greater id. */
export const newestFirst = (artifacts: readonly Artifact[]): readonly Artifact[] =>
  artifacts.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || b.id - a.id);
