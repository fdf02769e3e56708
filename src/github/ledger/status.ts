/** What became of an apply. */
export type RecordState = "in-progress" | "success" | "failure" | "inactive";

/** A status of a deployment as the API tells it, as far as it is used. */
export interface DeploymentStatus {
  readonly id: number;
  readonly state: string;
  readonly description: string;
  readonly creator: { readonly login: string } | null;
}

/** What the statuses of a record say together. */
export interface Standing {
  readonly state: RecordState;
  readonly description: string;
  /** ZIA was about to be staged, or is. */
  readonly staging: boolean;
  /** The run ended with something of ours waiting in ZIA. */
  readonly isStaged: boolean;
}

/** Descriptions other steps look for; the rest of a description is for people. */
export const descriptions = {
  applying: "applying",
  staging: "staging ZIA",
  success: "applied and activated",
  partial: "partial: ",
  staged: " staged",
  inactive: "nothing was written",
} as const;

const stateOf = (state: string | undefined): RecordState => {
  if (state === "success" || state === "inactive") return state;
  return state === "failure" || state === "error" ? "failure" : "in-progress";
};

/**
 * Newest last. GitHub retires a success when somebody deploys to the environment without switching that off, and says so
 * with `inactive`; nothing of ours goes from success to that, so it counts for nothing.
 */
const counted = (statuses: readonly DeploymentStatus[]): readonly DeploymentStatus[] => {
  const sorted = statuses.toSorted((a, b) => a.id - b.id);
  const lastWord = sorted.findLastIndex(({ state }) => state !== "inactive");
  return sorted[lastWord]?.state === "success" ? sorted.slice(0, lastWord + 1) : sorted;
};

/** Reads the statuses of a record in any order. One without a status was only just made, or lost its run right then. */
export const standingOf = (statuses: readonly DeploymentStatus[], creator: string): Standing => {
  const own = counted(statuses.filter((status) => status.creator?.login === creator));
  const newest = own.at(-1);
  const state = stateOf(newest?.state);
  const description = newest?.description ?? "";
  return {
    state,
    description,
    staging: own.some((status) => status.description === descriptions.staging),
    isStaged: state === "failure" && description.endsWith(descriptions.staged),
  };
};
