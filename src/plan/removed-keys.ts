import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Resource } from "../model/resource.ts";

const listed = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

/** A field that is let go and declared at once says two things. */
export const checkUnmanaged = (resource: Resource): readonly Diagnostic[] =>
  (resource.lifecycle.unmanaged ?? [])
    .filter((name) => name in resource.spec)
    .map((name) => ({
      severity: "error",
      code: "unmanaged-conflict",
      message: `${name} of ${resource.address} is declared, and let go under lifecycle.unmanaged`,
      source: resource.at([name]),
      hint: "remove one of both",
    }));

/**
 * Fields that Git has declared since the base and declares no more: nobody can tell whether they should be cleared or
 * let go, so the author says it.
 *
 * @param former how the resource was declared at the base and after it, head excluded
 */
export const checkRemovedKeys = (resource: Resource, former: readonly Resource[]): readonly Diagnostic[] => {
  const released = new Set(resource.lifecycle.unmanaged ?? []);
  const declared = new Set(former.flatMap(({ spec }) => Object.keys(spec)));
  const removed = [...declared].filter((name) => !(name in resource.spec) && !released.has(name)).sort();
  if (removed.length === 0) return [];
  return [
    {
      severity: "error",
      code: "removed-key",
      message: `${resource.address} declared ${listed(removed)} before and no longer declares ${removed.length === 1 ? "it" : "them"}`,
      source: resource.source,
      hint: `write \`${removed[0]}: null\` to clear it in the tenant, or \`lifecycle: {unmanaged: [${removed.join(", ")}]}\` once to let it go`,
    },
  ];
};
