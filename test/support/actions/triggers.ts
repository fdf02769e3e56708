import type { Event } from "./host.ts";
import { memberOf, textOf } from "./value.ts";
import type { Workflow } from "./workflow.ts";

/** Kinds of activity that start a run where a workflow names none. */
const usualTypes: Readonly<Record<string, readonly string[]>> = {
  pull_request: ["opened", "synchronize", "reopened"],
};

const branchOf = (ref: string): string | undefined => /^refs\/heads\/(.+)$/.exec(ref)?.[1];

/** Whether an event starts a workflow. A dispatch names its workflow by path, in the payload. */
export const isTriggered = (workflow: Workflow, event: Event): boolean => {
  if (event.name === "schedule") return workflow.schedules.includes(textOf(memberOf(event.payload, "schedule")));
  const trigger = workflow.on[event.name];
  if (trigger === undefined || event.name === "workflow_call") return false;
  if (event.name === "workflow_dispatch") return textOf(memberOf(event.payload, "workflow")) === workflow.path;
  const types = trigger?.types ?? usualTypes[event.name];
  const action = textOf(memberOf(event.payload, "action"));
  if (types !== undefined && !types.includes(action)) return false;
  if (event.name === "workflow_run")
    return (trigger?.workflows ?? []).includes(textOf(memberOf(memberOf(event.payload, "workflow_run"), "name")));
  return trigger?.branches === undefined || trigger.branches.includes(branchOf(event.ref) ?? "");
};

/** A run of a pull request from a fork: it gets no secrets and a token that only reads. */
export const isFromFork = ({ name, payload }: Event): boolean => {
  if (!name.startsWith("pull_request")) return false;
  const pull = memberOf(payload, "pull_request");
  const [head, base] = ["head", "base"].map((side) => memberOf(memberOf(memberOf(pull, side), "repo"), "full_name"));
  return head === null || head !== base;
};
