import { posix } from "node:path";

/** The first line of a policy file that tells editors its schema. */
const modeline = /^# yaml-language-server: \$schema=(\S*schemas)\/[a-z]+\/[a-z-]+\.schema\.json/m;

/** Where the schemas of an installed package lie, as the files of `init` say. */
const installed = "node_modules/zerodrift/schemas";

/**
 * The folder of the schemas, from the root: as the files of the repository say, else where npm installs them.
 *
 * @param texts by path from the root
 */
export const schemaFolder = (texts: ReadonlyMap<string, string>): string => {
  for (const [file, text] of texts) {
    const found = modeline.exec(text)?.[1];
    if (found !== undefined) return posix.join(posix.dirname(file), found);
  }
  return installed;
};

/** The schema of a kind as a file names it. */
export const schemaPath = (file: string, kind: string, folder: string): string =>
  posix.join(posix.relative(posix.dirname(file), folder), `${kind}.schema.json`);
