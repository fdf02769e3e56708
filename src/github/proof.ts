import { z } from "zod";
import { commitShape as commit, sha256Shape as sha256 } from "./shapes.ts";

/**
 * What `github verify` found proven, handed from its job to `apply` in the same run and attempt. It holds no secret, and
 * is believed only there.
 */
export const proofSchema = z.object({
  version: z.literal(1),
  repository: z.string(),
  run: z.object({ id: z.number().int(), attempt: z.number().int() }),
  /** The commit on the default branch that is applied. */
  commit,
  pull: z.object({ number: z.number().int(), head: commit, title: z.string() }),
  /** What the plan began from and was merged with. */
  base: commit.nullable(),
  tip: commit,
  tool: z.string(),
  tenant: z.object({ name: z.string(), cloud: z.string(), customerId: z.string() }),
  artifact: z.object({ id: z.number().int(), runId: z.number().int() }),
  /** Of plan.json's bytes, and the plan's own digest. */
  plan: sha256,
  digest: sha256,
  manifest: sha256,
  approvers: z.array(z.object({ login: z.string(), id: z.number().int(), at: z.string() })),
  /** The deployment that records this apply. */
  record: z.number().int(),
  /** An earlier run that did not come to its end, of this or another plan; its intent lies beside the plan. */
  unfinished: z.object({ record: z.number().int(), digest: sha256, staging: z.boolean() }).nullable(),
});

export type Proof = z.infer<typeof proofSchema>;
