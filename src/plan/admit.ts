import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Kind } from "../kinds/kind.ts";
import type { Listing } from "../model/live.ts";
import type { Resource } from "../model/resource.ts";
import { isSame } from "./diff.ts";
import type { Domain } from "./domain.ts";
import type { Draft } from "./draft.ts";

const error = (
  code: Diagnostic["code"],
  message: string,
  resource: Resource,
  path: readonly string[],
  hint: string,
): Diagnostic => ({
  severity: "error",
  code,
  message,
  source: resource.at(path),
  hint,
});

const missingFields = ({ kind, resource, live }: Draft): readonly Diagnostic[] =>
  live !== undefined
    ? []
    : Object.values(kind.fields)
        .filter(({ name, required }) => required && (resource.spec[name] === undefined || resource.spec[name] === null))
        .map(({ name }) =>
          error(
            "missing-field",
            `${resource.address} does not exist yet, and creating it needs "${name}"`,
            resource,
            [],
            `add ${name}:`,
          ),
        );

const builtinFields = ({ kind, resource, live, differing }: Draft): readonly Diagnostic[] => {
  if (live === undefined || live.standing === "custom") return [];
  const allowed = live.standing === "movable" ? kind.movableFields : [];
  return Object.keys(differing)
    .filter((name) => !allowed.includes(name))
    .map((name) =>
      error(
        "builtin-readonly",
        `"${live.name}" is built in: ${name} cannot be changed`,
        resource,
        [name],
        allowed.length === 0
          ? "take the resource out; it can be referred to without being declared"
          : `only ${allowed.join(", ")} and its position can be declared`,
      ),
    );
};

const fixedName = ({ kind, resource, rename }: Draft): readonly Diagnostic[] =>
  kind.fixedName === undefined || rename === undefined
    ? []
    : [
        error(
          "immutable-field",
          "the name cannot change once the object exists",
          resource,
          ["name"],
          "declare the other one beside it, and take this one out once nothing names it",
        ),
      ];

const fixedFields = ({ kind, resource, live, differing }: Draft): readonly Diagnostic[] =>
  live === undefined
    ? []
    : Object.keys(differing)
        .filter((name) => kind.fields[name]?.mutable === false)
        .map((name) =>
          error(
            "immutable-field",
            `${name} cannot change once the object exists`,
            resource,
            [name],
            "make a new object under another name",
          ),
        );

/** Settings of another choice than the one that is made would be left out of the body, and be a difference for ever. */
const strayFields = ({ kind, resource, after }: Draft): readonly Diagnostic[] => {
  if (kind.nested === undefined) return [];
  const { key, parts } = kind.nested;
  const choice = String(after[key]);
  const own = parts[choice]?.keys ?? [];
  return Object.values(parts)
    .flatMap(({ keys }) => keys)
    .filter((name, index, all) => all.indexOf(name) === index && !own.includes(name))
    .filter((name) => !isEmpty(kind, name, resource.spec[name]))
    .map((name) =>
      error(
        "invalid-value",
        `${name} has no meaning with ${key} ${choice}`,
        resource,
        [name],
        own.length === 0 ? "take it out" : `take it out; ${choice} goes with ${own.join(", ")}`,
      ),
    );
};

const isEmpty = ({ fields }: Kind, name: string, value: unknown): boolean => {
  const field = fields[name];
  return field === undefined || isSame(field, value, field.empty);
};

/** Fields the tenant cannot return: what cannot be read cannot be compared, so the resource is left out, not guessed. */
export const unreadableFields = (resource: Resource, listing: Listing): readonly Diagnostic[] =>
  Object.keys(resource.spec)
    .filter((name) => listing.missingFields.includes(name))
    .map((name) => ({
      severity: "warning",
      code: "unreadable-field",
      message: `the tenant's GraphQL schema does not return "${name}", so ${resource.address} is not written`,
      source: resource.at([name]),
      hint: "take the field out to manage the rest, or give the tenant's schema with --zms-schema when introspection is off",
    }));

/**
 * Nobody knows whether a GraphQL update merges or replaces, so it always sends every field; one that cannot be read
 * cannot be sent along, and might be lost.
 */
export const unsendableUpdate = ({ resource, live, fields }: Draft, listing: Listing): readonly Diagnostic[] =>
  live === undefined || fields.length === 0 || listing.missingFields.length === 0
    ? []
    : [
        {
          severity: "warning",
          code: "unreadable-field",
          message: `the tenant does not return ${listing.missingFields.join(", ")}, which an update has to send, so ${resource.address} is not written`,
          source: resource.source,
          hint: "make the change in the portal, or give the tenant's schema with --zms-schema when introspection is off",
        },
      ];

/** What a draft asks for that the API cannot do. */
export const checkDraft = (draft: Draft): readonly Diagnostic[] => [
  ...missingFields(draft),
  ...builtinFields(draft),
  ...fixedName(draft),
  ...fixedFields(draft),
  ...strayFields(draft),
];

/** A rule that cannot be written must not have to move. */
export const checkMoves = ({ judged, moves }: Domain): readonly Diagnostic[] =>
  [...moves.keys()].flatMap((key) => {
    const draft = judged.get(key)?.draft;
    return draft?.live?.standing !== "fixed"
      ? []
      : [
          error(
            "order-conflict",
            `"${draft.live.name}" is built in and keeps its place, which is not where the list puts it`,
            draft.resource,
            [],
            "put the rules of the list in an order that leaves built-in rules where they are",
          ),
        ];
  });

/**
 * Nothing goes up past a vendor's rule that keeps its place, and new rules go below. Down past it goes what the list puts
 * there, except for `first` and `last`, which never pass one.
 */
export const checkFixed = (
  { listing, judged, toEnds }: Domain,
  before: readonly string[],
  after: readonly string[],
): readonly Diagnostic[] => {
  const fixed = listing.objects.filter(({ id, standing }) => standing === "fixed" && before.includes(id));
  return fixed.flatMap(({ id, name }) => {
    const wasAbove = new Set(before.slice(0, before.indexOf(id)));
    const isAbove = new Set(after.slice(0, after.indexOf(id)));
    const goesUp = (key: string): boolean => isAbove.has(key) && !wasAbove.has(key);
    const goesDown = (key: string): boolean => wasAbove.has(key) && !isAbove.has(key) && toEnds.has(key);
    const passed = after.find((key) => key !== id && (goesUp(key) || goesDown(key)));
    const draft = passed === undefined ? undefined : judged.get(passed)?.draft;
    if (passed === undefined || draft === undefined || draft.live?.standing === "fixed") return [];
    const [wrong, right] = goesUp(passed) ? ["above", "below"] : ["below", "above"];
    return [
      error(
        "order-conflict",
        `"${draft.resource.name}" would stand ${wrong} "${name}", which is built in and keeps its place`,
        draft.resource,
        [],
        `put it ${right} "${name}"`,
      ),
    ];
  });
};

export const liveDuplicate = (kind: Kind, resource: Resource, ids: readonly string[]): Diagnostic =>
  error(
    "live-duplicate",
    `${ids.length} live ${kind.title}s are named "${resource.name}"`,
    resource,
    [],
    `rename all but one in the portal (ids ${ids.join(", ")})`,
  );
