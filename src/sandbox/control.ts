import { portalActor } from "./actor.ts";
import { evaluate } from "./evaluate/evaluate.ts";
import type { Faults } from "./faults.ts";
import { answer, bodyOf, jsonAnswer, Refusal, type Request, type Response } from "./http.ts";
import { isWire, type Json, stringifyJson, type Wire } from "./json.ts";
import type { Portal } from "./portal.ts";
import type { RequestLog } from "./requests.ts";
import { seedNames } from "./seeds/seeds.ts";
import { mergeSettings } from "./settings.ts";
import { storedKinds } from "./stored-kinds.ts";
import type { World } from "./world.ts";
import { activateAs } from "./zia/activation.ts";
import { ziaPortal } from "./zia/portal.ts";
import { zmsPortal } from "./zms/portal.ts";
import { zpaPortal } from "./zpa/portal.ts";

/** What the control plane can reach beyond the tenant. */
export interface Controls {
  readonly world: World;
  readonly requests: RequestLog;
  readonly faults: Faults;
  reset(seed: string | undefined): void;
  settingsChanged(before: World["settings"]): void;
}

const portals: Readonly<Record<string, Portal>> = { zia: ziaPortal, zpa: zpaPortal, zms: zmsPortal };

type Handler = (controls: Controls, request: Request, body: Wire) => Response;

const ok = (value: unknown): Response => answer(200, { "content-type": "application/json" }, stringifyJson(value));

const mistake = (message: string, status = 400): Refusal => new Refusal(jsonAnswer(status, { message }));

const textOf = (body: Wire, key: string): string => {
  const value = body[key];
  if (typeof value !== "string" || value === "") throw mistake(`"${key}" is missing`);
  return value;
};

const wireOf = (body: Wire, key: string): Wire => {
  const value = body[key];
  if (!isWire(value)) throw mistake(`"${key}" is no JSON object`);
  return value;
};

const kindOf = (name: string): { kind: string; portal: Portal } => {
  const portal = portals[name.split("/")[0] ?? ""];
  if (!portal || !storedKinds.some(({ kind }) => kind === name)) throw mistake(`there is no kind "${name}"`);
  return { kind: name, portal };
};

/** The one object of a name; names are compared without case. */
const namedRow = (world: World, kind: string, name: string): Wire => {
  const [row] = world.tenant.collection(kind).named(name);
  if (!row) throw mistake(`no ${kind} is named "${name}"`, 404);
  return row;
};

const viewOf = (value: Json | undefined): "staged" | "active" => {
  if (value === undefined || value === null || value === "staged") return "staged";
  if (value === "active") return "active";
  throw mistake('"view" is staged or active');
};

const actorOf = (body: Wire) => portalActor(typeof body.actor === "string" ? body.actor : "portal administrator");

const handlers: Readonly<Record<string, Handler>> = {
  "GET requests": ({ requests }) => ok({ requests: requests.entries() }),
  "DELETE requests": ({ requests }) => {
    requests.forget();
    return ok({ requests: [] });
  },
  "GET objects": ({ world }, { query }) => {
    const { kind, portal } = kindOf(query.get("kind") ?? "");
    return ok({ objects: portal.list(world, kind, viewOf(query.get("view") ?? undefined)) });
  },
  "POST objects": ({ world }, _request, body) => {
    const { kind, portal } = kindOf(textOf(body, "kind"));
    return ok({ object: portal.create(world, kind, wireOf(body, "object"), actorOf(body)) });
  },
  "PATCH objects": ({ world }, _request, body) => {
    const { kind, portal } = kindOf(textOf(body, "kind"));
    const row = namedRow(world, kind, textOf(body, "name"));
    return ok({ object: portal.change(world, kind, row, wireOf(body, "changes"), actorOf(body)) });
  },
  "DELETE objects": ({ world }, _request, body) => {
    const { kind, portal } = kindOf(textOf(body, "kind"));
    const row = namedRow(world, kind, textOf(body, "name"));
    return ok({ object: portal.remove(world, kind, row, actorOf(body)) });
  },
  "POST activate": ({ world }, _request, body) => {
    activateAs(world, actorOf(body));
    return ok({ status: "ACTIVE" });
  },
  "POST evaluate": ({ world }, _request, body) => {
    const flows = Array.isArray(body.flows) ? body.flows.filter(isWire) : [];
    return ok({ decisions: evaluate(world, textOf(body, "kind"), viewOf(body.view), flows) });
  },
  "GET settings": ({ world }) => ok(world.settings),
  "PUT settings": (controls, _request, body) => {
    const { settings } = controls.world;
    const before = { ...settings };
    const complaint = mergeSettings(settings, body);
    if (complaint) {
      Object.assign(settings, before);
      throw mistake(complaint);
    }
    controls.settingsChanged(before);
    return ok(settings);
  },
  "GET faults": ({ faults }) => ok({ faults: faults.list() }),
  "POST faults": ({ faults }, _request, body) => {
    const complaint = faults.add(body);
    if (complaint) throw mistake(complaint);
    return ok({ faults: faults.list() });
  },
  "DELETE faults": ({ faults }) => {
    faults.clear();
    return ok({ faults: [] });
  },
  "POST reset": (controls, _request, body) => {
    const seed = typeof body.seed === "string" ? body.seed : undefined;
    if (seed !== undefined && !seedNames.includes(seed)) throw mistake(`there is no seed "${seed}"`);
    controls.reset(seed);
    return ok({ seed: controls.world.tenant.seed });
  },
};

export const controlPrefix = "/_sandbox/";

/** Answers a control-plane call; what the API itself would refuse is refused in its words. */
export function routeControl(controls: Controls, request: Request): Response {
  const name = request.path.slice(controlPrefix.length).replace(/\/+$/, "");
  const handler = handlers[`${request.method} ${name}`];
  if (!handler) return jsonAnswer(404, { message: `there is no ${request.method} ${request.path}` });
  const body = bodyOf(request);
  if (request.text.trim() !== "" && !isWire(body)) return jsonAnswer(400, { message: "the body is no JSON object" });
  try {
    return handler(controls, request, isWire(body) ? body : {});
  } catch (error) {
    if (error instanceof Refusal) return error.response;
    throw error;
  }
}
