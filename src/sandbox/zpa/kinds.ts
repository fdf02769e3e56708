import type { ZpaKind } from "./kind.ts";
import { policyTypes } from "./policy-types.ts";
import { kindTables } from "./registry.ts";
import { ruleTable } from "./rule-table.ts";

export const zpaKinds: readonly ZpaKind[] = [...kindTables, ...policyTypes.map(ruleTable)];

const byKind = new Map(zpaKinds.map((kind) => [kind.kind, kind]));

export const zpaKind = (name: string): ZpaKind => {
  const kind = byKind.get(name);
  if (!kind) throw new Error(`the sandbox has no kind "${name}"`);
  return kind;
};

export const zpaRuleKinds: readonly ZpaKind[] = zpaKinds.filter((kind) => kind.policyType !== undefined);
