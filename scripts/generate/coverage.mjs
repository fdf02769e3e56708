import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { parse } from "yaml";

/** The one reason a kind may overrule by claiming the resource. */
export const notYet = "not yet";

/** What the vendor offers besides us, one list per product. */
export const readLists = (folder = "scripts/coverage") =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => ({ product: basename(file, ".yaml"), ...parse(readFileSync(`${folder}/${file}`, "utf8")) }));

/** Terraform resources a kind stands for, and GraphQL mutations it sends. */
const claimsOf = ({ terraform = [], api }) => [
  ...terraform,
  ...["create", "update", "remove"].flatMap((verb) => api[verb]?.field ?? []),
];

/**
 * Each resource of a list with the kinds that stand for it, or the reason why none does.
 *
 * @param kinds the kinds of the product that can be declared
 */
export const coverageOf = ({ product, resources }, kinds) => {
  const claims = kinds.map((kind) => ({ kind: kind.name, claimed: claimsOf(kind) }));
  const rows = Object.entries(resources).map(([resource, reason]) => {
    const by = claims.filter(({ claimed }) => claimed.includes(resource)).map(({ kind }) => kind);
    return { resource, kinds: by, reason: by.length > 0 && reason === notYet ? undefined : (reason ?? undefined) };
  });
  const unknown = claims.flatMap(({ kind, claimed }) =>
    claimed
      .filter((resource) => !(resource in resources))
      .map((resource) => `${kind} stands for ${resource}, which scripts/coverage/${product}.yaml does not list`),
  );
  const undecided = rows
    .filter((row) => row.kinds.length === 0 && row.reason === undefined)
    .map(({ resource }) => `${resource} has neither a kind nor a reason why it has none`);
  const both = rows
    .filter((row) => row.kinds.length > 0 && row.reason !== undefined)
    .map((row) => `${row.resource} is left out ("${row.reason}") although ${row.kinds.join(", ")} stands for it`);
  return {
    rows,
    extra: claims.filter(({ claimed }) => claimed.length === 0).map(({ kind }) => kind),
    problems: [...unknown, ...undecided, ...both],
  };
};
