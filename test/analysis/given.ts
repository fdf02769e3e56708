import { analyse } from "../../src/analysis/analyse.ts";
import type { Policy, PolicyObject } from "../../src/analysis/policy.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { AnalysisCode, Severities } from "../../src/diagnostics/severities.ts";
import { kindOf } from "../../src/kinds/find.ts";
import type { KindName } from "../../src/model/address.ts";

/** Words of a test about an object, apart from its fields. */
type About = Partial<Pick<PolicyObject, "managed" | "standing" | "hidden">>;

/** One object: its name, its fields, and what else a test says of it. */
export type Given = readonly [name: string, spec: Readonly<Record<string, unknown>>, about?: About];

/** Objects by kind; each is declared on a line of its own, and a path in it shows as the column's file name. */
export const policyOf = (given: Readonly<Record<string, readonly Given[]>>): Policy => {
  let line = 0;
  return new Map(
    Object.entries(given).map(([name, objects]) => {
      const kind = kindOf(name as KindName);
      return [
        kind,
        objects.map(([name, spec, about = {}]): PolicyObject => {
          line += 1;
          const own = line;
          const at: PolicyObject["at"] = (path) => ({ file: path.join("."), line: own, column: 1 });
          return { kind, name, spec, managed: true, ...(about.managed === false ? {} : { at }), ...about };
        }),
      ];
    }),
  );
};

/** Findings of one code alone. */
export const findings = (
  code: AnalysisCode,
  given: Readonly<Record<string, readonly Given[]>>,
  severities: Severities = {},
): readonly Diagnostic[] => analyse(policyOf(given), severities).filter((one) => one.code === code);

/** The names in quotes, in their order: what a message is about. */
export const namesIn = ({ message }: Diagnostic): readonly string[] =>
  [...message.matchAll(/"([^"]*)"/g)].map(([, name = ""]) => name);
