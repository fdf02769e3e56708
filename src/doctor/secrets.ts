import { environmentName } from "../github/names.ts";
import { type Finding, findingsIn } from "./finding.ts";
import type { Known } from "./known.ts";

/** Names of secrets, by where they are kept. Values can be read by nobody. */
export interface SecretFacts {
  readonly tenant: string;
  readonly repository: string;
  /** False for the embedded tenant, whose credentials are made up on the spot. */
  readonly areNeeded: boolean;
  readonly inRepository: Known<readonly string[]>;
  readonly inOrganization: Known<readonly string[]>;
  readonly inPlan: Known<readonly string[]>;
  readonly inApply: Known<readonly string[]>;
}

const { ok, warning, error, unknown } = findingsIn("pipeline");

const isOfTenant = (name: string): boolean => /^(?:ZSCALER|ZERODRIFT)_/i.test(name);
const opens = (name: string): boolean => /^ZSCALER_(?:CLIENT_SECRET|PRIVATE_KEY)$/i.test(name);

const judgeOutside = (
  where: "repository" | "organisation",
  names: Known<readonly string[]>,
  deletion: (name: string) => string,
): Finding => {
  const subject = `secrets of the ${where}`;
  if ("unknown" in names)
    return unknown(
      subject,
      "only a token that may manage secrets sees their names; a workflow's token never does",
      `Settings → Secrets and variables → Actions: see that no ${where} secret begins with ZSCALER_ or ZERODRIFT_`,
    );
  const found = names.value.filter(isOfTenant);
  if (found.length === 0) return ok(subject, "none of the tenant");
  return error(
    subject,
    `${found.join(", ")}: every workflow of every branch can read it`,
    `replace the credential at the vendor, store it in the environments, then \`${deletion(found[0]!)}\``,
  );
};

const judgeInside = (role: "plan" | "apply", names: Known<readonly string[]>, facts: SecretFacts): Finding => {
  const name = environmentName(facts.tenant, role);
  const subject = `${name}: secrets`;
  const what = role === "plan" ? "the read-only API client" : "the read-write API client";
  const set = `gh secret set ZSCALER_CLIENT_SECRET --env '${name}' --repo ${facts.repository}`;
  if ("unknown" in names)
    return unknown(
      subject,
      "only a token that may read environments sees their names; a workflow's token never does",
      `Settings → Environments → ${name} → Environment secrets: see that ${what} is there`,
    );
  if (names.value.some(opens)) return ok(subject, "a credential is there; whose, nobody can read");
  if (!facts.areNeeded) return ok(subject, "none, and the embedded tenant needs none");
  return warning(
    subject,
    "neither ZSCALER_CLIENT_SECRET nor ZSCALER_PRIVATE_KEY is there; fine only where the job gets it from a vault",
    `\`${set}\`, with the secret of ${what}`,
  );
};

/** Whether tenant credentials are kept where only the default branch gets them. */
export const judgeSecrets = (facts: SecretFacts): readonly Finding[] => [
  judgeOutside("repository", facts.inRepository, (name) => `gh secret delete ${name} --repo ${facts.repository}`),
  judgeOutside(
    "organisation",
    facts.inOrganization,
    (name) => `gh secret delete ${name} --org ${facts.repository.split("/")[0]}`,
  ),
  judgeInside("plan", facts.inPlan, facts),
  judgeInside("apply", facts.inApply, facts),
];
