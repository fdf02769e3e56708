import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { identityOf } from "../model/address.ts";
import { type LiveObject, liveNameOf, type Resource } from "../model/resource.ts";
import { keyOf } from "../scope/declarations.ts";
import type { Draft } from "./draft.ts";

const conflict = (message: string, resource: Resource, hint: string): Diagnostic => ({
  severity: "error",
  code: "rename-conflict",
  message,
  source: resource.at(["lifecycle", "renamedFrom"]),
  hint,
});

const liveNamed = (objects: readonly LiveObject[], name: string): LiveObject | undefined =>
  objects.find((object) => identityOf(liveNameOf(object)) === identityOf(name));

const checkOne = (
  resource: Resource,
  from: string,
  resources: readonly Resource[],
  objects: readonly LiveObject[],
): readonly Diagnostic[] => {
  const { kind, name } = resource;
  if (identityOf(from) === identityOf(name)) return [];
  const rivals = resources.filter(
    (other) =>
      other !== resource && other.kind === kind && identityOf(other.lifecycle.renamedFrom ?? "") === identityOf(from),
  );
  if (rivals.length > 0 && resources.indexOf(rivals[0]!) < resources.indexOf(resource))
    return [conflict(`"${from}" is renamed twice`, resource, `"${rivals[0]!.name}" takes it already; remove one`)];
  const old = resources.find((other) => other.kind === kind && identityOf(other.name) === identityOf(from));
  if (old !== undefined) {
    const isChain = old.lifecycle.renamedFrom !== undefined;
    return [
      isChain
        ? conflict(
            `"${from}" is the new name of another object, so "${name}" cannot take it over in one step`,
            resource,
            "rename in two pull requests, the first to a name nobody has",
          )
        : conflict(
            `"${from}" is renamed to "${name}" and declared as well`,
            resource,
            `remove the resource "${from}", or lifecycle.renamedFrom`,
          ),
    ];
  }
  const [before, taken] = [liveNamed(objects, from), liveNamed(objects, name)];
  return before !== undefined && taken !== undefined && before !== taken
    ? [
        conflict(
          `"${from}" cannot be renamed to "${name}", because an object of that name is live`,
          resource,
          "delete or rename the other one first, or choose another name",
        ),
      ]
    : [];
};

/**
 * Renames that cannot be done in one step: a taken name, swaps, chains, two takers.
 *
 * @param objectsFor live objects of a resource's kind; none where its rename was applied before
 */
export const checkRenames = (
  resources: readonly Resource[],
  objectsFor: (resource: Resource) => readonly LiveObject[],
): readonly Diagnostic[] =>
  resources.flatMap((resource) => {
    const from = resource.lifecycle.renamedFrom;
    return from === undefined ? [] : checkOne(resource, from, resources, objectsFor(resource));
  });

/** References by the old name would dangle as soon as the object has its new one. */
export const checkOldNames = (drafts: readonly Draft[]): readonly Diagnostic[] => {
  const renamed = new Map(
    drafts.flatMap(({ kind, live, resource }) =>
      live?.renamedFrom === undefined ? [] : [[keyOf(kind.name, live.renamedFrom), resource.name] as const],
    ),
  );
  if (renamed.size === 0) return [];
  return drafts.flatMap(({ kind, resource }) =>
    Object.entries(resource.spec).flatMap(([field, value]) =>
      value === null || value === undefined
        ? []
        : (kind.fields[field]?.references(value) ?? []).flatMap((reference): readonly Diagnostic[] => {
            const name = renamed.get(keyOf(reference.kind, reference.name));
            return name === undefined
              ? []
              : [
                  {
                    severity: "error",
                    code: "unknown-reference",
                    message: `${reference.kind} "${reference.name}" is renamed to "${name}"`,
                    source: resource.at([field, ...reference.path]),
                    hint: `write "${name}"`,
                  },
                ];
          }),
    ),
  );
};

const sameContent = (gone: Draft, made: Draft): boolean =>
  Object.entries(made.differing).every(([name, value]) => {
    const field = made.kind.fields[name];
    return (
      field !== undefined &&
      JSON.stringify(field.canonical(value)) === JSON.stringify(field.canonical(gone.before[name]))
    );
  });

/** The new object that is equal to one that goes, if there is one. */
export const successorOf = (gone: Draft, drafts: readonly Draft[]): Draft | undefined =>
  drafts.find((made) => made.live === undefined && made.kind === gone.kind && sameContent(gone, made));

/** What to write at the new object if it is the old one. */
export const renameAdvice = (gone: Draft, made: Draft): string =>
  `if it is the same one, write \`lifecycle: {renamedFrom: ${JSON.stringify(gone.resource.name)}}\` at "${made.resource.name}"`;

/** One object goes and an equal one comes: more likely a rename, which keeps the id and everybody who refers to it. */
export const possibleRenames = (drafts: readonly Draft[]): readonly Diagnostic[] =>
  drafts
    .filter(({ isDelete }) => isDelete)
    .flatMap((gone): readonly Diagnostic[] => {
      const made = successorOf(gone, drafts);
      return made === undefined
        ? []
        : [
            {
              severity: "warning",
              code: "possible-rename",
              message: `"${gone.resource.name}" is deleted and an equal ${made.kind.title} "${made.resource.name}" is made`,
              source: made.resource.source,
              hint: renameAdvice(gone, made),
            },
          ];
    });
