import type { Request } from "./http.ts";
import { isWire, type Json, parseJson, stringifyJson, type Wire } from "./json.ts";

/** What happens instead of, before or after the normal answer. */
export type FaultAction =
  | { readonly status: number; readonly body?: Json; readonly headers?: Record<string, string> }
  | { readonly drop: "before" | "after" }
  | { readonly hold: "before" | "after" }
  | { readonly delayMs: number }
  | { readonly truncate: true }
  | { readonly malform: string };

export interface Fault {
  readonly method: string | undefined;
  readonly path: RegExp;
  readonly action: FaultAction;
  skip: number;
  times: number;
}

export interface Faults {
  add(body: Json | undefined): string | undefined;
  /** The action for a request, used up once. */
  take(request: Request): FaultAction | undefined;
  list(): Wire[];
  /** Forgets all and lets go of everything held. */
  clear(): void;
  released(): Promise<void>;
}

export function openFaults(): Faults {
  let faults: Fault[] = [];
  let release: () => void = () => {};
  let gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  return {
    add(body) {
      const fault = parseFault(body);
      if (typeof fault === "string") return fault;
      faults.push(fault);
      return undefined;
    },
    take(request) {
      for (const fault of faults) {
        if (!isMatch(fault, request)) continue;
        if (fault.skip > 0) {
          fault.skip--;
          continue;
        }
        if (fault.times <= 0) continue;
        fault.times--;
        return fault.action;
      }
      return undefined;
    },
    list: () =>
      faults.map(({ method, path, skip, times, action }) => ({
        method: method ?? null,
        path: path.source,
        skip,
        times,
        // biome-ignore lint/suspicious/noThenProperty: the contract's own word
        then: action as unknown as Wire,
      })),
    clear() {
      faults = [];
      release();
      gate = new Promise<void>((resolve) => {
        release = resolve;
      });
    },
    released: () => gate,
  };
}

const isMatch = (fault: Fault, request: Request): boolean =>
  (fault.method === undefined || fault.method === request.method) &&
  (fault.path.test(request.target) || fault.path.test(request.path));

const natural = (value: Json | undefined, fallback: number): number | undefined => {
  if (value === undefined || value === null) return fallback;
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;
};

/** A fault from a request body, or the sentence that says why not. */
function parseFault(body: Json | undefined): Fault | string {
  if (!isWire(body)) return "a fault is a JSON object";
  const [skip, times] = [natural(body.skip, 0), natural(body.times, 1)];
  if (skip === undefined || times === undefined) return "skip and times are whole numbers";
  const method = body.method === undefined || body.method === null ? undefined : String(body.method).toUpperCase();
  const action = parseAction(body.then);
  if (typeof action === "string") return action;
  try {
    return { method, path: new RegExp(String(body.path ?? "")), action, skip, times };
  } catch {
    return `"${String(body.path)}" is no regular expression`;
  }
}

const isMoment = (value: Json | undefined): value is "before" | "after" => value === "before" || value === "after";

function parseAction(then: Json | undefined): FaultAction | string {
  if (!isWire(then)) return '"then" says what the fault does';
  if (typeof then.status === "number") return then as unknown as FaultAction;
  if (isMoment(then.drop)) return { drop: then.drop };
  if (isMoment(then.hold)) return { hold: then.hold };
  if (typeof then.delayMs === "number") return { delayMs: then.delayMs };
  if (then.truncate === true) return { truncate: true };
  if (typeof then.malform === "string") return { malform: then.malform };
  return '"then" is one of status, drop, hold, delayMs, truncate, malform';
}

/** The JSON text with the value at a path such as `$.list[0].id` turned into one of another type. */
export function malform(text: string, path: string): string {
  let root: Json;
  try {
    root = parseJson(text);
  } catch {
    return text;
  }
  const steps = [...path.matchAll(/[^.[\]$]+/g)].map(([step]) => step);
  if (steps.length === 0) return stringifyJson(retyped(root));
  let parent: Json | undefined = root;
  for (const step of steps.slice(0, -1)) parent = child(parent, step);
  const last = steps.at(-1) ?? "";
  if (Array.isArray(parent)) parent[Number(last)] = retyped(parent[Number(last)]);
  else if (isWire(parent)) parent[last] = retyped(parent[last]);
  return stringifyJson(root);
}

const child = (parent: Json | undefined, step: string): Json | undefined => {
  if (Array.isArray(parent)) return parent[Number(step)];
  return isWire(parent) ? parent[step] : undefined;
};

const retyped = (value: Json | undefined): Json => {
  if (typeof value === "string") return { unexpected: value };
  if (typeof value === "number" || typeof value === "bigint") return [`not ${value}`];
  if (typeof value === "boolean") return { unexpected: value };
  if (Array.isArray(value)) return "unexpected";
  return null;
};
