import type { WriteGate } from "../apply/gates.ts";
import type { Configuration } from "../documents/configuration.ts";
import type { Environment } from "./outcome.ts";

const list = (text: string | undefined): readonly string[] =>
  (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
const isTrue = (text: string | undefined): boolean => text === "true" || text === "1" || text === "yes";

/** Whether a pipeline runs this, and nobody sits in front of it. */
export const isCi = ({ env }: Pick<Environment, "env">): boolean =>
  env.CI !== undefined && env.CI !== "" && env.CI !== "false";

/** Flags, environment and configuration together; in CI the configuration has no say, because a pull request may change it. */
export const writeGate = (
  flags: { readonly enableWrites: boolean; readonly allow: readonly string[] },
  configuration: Configuration,
  { env }: Environment,
): WriteGate => {
  const own = isCi({ env }) ? { enabled: false, allow: [] } : configuration.writes;
  return {
    enabled: flags.enableWrites || isTrue(env.ZERODRIFT_WRITE_ENABLED) || own.enabled,
    allow: [...flags.allow, ...list(env.ZERODRIFT_WRITE_ALLOW), ...own.allow],
  };
};

export interface Approval {
  /** Who or what approved upstream; absent means confirmations are asked for here. */
  readonly by?: string;
  readonly skipsConfirmation: boolean;
  readonly problem?: string;
}

/** Skipping confirmations is honoured only with a named gate, which is logged. */
export const approvalOf = (approvedBy: string | undefined, { env }: Environment): Approval => {
  const wants = isTrue(env.ZERODRIFT_SKIP_CONFIRMATIONS);
  const by = approvedBy === undefined || approvedBy.trim() === "" ? undefined : approvedBy.trim();
  if (wants && by === undefined) {
    return {
      skipsConfirmation: false,
      problem: "ZERODRIFT_SKIP_CONFIRMATIONS counts only together with --approved-by <who or what>",
    };
  }
  return { skipsConfirmation: wants && by !== undefined, ...(by === undefined ? {} : { by }) };
};

/** `90`, `90s`, `15m`, `1h` in milliseconds; undefined when it is none of these. */
export const parseWait = (text: string): number | undefined => {
  const match = /^(\d+)\s*(s|m|h)?$/.exec(text.trim());
  if (match === null) return undefined;
  const factor = { s: 1000, m: 60_000, h: 3_600_000 }[match[2] ?? "s"] ?? 1000;
  return Number(match[1]) * factor;
};
