import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { findKind, kindOf } from "../../src/kinds/find.ts";
import { singletonName } from "../../src/kinds/kind.ts";
import { identityOf, type KindName } from "../../src/model/address.ts";
import { storedKinds } from "../../src/sandbox/stored-kinds.ts";
import { type Files, type Repository, repositoryIn } from "./repository.ts";
import { openScene, type Scene, type SceneOptions, type Wire } from "./scene.ts";
import { lasting } from "./wire.ts";

/** Everything the tenant holds, by kind and id: what it is called, and the JSON it is served with. */
export type Picture = ReadonlyMap<string, { readonly address: string; readonly json: string }>;

/** `change`, `allows` and `reason` of an acknowledgement. */
export type Entry = readonly [change: string, allows: string, reason: string];

/** A scene whose folder is a Git repository; everything is acknowledged by hand, in commits. */
export interface GitScene extends Scene {
  readonly repository: Repository;
  /** Writes whole files, null removes one, and commits everything; the SHA. */
  commit(files?: Files): string;
  /** Replaces texts in a file, each of which has to stand there exactly once. */
  edit(file: string, ...replacements: readonly (readonly [from: string, to: string])[]): void;
  acknowledge(...entries: readonly Entry[]): void;
  head(): string;
  /** The commit that this clone remembers as applied last. */
  applied(): string | undefined;
  picture(): Promise<Picture>;
  /** Names of the rules of a kind as they stand in the tenant. */
  order(kind: KindName): Promise<readonly string[]>;
  /** Addresses, with identities for names, that the working tree declares, rules in their order. */
  declared(): readonly string[];
  /** What somebody does in the portal, and publishes. */
  portal(method: "POST" | "PATCH" | "DELETE", body: Wire): Promise<void>;
}

const acknowledgements = "policies/acknowledgements.yaml";

/** An address that does not depend on how a name is written. */
export const plain = (kind: string, name: unknown): string => `${kind}:${identityOf(String(name))}`;

/**
 * The service shows objects inside those that refer to them, with names and fields of their own; what a referrer itself
 * holds is the id.
 */
const references = (value: unknown, depth = 0): unknown => {
  if (Array.isArray(value)) return value.map((entry) => references(entry, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  const object = value as Wire;
  if (depth > 0 && "id" in object && "name" in object) return { id: object.id, rhs: object.rhs };
  return Object.fromEntries(Object.entries(object).map(([key, part]) => [key, references(part, depth + 1)]));
};

/** A policy set is the list of its rules; it is stamped whenever one of them is written. */
const pictured = storedKinds.filter(({ kind }) => kind !== "zpa/policy-set");

const picturesOf = async (scene: Scene): Promise<Picture> => {
  const objects = await Promise.all(
    pictured.map(async ({ kind, nameKey, idKey }) => {
      const known = findKind(kind as KindName);
      return (await scene.objects(kind)).map((object) => {
        // Settings show neither id nor name.
        const id = known?.singleton ? singletonName : object[idKey];
        const address = plain(kind, object[nameKey] ?? id);
        const kept = known === undefined ? object : lasting(known, object);
        return [`${kind} ${id}`, { address, json: JSON.stringify(references(kept)) }] as const;
      });
    }),
  );
  return new Map(objects.flat());
};

const declaredIn = (text: string): readonly string[] =>
  parseAllDocuments(text)
    .map((document) => document.toJS() as { readonly kind: string; readonly resources: readonly Wire[] })
    .filter(({ kind }) => kind !== "zerodrift/acknowledgement")
    .flatMap(({ kind, resources }) => resources.map(({ name }) => plain(kind, name)));

/** The policies of the repository, or documents, in a Git repository without a commit. */
export const openGitScene = async (options: Omit<SceneOptions, "acknowledges"> = {}): Promise<GitScene> => {
  const scene = await openScene({ ...options, acknowledges: false });
  const repository = repositoryIn(scene.folder);
  repository.git("init", "--quiet", "--initial-branch", "main");
  scene.writeText(".gitignore", "/state/\n/plan.json\n");
  return {
    ...scene,
    stateFolder: join(scene.folder, ".git", "zerodrift", scene.sandbox.customerId),
    repository,
    commit: (files) => repository.commit(files),
    edit(file, ...replacements) {
      const text = replacements.reduce((current, [from, to]) => {
        if (current.split(from).length !== 2) throw new Error(`${file} does not hold once: ${from}`);
        return current.replace(from, () => to);
      }, scene.read(file));
      scene.writeText(file, text);
    },
    acknowledge(...entries) {
      const lines = entries.map(([change, allows, reason]) => `  - ${JSON.stringify({ change, allows, reason })}\n`);
      scene.writeText(acknowledgements, `${scene.read(acknowledgements)}${lines.join("")}`);
    },
    head: () => repository.git("rev-parse", "HEAD"),
    applied() {
      const ref = `refs/zerodrift/production/${scene.sandbox.customerId}/applied`;
      const found = repository.git("for-each-ref", "--format=%(objectname)", ref);
      return found === "" ? undefined : found;
    },
    picture: () => picturesOf(scene),
    order: async (kind) => (await scene.objects(kind)).map((object) => String(object[kindOf(kind).nameKey])),
    declared: () =>
      repository
        .git("ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.yaml")
        .split("\0")
        .filter((file) => file !== "" && file !== "zerodrift.yaml" && existsSync(join(scene.folder, file)))
        .flatMap((file) => declaredIn(scene.read(file))),
    async portal(method, body) {
      await scene.control(method, "objects", { actor: "j.doe@acme.example", ...body });
      await scene.control("POST", "activate", { actor: "j.doe@acme.example" });
    },
  };
};
