import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { identityOf } from "../model/address.ts";
import type { Resource } from "../model/resource.ts";
import { quote } from "./words.ts";

const duplicate = (first: Resource, second: Resource): Diagnostic => {
  const { file, line } = first.at(["name"]);
  const place = `${file}:${line}`;
  const isSameSpelling = first.name === second.name;
  return {
    severity: "error",
    code: "duplicate-resource",
    message: isSameSpelling
      ? `${second.kind} ${quote(second.name)} is declared a second time`
      : `${second.kind} ${quote(second.name)} is the same object as ${quote(first.name)}`,
    source: second.at(["name"]),
    hint: isSameSpelling
      ? `remove or rename one; the first stands in ${place}`
      : `${quote(first.name)} (${place}) and ${quote(second.name)} differ only in case, blanks or spelling of characters; remove or rename one`,
  };
};

/** Resources of a kind that would be one object in the tenant. */
export const findDuplicates = (resources: readonly Resource[]): readonly Diagnostic[] => {
  const first = new Map<string, Resource>();
  return resources.flatMap((resource) => {
    const key = `${resource.kind}:${identityOf(resource.name)}`;
    const earlier = first.get(key);
    if (earlier !== undefined) return [duplicate(earlier, resource)];
    first.set(key, resource);
    return [];
  });
};
