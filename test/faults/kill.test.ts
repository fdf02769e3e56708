import { afterAll, describe, test } from "vitest";
import { startCli, until } from "../support/cli.ts";
import { everything } from "../support/scene.ts";
import { checkConverged, checkOneActivation, rehearse } from "./rehearsal.ts";

const rehearsal = await rehearse();
const { scene } = rehearsal;
const reads = [1, 3, 7, Math.floor(rehearsal.requestCount / 2), rehearsal.requestCount - 2].filter(
  (number) => !rehearsal.writeNumbers.includes(number),
);

const args = [
  ...["apply", "plan.json", "--format", "json", "--enable-writes", "--approved-by", "a test"],
  ...everything.flatMap((glob) => ["--allow", glob]),
];

/** Starts the compiled CLI, waits until its k-th request is held, and kills it there. */
const killAt = async (k: number, hold: "before" | "after"): Promise<void> => {
  await rehearsal.fail(k, 1, { hold });
  const { child, ended } = startCli(scene, args, { env: { ZERODRIFT_SKIP_CONFIRMATIONS: "true" } });
  await until(async () => (await scene.requests()).length >= k || child.exitCode !== null);
  child.kill("SIGKILL");
  const { signal, stderr } = await ended;
  if (signal !== "SIGKILL") throw new Error(`the process ended before it was killed: ${stderr}`);
  await scene.control("DELETE", "faults");
};

describe.each(["before", "after"] as const)("killed while a request is held %s it is carried out", (hold) => {
  test.each([...rehearsal.writeNumbers, ...reads].sort((a, b) => a - b))(
    "at request %i: the same plan file finishes, with one activation",
    async (k) => {
      await rehearsal.reset();
      await killAt(k, hold);
      await rehearsal.finish();
      await checkConverged(rehearsal);
      await checkOneActivation(rehearsal);
    },
  );
});

test("killed twice, at another write each time: the same plan file still finishes", async () => {
  const [, second = 0, , fourth = 0] = rehearsal.writeNumbers;
  await rehearsal.reset();
  await killAt(second, "after");
  await scene.forget();
  await killAt(fourth, "after");
  await rehearsal.finish();
  await checkConverged(rehearsal);
});

afterAll(() => scene.close());
