import { readFileSync } from "node:fs";
import { z } from "zod";
import { type Intent, intentFile } from "../apply/intent.ts";

/** What the record at GitHub says of a run that did not come to its end. */
export interface UnfinishedRun {
  readonly digest: string;
  /** Whether it had begun to stage changes in ZIA. */
  readonly staging: boolean;
}

/** Only what decides whether the rest is believed; the rest is what we wrote. */
const schema = z.looseObject({
  version: z.literal(1),
  digest: z.string(),
  requests: z.array(z.unknown()),
  kinds: z.record(z.string(), z.unknown()),
});

const readIntent = (file: string): Intent | undefined => {
  try {
    const parsed = schema.safeParse(JSON.parse(readFileSync(file, "utf8")));
    return parsed.success ? (parsed.data as unknown as Intent) : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Runners are thrown away, and with them what an interrupted run had noted. The record at GitHub says which plan it was,
 * and that plan's artifact holds what its run would do, so the next run knows as much as on one machine. What this
 * machine remembers of other runs does not count.
 *
 * @param folder where this machine keeps its intents
 * @param file the intent in the artifact of the unfinished plan; absent: it cannot be had any more
 * @returns whether nothing is missing
 */
export const takeOver = (folder: string, unfinished: UnfinishedRun | null, file: string | undefined): boolean => {
  const own = intentFile(folder);
  if (unfinished === null) {
    own.clear();
    return true;
  }
  const known = own.read();
  const intent = known?.digest === unfinished.digest ? known : file === undefined ? undefined : readIntent(file);
  if (intent === undefined || intent.digest !== unfinished.digest) {
    own.clear();
    return false;
  }
  own.write({ ...intent, staging: intent.staging || unfinished.staging });
  return true;
};
