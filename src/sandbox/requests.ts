import { bodyOf, type Request } from "./http.ts";
import type { Json } from "./json.ts";
import { productOf } from "./products.ts";

/** One call as the control plane tells it. */
export interface RequestEntry {
  readonly n: number;
  readonly at: string;
  readonly product: string;
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly body: Json | undefined;
  /** Null until answered; stays null where no answer was sent. */
  status: number | null;
}

export interface RequestLog {
  enter(request: Request, at: number): RequestEntry;
  entries(): readonly RequestEntry[];
  forget(): void;
}

const secretKeys = new Set(["client_secret", "client_assertion"]);

/** Form bodies as an object, secrets masked. */
function parsedBody(request: Request): Json | undefined {
  if (!request.headers["content-type"]?.includes("x-www-form-urlencoded")) {
    return bodyOf(request) ?? (request.text === "" ? undefined : request.text);
  }
  const form = [...new URLSearchParams(request.text)];
  return Object.fromEntries(form.map(([key, value]) => [key, secretKeys.has(key) ? "***" : value]));
}

export function openRequestLog(): RequestLog {
  let list: RequestEntry[] = [];
  let count = 0;
  return {
    enter(request, at) {
      const entry: RequestEntry = {
        n: ++count,
        at: new Date(at).toISOString(),
        product: productOf(request.path) ?? "none",
        method: request.method,
        path: request.path,
        query: Object.fromEntries(request.query),
        body: parsedBody(request),
        status: null,
      };
      list.push(entry);
      return entry;
    },
    entries: () => list,
    forget: () => {
      list = [];
    },
  };
}
