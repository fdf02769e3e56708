import type { Actor } from "./actor.ts";
import { Collection } from "./collection.ts";
import { stringifyJson, type Wire } from "./json.ts";
import { storedKinds } from "./stored-kinds.ts";

/** Who the tenant is and how its API client signs in. */
export interface Identity {
  readonly customerId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly vanityDomain: string;
}

/** One line of the administrators' audit log. */
export interface AuditEntry {
  readonly time: number;
  readonly product: "zia" | "zpa" | "zms";
  readonly action: "CREATE" | "UPDATE" | "DELETE" | "ACTIVATE";
  readonly category: string;
  readonly subCategory: string;
  readonly resource: string;
  readonly adminId: string;
  readonly clientIp: string;
  readonly interface: "API" | "UI";
  readonly traceId: string;
  readonly result: "SUCCESS" | "FAILURE";
}

/** What is kept of a tenant between runs. */
export interface TenantRecord {
  readonly format: 1;
  readonly seed: string;
  readonly identity: Identity;
  readonly counters: Record<string, number>;
  readonly collections: Record<string, Wire[]>;
  /** The ZIA view that traffic sees; null while it equals the staged one. */
  readonly active: Record<string, Wire[]> | null;
  readonly audit: AuditEntry[];
}

/** Stored objects are never edited, so the text of one stays true. */
const texts = new WeakMap<object, string>();

function textOf(row: object): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const text = stringifyJson(row);
  texts.set(row, text);
  return text;
}

const member = (key: string, rows: readonly object[]): string =>
  `${JSON.stringify(key)}:[${rows.map(textOf).join(",")}]`;

/** The emulated company: every object of every product, staged and active. */
export class Tenant {
  readonly seed: string;
  readonly identity: Identity;
  readonly audit: AuditEntry[] = [];
  readonly counters: Record<string, number> = {};
  /** Counts changes; whoever saves compares it. */
  revision = 0;
  /** ZIA: something is staged and not active yet. */
  dirty = false;
  #collections = new Map<string, Collection>();
  #active = new Map<string, ReadonlyMap<string, Wire>>();

  constructor(seed: string, identity: Identity) {
    this.seed = seed;
    this.identity = identity;
    const changed = (): void => {
      this.revision++;
    };
    for (const { kind, nameKey, idKey, one } of storedKinds) {
      const collection = new Collection(kind, nameKey, idKey, changed);
      if (one) collection.put(one);
      this.#collections.set(kind, collection);
    }
  }

  collection(kind: string): Collection {
    const collection = this.#collections.get(kind);
    if (!collection) throw new Error(`the sandbox has no kind "${kind}"`);
    return collection;
  }

  /** The rows of a ZIA kind as traffic sees them. */
  active(kind: string): Wire[] {
    return this.dirty ? [...(this.#active.get(kind)?.values() ?? [])] : this.collection(kind).values();
  }

  /** Notes that the staged ZIA configuration is about to change. */
  stage(): void {
    if (this.dirty) return;
    for (const [kind, collection] of this.#collections) {
      if (kind.startsWith("zia/")) this.#active.set(kind, collection.rows());
    }
    this.dirty = true;
    this.revision++;
  }

  activate(): void {
    this.dirty = false;
    this.#active.clear();
    this.revision++;
  }

  /** The next number of a counter. */
  next(counter: string, first: number): number {
    const value = (this.counters[counter] ?? first - 1) + 1;
    this.counters[counter] = value;
    this.revision++;
    return value;
  }

  log(entry: Omit<AuditEntry, "adminId" | "clientIp" | "interface" | "result">, actor: Actor): void {
    this.audit.push({
      ...entry,
      adminId: actor.name,
      clientIp: actor.ip,
      interface: actor.interface,
      result: "SUCCESS",
    });
    this.revision++;
  }

  /** The tenant as a `TenantRecord` in JSON. Only rows that changed since the last time are serialized again. */
  serialize(): string {
    const collections = [...this.#collections].map(([kind, collection]) => member(kind, collection.values()));
    const active = [...this.#active].map(([kind, rows]) => member(kind, [...rows.values()]));
    const parts = [
      '"format":1',
      `"seed":${JSON.stringify(this.seed)}`,
      `"identity":${JSON.stringify(this.identity)}`,
      `"counters":${JSON.stringify(this.counters)}`,
      `"collections":{${collections.join(",")}}`,
      `"active":${this.dirty ? `{${active.join(",")}}` : "null"}`,
      member("audit", this.audit),
    ];
    return `{${parts.join(",")}}`;
  }

  static from(record: TenantRecord): Tenant {
    const tenant = new Tenant(record.seed, record.identity);
    Object.assign(tenant.counters, record.counters);
    tenant.audit.push(...record.audit);
    for (const [kind, rows] of Object.entries(record.collections)) {
      const collection = tenant.#collections.get(kind);
      if (collection) for (const row of rows) collection.put(row);
    }
    if (record.active) {
      tenant.dirty = true;
      for (const [kind, rows] of Object.entries(record.active)) {
        const idKey = tenant.#collections.get(kind)?.idKey ?? "id";
        tenant.#active.set(kind, new Map(rows.map((row) => [String(row[idKey]), row])));
      }
    }
    return tenant;
  }
}
