/** What one step of the proof came to. */
export interface StepResult {
  readonly number: number;
  readonly title: string;
  readonly state: "met" | "unmet" | "not-needed";
  /** One sentence: lower case, no full stop. */
  readonly reason: string;
  /** For the title of a check, where the reason is too long. Holds no foreign words. */
  readonly short?: string;
  /** Who can meet it, and how. */
  readonly who?: string;
  /** What does not stop anything, and should be known. */
  readonly warnings?: readonly string[];
}

/** Number and title of a step, from which its results are made. */
export interface StepName {
  readonly number: number;
  readonly title: string;
}

/** What a step says when it says no. */
export interface Objection {
  readonly reason: string;
  readonly short?: string;
  readonly who?: string;
}

/** The step holds. */
export const met = (name: StepName, reason: string, warnings: readonly string[] = []): StepResult => ({
  ...name,
  state: "met",
  reason,
  ...(warnings.length === 0 ? {} : { warnings }),
});

/** The step does not hold; so nothing is proven. */
export const unmet = (name: StepName, objection: Objection): StepResult => ({ ...name, state: "unmet", ...objection });

/** Nothing asks for this step here. */
export const notNeeded = (name: StepName, reason: string): StepResult => ({ ...name, state: "not-needed", reason });
