import { isWire, type Json, listOf, type Wire } from "../../json.ts";
import { int, object, text } from "../field.ts";
import type { ZiaKind } from "../kind.ts";

const tagTypes = new Set<Json>(["ANY", "VPC", "SUBNET", "VM", "ENI", "ATTR"]);
const operators = new Set<Json>(["AND", "OR", "OPEN_PARENTHESES", "CLOSE_PARENTHESES"]);

const containersOf = (row: Wire): readonly Json[] =>
  isWire(row.expressionJson) ? listOf(row.expressionJson.expressionContainers) : [];

const isKnown = (words: ReadonlySet<Json>, value: Json | undefined): boolean => value === undefined || words.has(value);

const isContainer = (entry: Json): boolean =>
  isWire(entry) && isKnown(tagTypes, entry.tagType) && isKnown(operators, entry.operator);

const tagsIn = (entry: Json): readonly Json[] =>
  isWire(entry) && isWire(entry.tagContainer) ? listOf(entry.tagContainer.tags) : [];

export const workloadGroup: ZiaKind = {
  kind: "zia/workload-group",
  path: "workloadGroups",
  nameKey: "name",
  family: "workload",
  writable: true,
  echo: "full",
  stamps: "modified",
  paging: { size: 250, max: 1000, by: "name" },
  // Help: limits.
  maxRows: 1024,
  audit: ["RESOURCES", "WORKLOAD_GROUP"],
  word: "WORKLOAD GROUP",
  fields: {
    id: int({ readOnly: true }),
    name: text({ required: "name cannot be null", max: 255 }),
    description: text({ max: 10_240 }),
    // Recorded: the refusal.
    expressionJson: object({ required: "Workload group expression info is missing!" }),
    // Recorded: bytes that are no text.
    expression: text({ readOnly: true, shown: "\u0000\u0001" }),
    lastModifiedTime: int({ readOnly: true }),
    lastModifiedBy: object({ readOnly: true }),
  },
  // SDK: at most 8 tags, whatever their types; words from the provider. The refusals are invented.
  check: (row) => {
    const containers = containersOf(row);
    if (!containers.every(isContainer)) return "Invalid workload group expression";
    return containers.flatMap(tagsIn).length > 8 ? "A maximum of 8 tags can be added to a workload group" : undefined;
  },
};
