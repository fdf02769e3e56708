import { defineLookup } from "../kind.ts";

export const tagNamespace = defineLookup({
  name: "zms/tag-namespace",
  title: "tag namespace",
  summary: "Where tags come from: cloud providers, machine learning, administrators.",
  activation: "none",
  api: {
    style: "graphql",
    operation: "ListTagNamespaces",
    root: "tagNamespaces",
    select: ["id", "name", "description", "origin"],
  },
});
