import { defineLookup } from "../kind.ts";

export const tagKey = defineLookup({
  name: "zms/tag-key",
  title: "tag key",
  summary: "A tag's name within its namespace.",
  activation: "none",
  parent: "zms/tag-namespace",
  parentFact: "origin",
  api: {
    style: "graphql",
    operation: "ListTagKeys",
    root: "tagKeys",
    arguments: "namespaceId: {parent}",
    select: ["id", "name", "description"],
  },
});
