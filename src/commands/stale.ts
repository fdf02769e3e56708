import { isSubsequence } from "../apply/resume.ts";
import { shortName } from "../history/git.ts";
import { hashOf } from "../model/hash.ts";
import type { Plan } from "../model/plan.ts";
import { abbreviate } from "../plan/render/json.ts";
import { planCommand } from "./apply-session.ts";
import type { Prepared } from "./prepare.ts";
import type { Refusal } from "./refuse.ts";
import type { SavedPlan } from "./saved-plan.ts";

/**
 * After an unfinished run of this very plan, what remains may be a part of what was approved: the documents are the same,
 * and nothing in the tenant is otherwise than that run could have left it.
 */
const isRemainder = (saved: SavedPlan, { plan, unfinished, isExplained }: Prepared): boolean =>
  unfinished?.digest === saved.digest &&
  isExplained &&
  saved.tree === plan.binding.tree &&
  saved.customerId === plan.tenant.customerId &&
  isSubsequence(
    plan.requests.filter(({ phase }) => phase !== "activation"),
    unfinished.requests.filter(({ phase }) => phase !== "activation"),
  );

const whatDiffers = (saved: SavedPlan, plan: Plan): readonly string[] => {
  if (saved.customerId !== plan.tenant.customerId || saved.cloud !== plan.tenant.cloud) {
    return [
      `the plan was made for tenant ${saved.customerId} (${saved.cloud}), this is ${plan.tenant.customerId} (${plan.tenant.cloud})`,
    ];
  }
  const key = ({ method, address }: Plan["requests"][number]): string => `${method} ${address}`;
  const [old, now] = [new Set(saved.requests.map(key)), new Set(plan.requests.map(key))];
  const gone = [...old].filter((one) => !now.has(one)).map((one) => `no longer planned: ${one}`);
  const came = [...now].filter((one) => !old.has(one)).map((one) => `not in the saved plan: ${one}`);
  const found = [...gone, ...came];
  return found.length > 0
    ? found.slice(0, 10)
    : ["the documents or the tenant changed since the plan was made (values, order or impact)"];
};

/** What a plan file lists; what the file leaves out is left out on both sides. */
const listed = ({ orders, changes, requests }: Pick<Plan, "orders" | "changes" | "requests">): string =>
  hashOf(
    JSON.parse(
      JSON.stringify({
        orders,
        changes: changes.map(({ address, action, id, fields, impact }) => ({ address, action, id, fields, impact })),
        requests,
      }),
    ),
  );

/**
 * Why a saved plan is not what would be executed now; undefined when it is.
 *
 * @param applied the commit this clone has seen applied last
 */
export const stale = (saved: SavedPlan, prepared: Prepared, applied: string | undefined): Refusal | undefined => {
  const { plan } = prepared;
  if (saved.base === null && applied !== undefined)
    return {
      title: "the plan was made where nobody knew what was applied last",
      reasons: [`this clone knows: ${shortName(applied)}, so takeovers, drift and deletes can be told apart`],
      next: planCommand,
    };
  if (saved.kinds !== null)
    return { title: "this plan is for reading only", reasons: ["it was made with --kind"], next: planCommand };
  if (saved.digest === plan.digest)
    return listed(saved.content) === listed(abbreviate(plan))
      ? undefined
      : {
          title: "the plan file was edited",
          reasons: ["it lists something else than its digest covers"],
          next: planCommand,
        };
  if (isRemainder(saved, prepared)) return undefined;
  if (prepared.unfinished?.digest === saved.digest && !prepared.isExplained)
    return {
      title: "somebody else changed what an unfinished run of this plan left",
      reasons: [
        "the tenant is otherwise than that run could have left it, so going on might publish or undo their changes",
      ],
      next: planCommand,
    };
  return { title: "the plan is stale", reasons: whatDiffers(saved, plan), next: planCommand };
};
