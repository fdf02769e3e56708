import type { GitHub } from "../../client.ts";
import type { Review } from "../facts.ts";
import { accountFrom } from "./account.ts";

/** Every review, to the last page: the newest ones are there. */
export const readReviews = async (github: GitHub, number: number): Promise<readonly Review[]> => {
  const listed = await github.paginate(github.rest.pulls.listReviews, {
    ...github.at,
    pull_number: number,
    per_page: 100,
  });
  return listed.map((review) => ({
    id: review.id,
    account: accountFrom(review.user),
    state: review.state.toUpperCase(),
    commit: review.commit_id ?? null,
    at: review.submitted_at ?? null,
  }));
};
