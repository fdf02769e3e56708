import { join } from "node:path";
import { auditLog } from "../../src/apply/audit.ts";
import { surprises } from "../../src/apply/expected.ts";
import { type IntentFile, intentFile } from "../../src/apply/intent.ts";
import { runPlan } from "../../src/apply/run.ts";
import { systemClock } from "../../src/clients/clock.ts";
import { connectionFromEnvironment } from "../../src/clients/connection.ts";
import { readSchema } from "../../src/clients/graphql.ts";
import { type Api, createApi } from "../../src/clients/http.ts";
import { readActivation } from "../../src/clients/zia-activation.ts";
import { kindOf } from "../../src/kinds/find.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { addressOf, type KindName, productOf } from "../../src/model/address.ts";
import type { Change } from "../../src/model/change.ts";
import { formatVersion, type Phase, type Plan, type PlannedRequest } from "../../src/model/plan.ts";
import type { Spec } from "../../src/model/resource.ts";
import type { ApplyResult } from "../../src/model/result.ts";
import type { Step } from "../../src/model/step.ts";
import { readLive } from "../../src/state/live.ts";
import { buildNames } from "../../src/state/names.ts";
import type { Scene } from "./scene.ts";

/** A write to a live object, as a plan would hold it. */
export interface Write {
  readonly kind: KindName;
  readonly name: string;
  readonly phase: Phase;
  /** Absent: the object is deleted. */
  readonly set?: Spec;
}

export interface HandMade {
  readonly intent: IntentFile;
  /** Does something once, after everything was read and right before the next write is sent. */
  beforeWrite(something: () => Promise<unknown>): void;
  /** From here on nothing is sent any more, as if the process had been ended; make another one to go on. */
  stop(): void;
  /** Reads the tenant, makes the writes into a plan, and runs it as apply does. */
  run(...writes: readonly Write[]): Promise<ApplyResult>;
  /** What the intent of a run that broke off does not explain in the tenant. */
  unexplained(): Promise<readonly unknown[]>;
}

const requestOf = (
  kind: Kind,
  { phase, name, set }: Write,
  id: string,
  facts: Record<string, string>,
): PlannedRequest => {
  const address = addressOf(kind.name, name);
  if (kind.api.style === "graphql") {
    const { field } = (set === undefined ? kind.api.remove : kind.api.update)!;
    return { phase, method: "POST", path: "/zms/graphql", operation: field, address };
  }
  // Rules of ZPA are updated by v2 and deleted by v1. [recorded]
  const template = set === undefined ? kind.api.update!.replace("/v2/", "/v1/") : kind.api.update!;
  const path = template.replace(/\{(\w+)\}/g, (_, key: string) => ({ ...facts, id })[key] ?? "");
  return { phase, method: set === undefined ? "DELETE" : "PUT", path, address };
};

/** Runs writes without a planner. `names`: the kinds that are read. */
export const handMade = (scene: Scene, ...names: readonly KindName[]): HandMade => {
  const { env } = scene.environment;
  const connection = connectionFromEnvironment(env);
  if (!connection.ok) throw new Error("the sandbox has no connection");
  const clock = systemClock(2000);
  const stopping = new AbortController();
  const direct = createApi({ connection: connection.value, clock, signal: stopping.signal });
  const waiting: (() => Promise<unknown>)[] = [];
  const api: Api = {
    ...direct,
    async request(request) {
      if (request.method !== "GET" && request.repeatable !== true) await waiting.pop()?.();
      return direct.request(request);
    },
  };
  const intent = intentFile(scene.stateFolder);
  const kinds = names.map(kindOf);
  const { customerId } = connection.value;

  const read = async (wanted: readonly Kind[]) => {
    const schema = names.some((name) => productOf(name) === "zms") ? await readSchema(api) : undefined;
    return { schema, live: await readLive({ api, needs: { kinds: wanted, parents: new Map() }, schema }) };
  };

  return {
    intent,
    stop: () => stopping.abort(),
    beforeWrite: (something) => void waiting.push(something),
    async run(...writes) {
      const { live, schema } = await read(kinds);
      const found = buildNames(live);
      const steps = writes.map((write): Step => {
        const kind = kindOf(write.kind);
        const { scope = "" } = live.listings.get(write.kind)!;
        const id = found.find(write.kind, write.name)[0]?.id ?? "";
        const request = requestOf(kind, write, id, { customer: customerId, scope });
        const { phase, address } = request;
        const verb = write.set === undefined ? "delete" : "update";
        return { phase, verb, kind: write.kind, address, id, set: write.set ?? {}, request };
      });
      const action = (address: string): Change["action"] =>
        steps.some((step) => step.address === address && step.verb === "delete") ? "delete" : "update";
      const changes = [...new Map(steps.map((step) => [step.address, step])).values()].map(
        ({ address, kind, id }): Change => ({
          ...{ address, kind, id, name: address.slice(kind.length + 1), action: action(address), managed: true },
          ...{ cause: "commit", takeover: false, impact: "neutral", fields: [], precondition: null },
        }),
      );
      const isStaged = intent.read()?.staging === true && (await readActivation(api)) !== "ACTIVE";
      const zia = isStaged || steps.some(({ kind }) => productOf(kind) === "zia");
      const plan: Plan = {
        ...{ formatVersion, digest: "sha256:hand-made", notTouched: [], consents: [], diagnostics: [], orders: {} },
        tenant: { name: "acme", cloud: "production", customerId },
        binding: { tool: "0", base: null, head: null, dirty: false, tree: "", includeDrift: false, kinds: null },
        summary: {
          ...{ create: 0, update: 0, delete: steps.length, move: 0, unchanged: 0 },
          ...{ takeover: 0, unmanaged: 0, drift: 0, broadens: 0 },
        },
        changes,
        requests: steps.map(({ request }) => request),
        activation: { zia },
        staged: isStaged ? { by: "ours" } : null,
        cost: { requests: steps.length, seconds: 0 },
      };
      const readAgain = async (wanted: readonly Kind[]) => {
        const again = await read(wanted);
        const both = { ...live, listings: new Map([...live.listings, ...again.live.listings]) };
        return { live: both, nameOf: buildNames(both).nameOf };
      };
      const audit = auditLog(join(scene.stateFolder, "audit.jsonl"), { actor: "a test" }, Date.now);
      return runPlan({
        ...{ plan, digest: plan.digest, steps, live, nameOf: found.nameOf, find: found.find, kindOf, api, schema },
        ...{
          clock,
          maxWaitMs: 900_000,
          intent,
          audit,
          readAgain,
          finalOrders: new Map(),
          restore: new Map(),
          before: [],
        },
      });
    },
    async unexplained() {
      const { live } = await read(kinds);
      const { nameOf } = buildNames(live);
      const states = intent.read()?.kinds ?? {};
      return kinds.flatMap((kind): readonly unknown[] => {
        const own = states[kind.name];
        return own === undefined
          ? [`${kind.name} is not in the intent`]
          : surprises(kind, own, live.listings.get(kind.name)!, "on-the-way", nameOf);
      });
    },
  };
};
