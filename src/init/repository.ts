import { checks, environmentName } from "../github/names.ts";
import { type Home, policyWorkflows } from "./policy-workflows.ts";
import { type Filling, render } from "./render.ts";
import { template } from "./templates.ts";

/** Where the tenant is, as far as somebody said. */
export interface Connection {
  readonly cloud?: string;
  readonly vanityDomain?: string;
  readonly customerId?: string;
}

export interface Settings extends Home, Connection {
  /** The version that the repository installs. */
  readonly tool: string;
}

/** Path in the repository → file of templates/. Names with a dot in front would not survive `npm pack`. */
const filled: readonly (readonly [path: string, template: string])[] = [
  ["zerodrift.yaml", "repository/zerodrift.yaml"],
  ["policies/zia/labels.yaml", "repository/policies/zia/labels.yaml"],
  ["README.md", "repository/README.md"],
  [".gitignore", "repository/gitignore"],
  [".npmrc", "repository/npmrc"],
  [".github/CODEOWNERS", "repository/CODEOWNERS"],
];

const manifest = ({ tenant, tool }: Settings): string => {
  const content = { name: `${tenant}-policies`, private: true, dependencies: { zerodrift: tool } };
  return `${JSON.stringify(content, null, 2)}\n`;
};

const connectionLines = ({ cloud, vanityDomain, customerId }: Connection): readonly string[] => {
  const lines = [
    ...(cloud === undefined ? [] : [`  cloud: ${JSON.stringify(cloud)}`]),
    ...(vanityDomain === undefined ? [] : [`  vanityDomain: ${JSON.stringify(vanityDomain)}`]),
    ...(customerId === undefined ? [] : [`  customerId: ${JSON.stringify(customerId)}`]),
  ];
  return lines.length === 0 ? [] : ["", "connection:", ...lines];
};

const fillingOf = (settings: Settings): Filling => {
  const { tenant, branch, vanityDomain, cloud, customerId } = settings;
  return {
    words: {
      tenant,
      branch,
      plan: environmentName(tenant, "plan"),
      apply: environmentName(tenant, "apply"),
      gate: environmentName(tenant, "gate"),
      ledger: environmentName(tenant, "ledger"),
      ready: checks.ready,
      planned: checks.plan,
      vanity: vanityDomain ?? "YOUR-VANITY-DOMAIN",
      cloud: cloud ?? "production",
      customer: customerId ?? "YOUR-CUSTOMER-ID",
    },
    blocks: { connection: connectionLines(settings) },
  };
};

/** Every file of a new policy repository, by path. */
export const repositoryFiles = (settings: Settings): ReadonlyMap<string, string> => {
  const filling = fillingOf(settings);
  return new Map([
    ...filled.map(([path, from]) => [path, render(template(from), filling)] as const),
    ["package.json", manifest(settings)],
    ...policyWorkflows(settings),
  ]);
};
