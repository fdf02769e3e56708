/** What a command has to say; cli.ts alone prints it and sets the exit code. */
export interface CommandResult {
  readonly exitCode: ExitCode;
  /** Data: stdout, or the file given with --out. */
  readonly output?: string;
  /** For people: stderr. */
  readonly notes?: string;
  /** For the steps of a workflow that follow: appended to `$GITHUB_OUTPUT`. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** Markdown for the page of a workflow run: appended to `$GITHUB_STEP_SUMMARY`. */
  readonly summary?: string;
}

/** 0 fine · 1 error · 2 changes (with --detailed-exitcode) · 3 guardrail · 4 gate · 5 partial apply. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5;

export type Format = "text" | "json" | "markdown" | "github";

/** What the outside gives a command. */
export interface Environment {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly now: () => number;
  readonly isTty: boolean;
  /** Colours on stdout and stderr. */
  readonly color: { readonly out: boolean; readonly err: boolean };
  /** Columns of the terminal that shows stdout; absent elsewhere, where lines stay whole for searching. */
  readonly width?: number;
  /** Progress and logs. */
  readonly report: (line: string) => void;
  /** The same, shown with --verbose only. */
  readonly detail: (line: string) => void;
  /** Aborted by an interrupt. */
  readonly signal: AbortSignal;
}

export interface CommonOptions {
  readonly config?: string;
  readonly policies?: string;
  readonly format: Format;
  readonly quiet: boolean;
  readonly verbose: boolean;
}
