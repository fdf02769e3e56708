import type { Wire } from "../../json.ts";
import { flag, int, text } from "../field.ts";
import type { ZiaKind } from "../kind.ts";

/** Recorded forms: `((D63.S > 1))`, `(D60.S > 0 AND D62.S > 5)`. The grammar behind them is assumed. */
const formula =
  /^[\s()]*D\d+\.S\s*(?:>|<|>=|<=|==)\s*\d+[\s()]*(?:(?:AND|OR|NOT)[\s()]*D\d+\.S\s*(?:>|<|>=|<=|==)\s*\d+[\s()]*)*$/;

const checkEngine = (row: Wire): string | undefined =>
  row.customDlpEngine === false || formula.test(String(row.engineExpression)) ? undefined : "Invalid engine expression";

export const dlpEngine: ZiaKind = {
  kind: "zia/dlp-engine",
  path: "dlpEngines",
  nameKey: "name",
  family: "engine",
  writable: true,
  echo: "full",
  audit: ["DLP_RESOURCES", "DLP_ENGINE"],
  word: "DLP_ENGINE",
  maxRows: 480,
  check: checkEngine,
  // Recorded: predefined engines have a tag for a name.
  tagKey: "predefinedEngineName",
  owned: { is: (row) => row.customDlpEngine === false, keys: [] },
  fields: {
    id: int({ readOnly: true }),
    name: text({ max: 255 }),
    description: text(),
    // Formulas hold ids of dictionaries; that a dictionary in use cannot be deleted is assumed.
    engineExpression: text({
      required: "engineExpression cannot be null",
      to: "zia/dlp-dictionary",
      mentions: /\bD(\d+)\b/g,
    }),
    customDlpEngine: flag({ initial: true, shown: true }),
    predefinedEngineName: text({ readOnly: true }),
  },
};
