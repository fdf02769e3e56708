import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { visible } from "../diagnostics/visible.ts";
import type { Configuration } from "../documents/configuration.ts";
import { readOrder } from "../documents/order.ts";
import { type FileReading, gather, readPolicyFile } from "../documents/policy-file.ts";
import { kindSchemas, orderedKinds } from "../kinds/kind-schemas.ts";
import { type KindName, productOf } from "../model/address.ts";
import { type DomainName, kindOfDomain } from "../model/domain.ts";
import type { Realm, Snapshot } from "../model/history.ts";
import type { Blob } from "./blobs.ts";
import { unread } from "./configurations.ts";
import { shortName } from "./git.ts";
import type { Moment, MomentFile } from "./moments.ts";
import { fromRoot } from "./paths.ts";

/** What a configuration says a repository is about; `policies` as the command line may override it. */
export const realmOf = ({ tenant, products, authoritative }: Configuration, policies: string): Realm => ({
  tenant,
  policies,
  products,
  authoritative,
});

/** Reads files of commits by path and content. */
export type FileReader = (file: MomentFile) => FileReading;

/** A reader that reads each content at each path once. */
export const fileReader = (blobs: ReadonlyMap<string, Blob>, prefix: string): FileReader => {
  const known = new Map<string, FileReading>();
  const read = (file: MomentFile): FileReading => {
    const path = fromRoot(prefix, file.path);
    const blob = blobs.get(file.oid);
    const refused = unread(path, file, blob);
    if (refused !== undefined) return { path, read: [], diagnostics: [refused] };
    return readPolicyFile({ path, bytes: blob?.bytes ?? new Uint8Array() }, kindSchemas);
  };
  return (file) => {
    const key = `${file.mode} ${file.oid} ${file.path}`;
    const found = known.get(key) ?? read(file);
    known.set(key, found);
    return found;
  };
};

/** A snapshot, and what could not be read of it. */
export interface ReadSnapshot {
  readonly snapshot: Snapshot;
  readonly mistakes: readonly Diagnostic[];
}

/** What one commit declares, as far as it can be read. */
export const readSnapshot = (moment: Moment, readFile: FileReader): ReadSnapshot => {
  const { configuration, policies } = moment;
  const gathered = gather(moment.files.map(readFile));
  const isListed = (kind: KindName): boolean => configuration.products.includes(productOf(kind));
  const given = { policies, at: configuration.at };
  const ordered = readOrder(gathered.documents, configuration.order, orderedKinds, given);
  const listed = <T>(domains: ReadonlyMap<DomainName, readonly T[]>): ReadonlyMap<DomainName, readonly T[]> =>
    new Map([...domains].map(([name, all]) => [name, isListed(kindOfDomain(name)) ? all : []]));
  const mistakes = [...moment.diagnostics, ...gathered.diagnostics, ...ordered.diagnostics].filter(
    ({ severity }) => severity === "error",
  );
  return {
    snapshot: {
      commit: moment.commit,
      desired: {
        resources: gathered.documents.flatMap(({ kind, resources }) => (isListed(kind) ? resources : [])),
        order: listed(ordered.value.order),
        anchors: listed(ordered.value.anchors),
      },
      acknowledgements: gathered.acknowledgements,
      realm: realmOf(configuration, policies),
      ...(mistakes.length === 0 ? {} : { isPartial: true }),
    },
    mistakes,
  };
};

const placeOf = ({ source }: Diagnostic): string =>
  source === undefined ? "" : ` in ${visible(source.file)}:${source.line}:${source.column}`;

/** How mistakes of the base are told, which decide what is ours, and how those of later commits. */
export const telling = {
  base: {
    severity: "warning",
    hint: "what cannot be read there counts as not declared; a base without mistakes can be named with --base",
  },
  later: { severity: "info" },
} as const;

/** One finding per commit: nobody can correct mistakes of the past one by one. */
export const unreadableCommit = (
  { snapshot, mistakes }: ReadSnapshot,
  told: Pick<Diagnostic, "severity" | "hint">,
): readonly Diagnostic[] => {
  const [first] = mistakes;
  if (first === undefined) return [];
  const count = mistakes.length === 1 ? "a mistake" : `${mistakes.length} mistakes, the first`;
  const message = `commit ${shortName(snapshot.commit ?? "")} has ${count}${placeOf(first)}: ${first.message}`;
  return [{ code: "unreadable-commit", message, ...told }];
};
