import { confirmations } from "../apply/confirmation.ts";
import { needConfirmation, notAllowed, refusedPatterns } from "../apply/gates.ts";
import { isRefusal, refusalCode } from "../diagnostics/guardrails.ts";
import { productOf } from "../model/address.ts";
import type { Plan } from "../model/plan.ts";
import type { Session } from "./apply-session.ts";
import type { Refusal } from "./refuse.ts";
import { writeGate } from "./write-gate.ts";

/** What Git, or what is live, refuses no approval and no confirmation lifts. */
export const guardRefusal = ({ prepared: { plan } }: Session): Refusal | undefined => {
  const found = plan.diagnostics.filter(isRefusal);
  if (found.length === 0) return undefined;
  return {
    title: "this plan is refused",
    reasons: found.map(({ code, message, hint, insert }) => {
      const advice = insert === undefined ? hint : undefined;
      return [`${code}: ${message}`, advice].filter((part) => part !== undefined).join("; ");
    }),
    next: found.some(({ insert }) => insert !== undefined)
      ? "zerodrift plan shows the acknowledgements to copy"
      : "zerodrift plan",
    exitCode: refusalCode(found) ?? 3,
  };
};

/** The two switches, staged changes of others, and time. */
export const gateRefusal = ({ options, environment, workspace, prepared, maxWaitMs }: Session): Refusal | undefined => {
  const { plan } = prepared;
  const gate = writeGate(options, workspace.configuration, environment);
  const everything = refusedPatterns(gate);
  if (everything.length > 0) {
    return {
      title: "an allow list that allows everything is not accepted",
      reasons: everything.map((pattern) => `"${pattern}"`),
      next: "name products or kinds, e.g. --allow 'zia/*:update'",
    };
  }
  if (!gate.enabled) {
    return {
      title: "writing is not enabled",
      reasons: ["neither --enable-writes, ZERODRIFT_WRITE_ENABLED=true nor writes.enabled is set"],
      next: "zerodrift apply plan.json --enable-writes --allow <kind>:<action>,…",
    };
  }
  const missing = notAllowed(plan, gate);
  if (missing.length > 0) {
    return {
      title: "the allow list does not cover the plan",
      reasons: missing,
      next: `add --allow '${missing.join(",")}'`,
    };
  }
  const writesZia = plan.requests.some(
    ({ address, phase }) => phase !== "activation" && productOf(address.split(":")[0] as never) === "zia",
  );
  if (plan.staged?.by === "unknown" && writesZia && !options.includeStaged) {
    return {
      title: "somebody else has staged changes in ZIA",
      reasons: ["activating would publish them too, and nothing lists what they are"],
      next: "activate or discard them in the portal, or apply with --include-staged to publish them with this plan",
    };
  }
  if (plan.cost.seconds * 1000 > maxWaitMs) {
    return {
      title: "the plan takes longer than --max-wait",
      reasons: [`about ${plan.cost.seconds} s under the published limits, ${Math.round(maxWaitMs / 1000)} s allowed`],
      next: `zerodrift apply plan.json --max-wait ${Math.ceil(plan.cost.seconds / 60) + 1}m`,
    };
  }
  return undefined;
};

const subjectOf = (plan: Plan) => ({
  digest: plan.digest,
  cloud: plan.tenant.cloud,
  customerId: plan.tenant.customerId,
  addresses: needConfirmation(plan).map(({ address }) => address),
});

/** A person says yes to deletes and to what opens access, or may do so, unless a gate outside did. */
export const confirmationRefusal = ({ options, environment, prepared, approval }: Session): Refusal | undefined => {
  const { plan, folder } = prepared;
  const risky = needConfirmation(plan);
  if (risky.length === 0 || approval.skipsConfirmation) return undefined;
  const ttlSeconds = Number(environment.env.ZERODRIFT_CONFIRMATION_TTL ?? "300");
  const key = environment.env.ZERODRIFT_CONFIRMATION_KEY;
  const tokens = confirmations({
    folder,
    ttlSeconds: Number.isFinite(ttlSeconds) && ttlSeconds > 0 ? ttlSeconds : 300,
    now: environment.now,
    ...(key === undefined ? {} : { key }),
  });
  const verdict = options.confirm === undefined ? undefined : tokens.spend(subjectOf(plan), options.confirm);
  if (verdict?.ok) return undefined;
  const confirmation = tokens.issue(subjectOf(plan));
  return {
    title: "a person has to confirm this plan",
    reasons: [
      ...(approval.problem === undefined ? [] : [approval.problem]),
      ...(verdict === undefined ? [] : [verdict.reason]),
      ...risky.map(({ address, action, impact, impactReason, impactTold }) => {
        if (action !== "delete" && impact === "unknown")
          return `${address} may open access: ${impactReason ?? "what it does to traffic is not known"}`;
        if (action !== "delete") return `${address} opens access: ${impactReason ?? "it lets more through"}`;
        return `${address} is deleted${impactTold ? `: ${impactReason}` : ""}`;
      }),
    ],
    next: `zerodrift apply plan.json --confirm ${confirmation.token} (valid until ${confirmation.expiresAt})`,
    confirmation,
  };
};
