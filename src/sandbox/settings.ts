import { isWire, type Json, type Wire } from "./json.ts";

/** What tests and demos can switch; see `PUT /_sandbox/settings`. */
export interface Settings {
  /** Added to every answer. */
  latencyMs: number;
  rateLimits: "published" | "off";
  /** Set-like arrays and rows of unordered lists come in another order every time. */
  shuffle: boolean;
  /** Fields no client knows, on every REST object. `true` stands for `{"zzFuture": 7}`. */
  extraFields: boolean | Wire;
  /** Largest page the paged lists of all products hand out; null for the vendor's own maxima. */
  pageSizeCap: number | null;
  /** While on, ZIA writes stall and are then refused. A number or `{seconds}` switches it off again after that time. */
  editLock: boolean | number | { seconds: number };
  /** Maintenance mode of ZIA. */
  readOnly: boolean;
  zmsSchema: "assumed" | "confirmed";
  /** Introspection of the ZMS schema. */
  introspection: boolean;
  /** The server's own waits and rate-limit windows run faster by this factor. */
  clockRate: number;
  /** Life of a token in seconds, wall clock. */
  tokenLifetime: number;
  /** Public key (PEM or JWK) that private-key assertions are verified against; null accepts any signature. */
  publicKey: string | Wire | null;
  /** How many polls an activation stays INPROGRESS. */
  activationPolls: number;
}

export const defaultSettings = (): Settings => ({
  latencyMs: 0,
  rateLimits: "off",
  shuffle: true,
  extraFields: false,
  pageSizeCap: null,
  editLock: false,
  readOnly: false,
  zmsSchema: "assumed",
  introspection: true,
  clockRate: 1,
  tokenLifetime: 86399,
  publicKey: null,
  activationPolls: 0,
});

const isPositive = (value: Json): boolean => typeof value === "number" && value > 0;
const isNatural = (value: Json): boolean => typeof value === "number" && Number.isInteger(value) && value >= 0;
const isFlag = (value: Json): boolean => typeof value === "boolean";
const isOneOf =
  (...values: readonly string[]) =>
  (value: Json): boolean =>
    typeof value === "string" && values.includes(value);

const checks: Record<keyof Settings, (value: Json) => boolean> = {
  latencyMs: (value) => typeof value === "number" && value >= 0,
  rateLimits: isOneOf("published", "off"),
  shuffle: isFlag,
  extraFields: (value) => isFlag(value) || isWire(value),
  pageSizeCap: (value) => value === null || (isNatural(value) && value !== 0),
  editLock: (value) => isFlag(value) || isNatural(value) || (isWire(value) && isPositive(value.seconds ?? 0)),
  readOnly: isFlag,
  zmsSchema: isOneOf("assumed", "confirmed"),
  introspection: isFlag,
  clockRate: isPositive,
  tokenLifetime: isPositive,
  publicKey: (value) => value === null || typeof value === "string" || isWire(value),
  activationPolls: isNatural,
};

/** Merges changes into settings; the sentence names what is wrong with them, if anything. */
export function mergeSettings(settings: Settings, changes: Json | undefined): string | undefined {
  if (!isWire(changes)) return "settings must be a JSON object";
  for (const [key, value] of Object.entries(changes)) {
    const check = checks[key as keyof Settings];
    if (!check) return `there is no setting "${key}"`;
    if (!check(value)) return `the setting "${key}" does not take this value`;
  }
  Object.assign(settings, changes);
  return undefined;
}

/** The fields of the `extraFields` setting. */
export function extraFieldsOf(settings: Settings): Wire {
  if (settings.extraFields === true) return { zzFuture: 7 };
  return settings.extraFields === false ? {} : settings.extraFields;
}
