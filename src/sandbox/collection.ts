import type { Json, Wire } from "./json.ts";

const fold = (name: string): string => name.normalize("NFC").toLowerCase();

/**
 * The objects of one kind, in order of creation (for ZPA rules: of evaluation). Stored objects are never edited in
 * place, a change puts a new one; so a view of another moment is a copy of the map.
 */
export class Collection {
  readonly kind: string;
  readonly nameKey: string;
  readonly idKey: string;
  #rows = new Map<string, Wire>();
  #names = new Map<string, Set<string>>();
  #memos = new Map<string, unknown>();
  readonly #changed: () => void;

  constructor(kind: string, nameKey: string, idKey: string, changed: () => void) {
    this.kind = kind;
    this.nameKey = nameKey;
    this.idKey = idKey;
    this.#changed = changed;
  }

  get size(): number {
    return this.#rows.size;
  }

  get(id: Json | undefined): Wire | undefined {
    return this.#rows.get(String(id));
  }

  has(id: Json | undefined): boolean {
    return this.#rows.has(String(id));
  }

  values(): Wire[] {
    return [...this.#rows.values()];
  }

  rows(): ReadonlyMap<string, Wire> {
    return new Map(this.#rows);
  }

  nameOf(row: Wire): string {
    return String(row[this.nameKey] ?? row[this.idKey]);
  }

  /** All rows of a name, compared without case. */
  named(name: string): Wire[] {
    const found = [...(this.#names.get(fold(name)) ?? [])].map((id) => this.#rows.get(id));
    return found.filter((row) => row !== undefined);
  }

  /** Adds a row, or replaces the one with its id without moving it. */
  put(row: Wire): void {
    const id = String(row[this.idKey]);
    const old = this.#rows.get(id);
    if (old) this.#forgetName(old, id);
    this.#rows.set(id, row);
    this.#rememberName(row, id);
    this.#touch();
  }

  remove(id: Json | undefined): void {
    const key = String(id);
    const old = this.#rows.get(key);
    if (!old) return;
    this.#forgetName(old, key);
    this.#rows.delete(key);
    this.#touch();
  }

  /** Puts the rows with these ids into this order, in front of all others. */
  reorder(ids: readonly string[]): void {
    const rows = new Map<string, Wire>();
    for (const id of ids) {
      const row = this.#rows.get(id);
      if (row) rows.set(id, row);
    }
    for (const [id, row] of this.#rows) if (!rows.has(id)) rows.set(id, row);
    this.#rows = rows;
    this.#touch();
  }

  /** Something computed from the rows, kept until they change. */
  memo<T>(key: string, build: () => T): T {
    if (!this.#memos.has(key)) this.#memos.set(key, build());
    return this.#memos.get(key) as T;
  }

  #touch(): void {
    this.#memos.clear();
    this.#changed();
  }

  #rememberName(row: Wire, id: string): void {
    const name = fold(this.nameOf(row));
    const ids = this.#names.get(name);
    if (ids) ids.add(id);
    else this.#names.set(name, new Set([id]));
  }

  #forgetName(row: Wire, id: string): void {
    this.#names.get(fold(this.nameOf(row)))?.delete(id);
  }
}
