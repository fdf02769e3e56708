import { text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";
import { tagFilters } from "./tag-filters.ts";

export const managedResourceGroup = defineKind({
  name: "zms/managed-resource-group",
  title: "managed resource group",
  summary: "Workloads grouped by their tags; membership follows the tags.",
  activation: "none",
  api: {
    style: "graphql",
    operation: "ListResourceGroups",
    root: "resourceGroups",
    on: "ManagedResourceGroup",
    select: ["id", "name", "description", "type", "origin", "resourceMemberCount", "modifiedTime"],
    assumed: { tagFilters: "tagFilters { namespaceId tagId tagValueIds }" },
    create: { field: "managedResourceGroupCreate", input: "ManagedResourceGroupCreateInput" },
    update: { field: "managedResourceGroupUpdate", input: "ManagedResourceGroupUpdateInput" },
    remove: { field: "resourceGroupDelete" },
  },
  fields: {
    description: text({ about: "What the group is for" }),
    tagFilters: tagFilters({
      about: "Every filter must match, by any of its values (wire shape assumed, see docs/zms.md)",
      role: "content",
      required: true,
    }),
  },
  readOnly: ["id", "type", "origin", "resourceMemberCount", "modifiedTime"],
});
