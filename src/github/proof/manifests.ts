import type { Manifest } from "../bundle.ts";

/** Whether two manifests name the same files with the same modes and contents. */
export const isSameManifest = (one: Manifest, other: Manifest): boolean => differingPaths(one, other).length === 0;

/** Paths that only one side has, or that differ. */
export const differingPaths = (one: Manifest, other: Manifest): readonly string[] => {
  const paths = new Set([...Object.keys(one.files), ...Object.keys(other.files)]);
  return [...paths].sort().filter((path) => {
    const [left, right] = [one.files[path], other.files[path]];
    return left?.mode !== right?.mode || left?.sha256 !== right?.sha256;
  });
};
