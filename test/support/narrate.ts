import { expect } from "vitest";
import type { KindName } from "../../src/model/address.ts";
import type { Plan } from "../../src/model/plan.ts";
import { type GitScene, type Picture, plain } from "./git-scene.ts";
import { type Applied, wantedEntries } from "./scene.ts";

/** A plan as a person and as a program sees it; it is saved as plan.json. */
export interface Seen {
  readonly exitCode: number;
  readonly plan: Plan;
  /** What somebody reads at night. */
  readonly firstLine: string;
  readonly text: string;
}

const ordered: readonly KindName[] = ["zia/url-filtering-rule", "zia/firewall-filtering-rule", "zpa/access-rule"];

/** `<action> <address> <cause>` of every change. */
export const changesIn = ({ changes }: Plan): readonly string[] =>
  changes.map(({ action, address, cause }) => `${action} ${address} ${cause}`).sort();

/** `<method> <address>` of every write, in the order they are sent. */
export const requestsIn = ({ requests }: Plan): readonly string[] =>
  requests.map(({ method, address }) => `${method} ${address}`);

/** What a plan wants acknowledged, as `<allows> <address>`. */
export const wantedIn = (plan: Plan): readonly string[] =>
  wantedEntries(plan)
    .map(({ allows, change }) => `${allows} ${change}`)
    .sort();

/** Codes of everything that was told beside the changes, other than needs. */
export const codesIn = ({ diagnostics }: Plan): readonly string[] =>
  diagnostics.map(({ code }) => code).filter((code) => code !== "needs-acknowledgement");

export const look = async (scene: GitScene, options: { readonly includeDrift?: boolean } = {}): Promise<Seen> => {
  const shown = await scene.tryPlan({ ...options, format: "text" });
  const planned = await scene.plan(options);
  scene.save(planned);
  expect([shown.exitCode, shown.notes]).toEqual([planned.exitCode, undefined]);
  const text = shown.output ?? "";
  return { exitCode: planned.exitCode, plan: planned.plan, text, firstLine: text.split("\n")[0] ?? "" };
};

/** What is said where no plan comes about; nothing is written. */
export const refusal = async (scene: GitScene, options: { readonly base?: string } = {}): Promise<string> => {
  const told = await scene.tryPlan({ ...options, format: "text" });
  expect([told.exitCode, told.output]).toEqual([1, undefined]);
  expect(await scene.writes()).toEqual([]);
  return told.notes ?? "";
};

/** The saved plan is shown, but is not executed: a guardrail holds it (3), or what it deletes is in use (1). */
export const expectGuarded = async (scene: GitScene, code: 1 | 3 = 3): Promise<void> => {
  await scene.forget();
  const { exitCode, notes } = await scene.apply();
  expect(exitCode).toBe(code);
  expect(notes).toContain("nothing was written");
  expect(await scene.writes()).toEqual([]);
};

const expectUntouched = (before: Picture, after: Picture, { changes }: Plan): void => {
  const written = new Set(changes.flatMap(({ kind, name, id }) => [`${kind} ${id}`, plain(kind, name)]));
  const rest = [...before].filter(([key]) => !written.has(key));
  expect(rest.map(([key]) => [key, after.get(key)])).toEqual(rest);
  const made = [...after].filter(([key, { address }]) => !before.has(key) && !written.has(address));
  expect(made).toEqual([]);
};

const orders = (scene: GitScene): Promise<readonly (readonly string[])[]> =>
  Promise.all(ordered.map(async (kind) => (await scene.order(kind)).map((name) => plain(kind, name))));

/** The second plan is empty, nothing waits, and rules stand as the documents list them. */
export const expectSettled = async (scene: GitScene): Promise<void> => {
  const { plan } = await look(scene);
  expect([changesIn(plan), requestsIn(plan), plan.staged]).toEqual([[], [], null]);
  const declared = scene.declared();
  const live = new Set((await orders(scene)).flat());
  expect((await orders(scene)).flat().filter((address) => declared.includes(address))).toEqual(
    ordered.flatMap((kind) => declared.filter((address) => address.startsWith(`${kind}:`) && live.has(address))),
  );
  expect(scene.applied()).toBe(scene.head());
};

/**
 * Executes the plan that was saved last: exactly its requests, nothing else is touched, and afterwards there is nothing
 * to do.
 */
export const settle = async (scene: GitScene, { plan }: Seen): Promise<Applied> => {
  const [before, standing] = [await scene.picture(), await orders(scene)];
  await scene.forget();
  const applied = await scene.apply();
  expect([applied.exitCode, applied.report.refused, applied.report.problem]).toEqual([0, undefined, undefined]);
  const sent = (await scene.writes()).map(({ method, path }) => `${method} ${path.split("/").at(-1)}`);
  expect(sent).toHaveLength(plan.requests.length);
  expect(sent.map((line) => line.split(" ")[0])).toEqual(plan.requests.map(({ method }) => method));
  expectUntouched(before, await scene.picture(), plan);
  const declared = new Set([...scene.declared(), ...plan.changes.map(({ kind, name }) => plain(kind, name))]);
  const others = (list: readonly string[]): readonly string[] => list.filter((address) => !declared.has(address));
  expect((await orders(scene)).map(others)).toEqual(standing.map(others));
  await expectSettled(scene);
  return applied;
};
