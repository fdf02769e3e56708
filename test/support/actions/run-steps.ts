import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type ActionCall, actionFor, type Workplace } from "./built-in.ts";
import { fillText, holds, type Scope } from "./expression.ts";
import type { Conclusion, Event, Host } from "./host.ts";
import { run } from "./process.ts";
import type { StepResult } from "./result.ts";
import type { Value } from "./value.ts";
import type { Step } from "./workflow.ts";

type Table = Readonly<Record<string, string>>;

/** What the runner of a test replaces or is told before a step. */
export interface StepHooks {
  /** Instead of `npm ci`: makes the folder look as if it had run. */
  readonly prepare: (workspace: string) => void;
  /** Before a step starts; "lost" takes the machine away: no further step runs, not even `if: always()`. */
  readonly beforeStep?: (step: string) => Promise<"lost" | undefined>;
}

export interface StepsContext extends StepHooks {
  readonly host: Host;
  readonly event: Event;
  readonly place: Workplace;
  /** Contexts that do not change while the job runs. */
  readonly contexts: Readonly<Record<string, Value>>;
  readonly env: Table;
  /** For the files by which a step answers. */
  readonly temp: string;
}

export interface StepsResult {
  readonly result: Conclusion;
  readonly steps: readonly StepResult[];
  readonly byId: Readonly<Record<string, StepResult>>;
  readonly log: string;
  readonly summary: string;
  readonly artifacts: readonly string[];
}

/** `name=value`, or `name<<END`, lines and `END`, as in GITHUB_OUTPUT. */
export const readOutputs = (text: string): Table => {
  const outputs: Record<string, string> = {};
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const [, name, end] = /^([\w-]+)<<(.+)$/.exec(line) ?? [];
    if (name !== undefined && end !== undefined) {
      const stop = lines.indexOf(end, at + 1);
      if (stop < 0) throw new Error(`GITHUB_OUTPUT: ${name} is not closed by ${end}`);
      outputs[name] = lines.slice(at + 1, stop).join("\n");
      at = stop;
    } else if (line !== "") {
      const equals = line.indexOf("=");
      if (equals < 1) throw new Error(`GITHUB_OUTPUT: "${line}" is no name=value`);
      outputs[line.slice(0, equals)] = line.slice(equals + 1);
    }
  }
  return outputs;
};

const nameOf = ({ name, id, uses, run: script }: Step): string =>
  name ?? id ?? (uses === undefined ? `Run ${script?.split("\n")[0]}` : uses.split("@")[0]!);

const fillAll = (texts: Table, scope: Scope): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, fillText(text, scope)]));

const runScript = async (
  step: Step,
  script: string,
  context: StepsContext,
  env: Table,
  say: (text: string) => void,
): Promise<{ readonly isFine: boolean; readonly outputs: Table; readonly summary: string }> => {
  const { place, temp, prepare } = context;
  if (/^npm ci\b/.test(script.trim())) {
    prepare(place.workspace);
    return { isFine: true, outputs: {}, summary: "" };
  }
  const [output, summary, file] = ["output", "summary", "script.sh"].map((name) => join(temp, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(output, "");
  writeFileSync(summary, "");
  writeFileSync(file, script);
  const { code, output: said } = await run("bash", ["-e", file], {
    cwd: resolve(place.workspace, step["working-directory"] ?? "."),
    env: { ...place.env, ...env, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary },
  });
  say(said);
  if (code !== 0) say(`Error: Process completed with exit code ${code}.\n`);
  return {
    isFine: code === 0,
    outputs: readOutputs(readFileSync(output, "utf8")),
    summary: readFileSync(summary, "utf8"),
  };
};

/** Runs the steps of one job, one after the other. */
export const runSteps = async (steps: readonly Step[], context: StepsContext): Promise<StepsResult> => {
  const { host, event, place, beforeStep } = context;
  const results: StepResult[] = [];
  const byId: Record<string, StepResult> = {};
  const artifacts: string[] = [];
  let [log, summary, hasFailed, isLost] = ["", "", false, false];
  if (!existsSync(context.temp)) mkdirSync(context.temp, { recursive: true });
  const say = (text: string): void => {
    log += text;
  };
  for (const step of steps) {
    const scope: Scope = {
      contexts: {
        ...context.contexts,
        env: context.env,
        steps: Object.fromEntries(Object.entries(byId).map(([id, { name: _, ...rest }]) => [id, rest])),
      },
      status: { success: !hasFailed, failure: hasFailed, cancelled: false },
    };
    const name = nameOf(step);
    const isDue = !isLost && holds(step.if, scope);
    if (isDue && (await beforeStep?.(name)) === "lost") [isLost, hasFailed] = [true, true];
    if (!isDue || isLost) {
      const skipped: StepResult = { name, outcome: "skipped", conclusion: "skipped", outputs: {} };
      results.push(skipped);
      if (step.id !== undefined) byId[step.id] = skipped;
      continue;
    }
    say(`##[group]${name}\n`);
    const env = { ...context.env, ...fillAll(step.env ?? {}, scope) };
    let outputs: Record<string, string> = {};
    let isFine: boolean;
    if (step.uses === undefined) {
      const ran = await runScript(step, fillText(step.run ?? "", scope), context, env, say);
      [isFine, outputs] = [ran.isFine, { ...ran.outputs }];
      summary += ran.summary;
    } else {
      const setOutput: ActionCall["setOutput"] = (key, value) => {
        outputs[key] = value;
      };
      const given = fillAll(step.with ?? {}, scope);
      const uploaded = (artifact: string): void => void artifacts.push(artifact);
      isFine = await actionFor(step.uses)({ given, job: place, host, event, log: say, setOutput, uploaded });
    }
    const outcome = isFine ? "success" : "failure";
    const conclusion = step["continue-on-error"] === true ? "success" : outcome;
    hasFailed ||= conclusion === "failure";
    const result: StepResult = { name, outcome, conclusion, outputs };
    results.push(result);
    if (step.id !== undefined) byId[step.id] = result;
  }
  return { result: hasFailed ? "failure" : "success", steps: results, byId, log, summary, artifacts };
};
