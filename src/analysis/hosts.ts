import { parseAddress } from "../kinds/fields/addresses.ts";
import type { Interval } from "../kinds/fields/intervals.ts";
import { domainKey } from "../kinds/fields/list.ts";

/** A host entry as it is compared: names without case, `.x` as `*.x`, blocks as the addresses they hold. */
export interface HostEntry {
  readonly key: string;
  readonly addresses?: Interval;
}

export const hostEntry = (written: string): HostEntry => {
  const text = domainKey(written);
  const addresses = parseAddress(text);
  if (addresses !== undefined) return { key: `${addresses[0]}-${addresses[1]}`, addresses };
  return { key: text.startsWith(".") ? `*${text}` : text };
};

/** Wildcards around a name, the most specific one first; a wildcard reaches any depth and leaves its own name out. */
const wildcardsAround = (key: string): readonly string[] => {
  if (key === "*") return [];
  const parents = key
    .replace(/^\*\.?/, "")
    .split(".")
    .slice(1);
  return [...parents.map((_, index) => `*.${parents.slice(index).join(".")}`), "*"];
};

const byStart = ({ addresses: a }: HostEntry, { addresses: b }: HostEntry): number => {
  const [[from, to], [start, end]] = [a!, b!];
  if (from !== start) return from < start ? -1 : 1;
  return to === end ? 0 : to > end ? -1 : 1;
};

/** For each block the smallest other one that holds it whole. */
const blocksAround = (blocks: readonly HostEntry[]): ReadonlyMap<string, string> => {
  const around = new Map<string, string>();
  const open: HostEntry[] = [];
  for (const block of blocks.toSorted(byStart)) {
    while (open.length > 0 && open.at(-1)!.addresses![1] < block.addresses![1]) open.pop();
    if (open.length > 0) around.set(block.key, open.at(-1)!.key);
    open.push(block);
  }
  return around;
};

/** For each entry the next less specific one among them. */
export const nextWider = (entries: readonly HostEntry[]): ReadonlyMap<string, string> => {
  const known = new Map(entries.map((entry) => [entry.key, entry]));
  const distinct = [...known.values()];
  const names = distinct.flatMap(({ key, addresses }): readonly (readonly [string, string])[] => {
    const wider = addresses === undefined ? wildcardsAround(key).find((one) => known.has(one)) : undefined;
    return wider === undefined ? [] : [[key, wider]];
  });
  return new Map([...names, ...blocksAround(distinct.filter(({ addresses }) => addresses !== undefined))]);
};
