import { expression } from "../fields/expression.ts";
import { text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";

const path = "/zia/api/v1/dlpEngines";

export const dlpEngine = defineKind({
  name: "zia/dlp-engine",
  title: "DLP engine",
  summary: "A formula over dictionaries that decides whether data is found.",
  terraform: ["zia_dlp_engines"],
  activation: "staged",
  standalone: true,
  api: { style: "rest", list: path, paging: "whole", create: path, update: `${path}/{id}`, remove: `${path}/{id}` },
  // Predefined engines have no name but a tag. [recorded]
  names: (wire) => [wire.name, wire.predefinedEngineName].filter((name) => typeof name === "string").slice(0, 1),
  standing: (wire) => (wire.customDlpEngine === false ? "fixed" : "custom"),
  fields: {
    description: text({ about: "Free text" }),
    engineExpression: expression("zia/dlp-dictionary", {
      about: 'Scores of dictionaries, such as ("Credit cards".S > 1 AND "Names".S > 0)',
      prefix: "D",
      role: "effect",
      required: true,
    }),
  },
  readOnly: ["id", "predefinedEngineName"],
  createDefaults: { customDlpEngine: true },
});
