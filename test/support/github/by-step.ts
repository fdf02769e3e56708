import type { Story } from "./story.ts";

interface Counted {
  /** `execute / verify: Verify the approval`. */
  readonly step: string;
  readonly requests: number;
}

/** How many requests each step makes at GitHub's API from now on, in the order they run; Git's own are not limited. */
export const countBySteps = (story: Story): (() => readonly Counted[]) => {
  const starts: { readonly step: string; readonly at: number }[] = [];
  const asked = (): number =>
    story.github.requests.filter(({ surface }) => surface === "rest" || surface === "graphql").length;
  story.hook(async (job, step) => {
    starts.push({ step: `${job}: ${step}`, at: asked() });
    return undefined;
  });
  return () =>
    starts
      .map(({ step, at }, index) => ({ step, requests: (starts[index + 1]?.at ?? asked()) - at }))
      .filter(({ requests }) => requests > 0);
};
