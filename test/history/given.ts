import { afterEach, beforeEach, vi } from "vitest";
import type { Checked, Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { type HistoryQuery, readHistory } from "../../src/history/history.ts";
import type { KindName } from "../../src/model/address.ts";
import type { History, Snapshot } from "../../src/model/history.ts";
import { gitEnvironment, makeRepository, type Repository } from "../support/repository.ts";

/** A fresh repository for every test of a file, read without the configuration of the machine. */
export const useRepository = (): (() => Repository) => {
  let repository: Repository | undefined;
  beforeEach(() => {
    for (const [name, value] of Object.entries(gitEnvironment)) vi.stubEnv(name, value);
    repository = makeRepository();
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    repository?.remove();
  });
  return () => repository as Repository;
};

/** A document of rules. */
export const rules = (...names: readonly string[]): string =>
  `kind: zia/url-filtering-rule\nresources:${names.map((name) => `\n  - {name: "${name}", action: BLOCK}`).join("")}\n`;

/** A document of categories. */
export const categories = (...names: readonly string[]): string =>
  `kind: zia/url-category\nresources:${names.map((name) => `\n  - {name: "${name}", urls: [a.example.com]}`).join("")}\n`;

export const namesIn = ({ desired }: Snapshot): string => desired.resources.map(({ name }) => name).join(" ");

export const orderIn = ({ desired }: Snapshot, kind: KindName = "zia/url-filtering-rule"): readonly string[] =>
  desired.order.get(kind)?.map(({ name }) => name) ?? [];

export const found = <T>(result: Checked<T>): T => {
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join("\n"));
  return result.value;
};

export const codesOf = ({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }): readonly string[] =>
  diagnostics.map(({ code }) => code);

/** Reads the history of a repository whose configuration lies at its top, with a clean working tree. */
export const read = (
  { root }: Pick<Repository, "root">,
  base: string,
  query: Partial<HistoryQuery> = {},
): Promise<Checked<History>> =>
  readHistory({ place: { root, file: "zerodrift.yaml" }, base, isDirty: false, ...query });

/** The base and the commits after it, each as the names it declares. */
export const told = async (...args: Parameters<typeof read>): Promise<readonly string[]> => {
  const { base, after } = found(await read(...args));
  return [base, ...after].map(namesIn);
};
