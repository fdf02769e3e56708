import type { Manifest } from "../bundle.ts";

/** Paths that only one side has, or that differ. */
export const differingPaths = (one: Manifest, other: Manifest): readonly string[] => {
  const paths = new Set([...Object.keys(one.files), ...Object.keys(other.files)]);
  return [...paths].sort().filter((path) => {
    const [left, right] = [one.files[path], other.files[path]];
    return left?.mode !== right?.mode || left?.sha256 !== right?.sha256;
  });
};
