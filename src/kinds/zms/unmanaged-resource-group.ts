import { addresses } from "../fields/addresses.ts";
import { domains } from "../fields/list.ts";
import { text } from "../fields/text.ts";
import { defineKind } from "../kind.ts";

export const unmanagedResourceGroup = defineKind({
  name: "zms/unmanaged-resource-group",
  title: "unmanaged resource group",
  summary: "A fixed set of CIDR blocks and host names.",
  activation: "none",
  api: {
    style: "graphql",
    operation: "ListResourceGroups",
    root: "resourceGroups",
    on: "UnmanagedResourceGroup",
    select: ["id", "name", "description", "type", "origin", "resourceMemberCount", "modifiedTime", "cidrs", "fqdns"],
    create: { field: "unmanagedResourceGroupCreate", input: "UnmanagedResourceGroupCreateInput" },
    update: { field: "unmanagedResourceGroupUpdate", input: "UnmanagedResourceGroupUpdateInput" },
    remove: { field: "resourceGroupDelete" },
  },
  fields: {
    description: text({ about: "What the group is for" }),
    cidrs: addresses({ about: "CIDR blocks", role: "content" }),
    fqdns: domains({ about: "Host names", role: "content" }),
  },
  readOnly: ["id", "type", "origin", "resourceMemberCount", "modifiedTime"],
});
