import type { Files } from "./story.ts";

/** The file that the stories of the review side are about. */
export const labelFile = "policies/labels.yaml";

/** Labels of rules by name, with what they say: the smallest policies there are. */
export const labelPolicies = (labels: Readonly<Record<string, string>>): string =>
  [
    "kind: zia/rule-label",
    "resources:",
    ...Object.entries(labels).flatMap(([name, description]) => [
      `  - name: ${name}`,
      `    description: ${description}`,
    ]),
    "",
  ].join("\n");

/** A change of that file. */
export const labelsAre = (labels: Readonly<Record<string, string>>): Files => ({ [labelFile]: labelPolicies(labels) });

/** As the embedded tenant has it from the start. */
export const asItIs = { exception: "Temporary exceptions." } as const;
