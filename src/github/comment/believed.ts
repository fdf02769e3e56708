import type { GitHub } from "../client.ts";
import { isNotFound } from "../failure.ts";
import { workflows } from "../names.ts";
import { runReader } from "../run.ts";
import type { Wanted } from "./decide.ts";
import type { OurComment } from "./find.ts";
import { isNewer, type Marker } from "./marker.ts";

const runOfArtifact = async (github: GitHub, id: number): Promise<number | undefined> => {
  try {
    return (await github.rest.actions.getArtifact({ ...github.at, artifact_id: id })).data.workflow_run?.id;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
};

/** Whether the run that a marker names is one of the plan workflow, and made what it says. */
const isOfPlan = async (github: GitHub, { run: { id, attempt }, artifact }: Marker): Promise<boolean> => {
  const run = await runReader(github)(id);
  if (run?.path.replace(/@.*$/, "") !== workflows.plan || attempt > run.attempt) return false;
  return artifact === null || (await runOfArtifact(github, artifact)) === id;
};

/**
 * The comment as far as it is believed. Whoever may write here can edit it; one that says it is of a run from the far
 * future would keep every plan after it from being shown. What an apply says only its own run says again, and later.
 */
export const believed = async (github: GitHub, shown: OurComment, { marker }: Wanted): Promise<OurComment> => {
  const isTrue = !isNewer(shown.marker, marker) || (marker.kind === "plan" && (await isOfPlan(github, shown.marker)));
  return isTrue ? shown : { ...shown, marker: { ...shown.marker, run: { id: 0, attempt: 0 }, artifact: null } };
};
