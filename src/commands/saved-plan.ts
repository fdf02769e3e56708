import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Address } from "../model/address.ts";
import { formatVersion, type Plan, type PlannedRequest } from "../model/plan.ts";

const request = z.looseObject({
  phase: z.enum(["stricter", "looser", "cleanup", "activation"]),
  method: z.enum(["POST", "PUT", "DELETE"]),
  path: z.string(),
  operation: z.string().optional(),
  address: z.string(),
});

const schema = z.looseObject({
  formatVersion: z.number(),
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  tenant: z.looseObject({ name: z.string(), cloud: z.string(), customerId: z.string() }),
  binding: z.looseObject({
    tree: z.string(),
    kinds: z.array(z.string()).nullable(),
    base: z.string().nullable(),
    head: z.string().nullable(),
    includeDrift: z.boolean(),
  }),
  changes: z.array(
    z.looseObject({
      address: z.string(),
      id: z.string().nullable(),
      fields: z.array(z.looseObject({ path: z.string() })),
    }),
  ),
  requests: z.array(request),
  orders: z.record(z.string(), z.unknown()),
});

/** What apply needs of a saved plan; the rest is computed again. */
export interface SavedPlan {
  readonly digest: string;
  readonly customerId: string;
  readonly cloud: string;
  readonly kinds: readonly string[] | null;
  /** The commit it was made from, and whether it undoes drift: it is made again in the same way. */
  readonly base: string | null;
  readonly includeDrift: boolean;
  readonly requests: readonly PlannedRequest[];
  /** What the file shows to whoever reads it. */
  readonly content: Pick<Plan, "orders" | "changes" | "requests">;
  /** Hash of the documents and the configuration it was made from. */
  readonly tree: string;
  /** Live ids of rules that the plan moves. */
  readonly moved: ReadonlySet<string>;
  /** What the plan makes. */
  readonly created: readonly Address[];
}

export type ReadPlan =
  | { readonly ok: true; readonly plan: SavedPlan }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

const wrong = (message: string, hint: string): ReadPlan => ({
  ok: false,
  diagnostic: { severity: "error", code: "invalid-plan", message, hint },
});

export const readSavedPlan = (file: string, cwd: string): ReadPlan => {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, file), "utf8");
  } catch {
    return wrong(
      `the plan file "${file}" cannot be read`,
      "make one with: zerodrift plan --format json --out plan.json",
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return wrong(`"${file}" is not JSON`, "make one with: zerodrift plan --format json --out plan.json");
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return wrong(
      `"${file}" is not a plan: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
      "make one with: zerodrift plan --format json --out plan.json",
    );
  }
  const { data } = parsed;
  if (data.formatVersion !== formatVersion) {
    return wrong(
      `"${file}" has format version ${data.formatVersion}, this tool writes ${formatVersion}`,
      "plan again with this version",
    );
  }
  return {
    ok: true,
    plan: {
      digest: data.digest,
      customerId: data.tenant.customerId,
      cloud: data.tenant.cloud,
      kinds: data.binding.kinds,
      base: data.binding.base,
      includeDrift: data.binding.includeDrift,
      requests: data.requests as readonly PlannedRequest[],
      content: data as unknown as SavedPlan["content"],
      tree: data.binding.tree,
      created: data.changes.flatMap(({ address, id }) => (id === null ? [address as Address] : [])),
      moved: new Set(
        data.changes.flatMap(({ id, fields }) =>
          id !== null && fields.some(({ path }) => path === "position") ? [id] : [],
        ),
      ),
    },
  };
};
