import { afterAll, describe, expect, test } from "vitest";
import { checkConverged, checkDisturbed, checkReport, type Fault, type Rehearsal, rehearse } from "./rehearsal.ts";

/** Whether the service carries out a request that fails this way. */
const isExecuted = (then: Fault): boolean => then.status === undefined && then.drop !== "before";

const oneCase = async (rehearsal: Rehearsal, k: number, times: number, then: Fault): Promise<void> => {
  const { scene } = rehearsal;
  await rehearsal.reset();
  await rehearsal.fail(k, times, then);
  const applied = await scene.apply().catch((error: unknown) => error as Error);
  await scene.control("DELETE", "faults");
  if (applied instanceof Error) {
    // The command gave up before it had a plan; the CLI turns this into exit code 1.
    expect(await rehearsal.staged()).toEqual(rehearsal.before);
    expect(applied.constructor.name).toMatch(/Error$/);
  } else {
    await checkDisturbed(rehearsal, applied);
    await checkReport(rehearsal, applied);
  }
  if (applied instanceof Error || applied.exitCode !== 0) await rehearsal.finish();
  await checkConverged(rehearsal);
  const activations = (await scene.requests()).filter(({ path }) => path.endsWith("/status/activate"));
  const executed = activations.filter(({ status }) => status === 200 || (status === null && isExecuted(then)));
  expect(executed).toHaveLength(1);
};

/** Every request of an apply in turn fails in one way: once, or from then on until somebody repairs it. */
export const everyRequest = async (faults: Readonly<Record<string, Fault>>): Promise<void> => {
  const rehearsal = await rehearse();
  const numbers = Array.from({ length: rehearsal.requestCount }, (_, index) => index + 1);
  describe.each(Object.entries(faults))("%s", (_name, then) => {
    test.each(numbers)("at request %i, once: the plan is finished, with one activation", (k) =>
      oneCase(rehearsal, k, 1, then),
    );
    test.each(numbers)("at request %i and after: the same plan file finishes later, with one activation", (k) =>
      oneCase(rehearsal, k, 1000, then),
    );
  });
  afterAll(() => rehearsal.scene.close());
};
