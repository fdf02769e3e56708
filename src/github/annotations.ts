import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { visible } from "../diagnostics/visible.ts";
import type { Change } from "../model/change.ts";
import type { Plan } from "../model/plan.ts";
import { tell } from "../plan/render/tell.ts";
import { clip } from "../plan/render/value.ts";
import type { Annotation } from "./bundle.ts";

/** What one request takes; more of them nobody reads between the lines of a file. */
export const mostAnnotations = 50;

const longestTitle = 200;
const longestMessage = 2_000;

const levels: readonly Annotation["level"][] = ["failure", "warning", "notice"];

/** How loud, and how early among equals: the smaller the earlier. */
interface Weighed {
  readonly weight: number;
  readonly annotation: Annotation;
}

const annotation = (
  { file, line }: { readonly file: string; readonly line: number },
  level: Annotation["level"],
  title: string,
  message: string,
): Annotation => ({
  path: file,
  line,
  level,
  title: clip(visible(title), longestTitle),
  message: clip(visible(message), longestMessage),
});

const levelOf = { error: "failure", warning: "warning", info: "notice" } as const;

const ofDiagnostic = ({ severity, code, message, source, hint, insert }: Diagnostic): readonly Weighed[] => {
  if (source === undefined) return [];
  const advice = [hint, insert].filter((part) => part !== undefined).join(" ");
  const text = advice === "" ? message : `${message}. Hint: ${advice}`;
  return [{ weight: severity === "error" ? 0 : 3, annotation: annotation(source, levelOf[severity], code, text) }];
};

/** The alarm of a change, and how early it is shown; undefined when it is harmless. */
const alarmOf = ({ impact, action, unsafePrefix, takeover, cause }: Change): readonly [string, number] | undefined => {
  if (impact === "broadens") return ["OPENS ACCESS", 1];
  if (unsafePrefix !== undefined) return ["NO SAFE ORDER", 2];
  if (impact === "unknown") return ["UNKNOWN EFFECT", 2];
  if (action === "delete") return ["deletes", 2];
  if (cause === "drift") return ["undoes drift", 2];
  return takeover ? ["takes over", 2] : undefined;
};

const verbs = { create: "creates", update: "changes", delete: "deletes" } as const;

const ofChange = (change: Change): readonly Weighed[] => {
  const { source, action, name, impactReason, unsafePrefix, impactTold } = change;
  if (source === undefined) return [];
  const alarm = alarmOf(change);
  const does = impactTold && impactReason !== undefined ? "" : tell(change);
  const message = [impactReason, unsafePrefix, does].filter((part) => part !== undefined && part !== "").join("; ");
  const title = `${alarm === undefined ? verbs[action] : alarm[0]}: ${name}`;
  return [
    {
      weight: alarm === undefined ? 4 : alarm[1],
      annotation: annotation(source, alarm === undefined ? "notice" : "warning", title, message || verbs[action]),
    },
  ];
};

const sorted = (found: readonly Weighed[]): readonly Annotation[] =>
  found
    .toSorted(
      (a, b) =>
        levels.indexOf(a.annotation.level) - levels.indexOf(b.annotation.level) ||
        a.weight - b.weight ||
        (a.annotation.path < b.annotation.path ? -1 : a.annotation.path > b.annotation.path ? 1 : 0) ||
        a.annotation.line - b.annotation.line,
    )
    .slice(0, mostAnnotations)
    .map(({ annotation: one }) => one);

/** Mistakes on the lines where they stand, for a check run without a plan. */
export const annotateDiagnostics = (diagnostics: readonly Diagnostic[]): readonly Annotation[] =>
  sorted(diagnostics.flatMap(ofDiagnostic));

/** A plan on the lines it comes from: what refuses it, what is risky, then the rest, as far as there is room. */
export const annotatePlan = ({ changes, diagnostics }: Pick<Plan, "changes" | "diagnostics">): readonly Annotation[] =>
  sorted([...diagnostics.flatMap(ofDiagnostic), ...changes.flatMap(ofChange)]);
