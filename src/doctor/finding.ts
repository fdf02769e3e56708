export type Area = "tenant" | "repository" | "pipeline";

/** `unknown`: it could not be looked at; that is said, and never taken for fine. */
export type State = "ok" | "warning" | "error" | "unknown";

/** What the doctor says of one thing it looked at. */
export interface Finding {
  readonly area: Area;
  readonly subject: string;
  readonly state: State;
  readonly message: string;
  /** One concrete step; absent when all is well. */
  readonly fix?: string;
}

/** Findings of one area; whatever is not well comes with a step to take. */
export const findingsIn = (area: Area) => ({
  ok: (subject: string, message: string): Finding => ({ area, subject, state: "ok", message }),
  warning: (subject: string, message: string, fix: string): Finding => ({
    area,
    subject,
    state: "warning",
    message,
    fix,
  }),
  error: (subject: string, message: string, fix: string): Finding => ({ area, subject, state: "error", message, fix }),
  unknown: (subject: string, message: string, fix: string): Finding => ({
    area,
    subject,
    state: "unknown",
    message,
    fix,
  }),
});

/** In the order people read them: what has to be done comes first. */
export const states: readonly State[] = ["error", "warning", "unknown", "ok"];

/** How many findings there are of each state. */
export const countStates = (findings: readonly Finding[]): Readonly<Record<State, number>> => {
  const count = (state: State): number => findings.filter((finding) => finding.state === state).length;
  return { error: count("error"), warning: count("warning"), unknown: count("unknown"), ok: count("ok") };
};
