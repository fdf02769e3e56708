import type { GitHub } from "../github/client.ts";
import { environmentName } from "../github/names.ts";
import { ask } from "./known.ts";
import type { SecretFacts } from "./secrets.ts";

type Names = Pick<SecretFacts, "inRepository" | "inOrganization" | "inPlan" | "inApply">;

const namesOf = (secrets: readonly { readonly name: string }[]): readonly string[] => secrets.map(({ name }) => name);

/** Where secrets of which names are kept; mostly only administrators may ask. */
export const readSecretNames = async ({ rest, paginate, at }: GitHub, tenant: string): Promise<Names> => {
  const all = { ...at, per_page: 100 };
  const inEnvironment = (role: "plan" | "apply") =>
    ask(async () =>
      namesOf(
        await paginate(rest.actions.listEnvironmentSecrets, {
          ...all,
          environment_name: environmentName(tenant, role),
        }),
      ),
    );
  return {
    inRepository: await ask(async () => namesOf(await paginate(rest.actions.listRepoSecrets, all))),
    inOrganization: await ask(async () => namesOf(await paginate(rest.actions.listRepoOrganizationSecrets, all))),
    inPlan: await inEnvironment("plan"),
    inApply: await inEnvironment("apply"),
  };
};
