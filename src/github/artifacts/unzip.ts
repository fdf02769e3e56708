import { unzipSync } from "fflate";

/** Files of a zip by name, or one sentence why there are none, lower case, no full stop. */
export type Unzipped =
  | { readonly ok: true; readonly files: ReadonlyMap<string, Uint8Array> }
  | { readonly ok: false; readonly reason: string };

export interface ZipLimits {
  /** Bytes of one file, and of all that are wanted. */
  readonly file: number;
  readonly total: number;
  /** Entries the zip may list. */
  readonly entries: number;
}

/** Thrown out of the filter, so that nothing more is inflated. */
class Unwanted extends Error {}

/** Looks at each entry before it is inflated; what it says of its size is also all the room it gets. */
const gate = (wanted: readonly string[], limits: ZipLimits) => {
  const seen = new Set<string>();
  let entries = 0;
  let total = 0;
  return ({ name, originalSize }: { readonly name: string; readonly originalSize: number }): boolean => {
    entries += 1;
    if (entries > limits.entries) throw new Unwanted("it lists too many files");
    if (!wanted.includes(name)) return false;
    if (seen.has(name)) throw new Unwanted(`it holds ${name} twice`);
    seen.add(name);
    total += originalSize;
    if (originalSize > limits.file || total > limits.total) throw new Unwanted(`${name} is too large`);
    return true;
  };
};

/** Reads the wanted files of a zip and nothing else. */
export const unzipOnly = (zip: Uint8Array, wanted: readonly string[], limits: ZipLimits): Unzipped => {
  try {
    return { ok: true, files: new Map(Object.entries(unzipSync(zip, { filter: gate(wanted, limits) }))) };
  } catch (error) {
    return { ok: false, reason: error instanceof Unwanted ? error.message : "it is no zip, or a damaged one" };
  }
};
