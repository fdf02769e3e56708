import { defineLookup } from "../kind.ts";

export const tagValue = defineLookup({
  name: "zms/tag-value",
  title: "tag value",
  summary: "A value a tag key may have.",
  activation: "none",
  parent: "zms/tag-key",
  parentFact: "origin",
  api: {
    style: "graphql",
    operation: "ListTagValues",
    root: "tagValues",
    arguments: "tagId: {parent}, namespaceOrigin: {parentFact}",
    select: ["id", "name"],
  },
});
