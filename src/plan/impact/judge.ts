import type { Kind } from "../../kinds/kind.ts";
import type { Draft } from "../draft.ts";
import type { Usage } from "../usage.ts";
import type { Joins } from "./joining.ts";
import { createdObject, judgeObject } from "./object.ts";
import { createdRule, judgeRule } from "./rule.ts";
import { judgeStandalone } from "./standalone.ts";
import type { Verdict } from "./verdict.ts";

/**
 * @param oldUsage who uses the object before the plan (creates)
 * @param usage who uses it before or after (updates)
 * @param joins what joining another object does (updates), where it is known who uses the two
 */
export const judge = (draft: Draft, kind: Kind, oldUsage: Usage, usage: Usage, joins?: Joins): Verdict => {
  if (kind.standalone && draft.live !== undefined) return judgeStandalone(draft);
  if (draft.live === undefined) return kind.rule === undefined ? createdObject(draft, oldUsage) : createdRule(draft);
  return kind.rule === undefined ? judgeObject(draft, usage, joins) : judgeRule(draft);
};
