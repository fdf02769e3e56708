import type { Story } from "./story.ts";

/** How many requests each job made at GitHub's API, in the order the jobs began; those of Git are not limited. */
export const countByJob = (story: Story): (() => readonly { readonly job: string; readonly requests: number }[]) => {
  const starts: { readonly job: string; readonly at: number }[] = [];
  const asked = (): number =>
    story.github.requests.filter(({ surface }) => surface === "rest" || surface === "graphql").length;
  story.hook(async (job, step) => {
    const name = `${job}: ${step}`;
    // Of the steps only the tool's own are named in words and talk to the API; the others lie in between.
    starts.push({ job: name, at: asked() });
    return undefined;
  });
  return () =>
    starts
      .map(({ job, at }, index) => ({ job, requests: (starts[index + 1]?.at ?? asked()) - at }))
      .filter(({ requests }) => requests > 0);
};
