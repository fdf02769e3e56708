import { sha256Of } from "../../model/hash.ts";
import type { GitHub } from "../client.ts";
import { GitHubError } from "../failure.ts";
import type { Artifact } from "./artifact.ts";
import { type Unzipped, unzipOnly } from "./unzip.ts";

const mebibyte = 1024 * 1024;
const mostZip = 64 * mebibyte;
const limits = { file: 128 * mebibyte, total: 256 * mebibyte, entries: 100 } as const;

const refused = (reason: string): Unzipped => ({ ok: false, reason });

const download = async (github: GitHub, id: number): Promise<Uint8Array | undefined> => {
  try {
    const { data } = await github.rest.actions.downloadArtifact({
      ...github.at,
      artifact_id: id,
      archive_format: "zip",
    });
    return data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array();
  } catch (error) {
    if (error instanceof GitHubError && (error.facts.status === 410 || error.facts.status === 404)) return undefined;
    throw error;
  }
};

/**
 * Downloads the wanted files of an artifact. Its digest is the server's, taken when it was uploaded: what is read here is
 * what its run made.
 */
export const readZip = async (github: GitHub, artifact: Artifact, wanted: readonly string[]): Promise<Unzipped> => {
  if (artifact.size > mostZip) return refused(`it is larger than ${mostZip / mebibyte} MiB`);
  if (artifact.digest === undefined) return refused("GitHub knows no digest of it (it was uploaded by an old action)");
  const zip = await download(github, artifact.id);
  if (zip === undefined) return refused("it has expired or was deleted");
  if (zip.length > mostZip) return refused(`it is larger than ${mostZip / mebibyte} MiB`);
  if (sha256Of(zip) !== artifact.digest) return refused("it is damaged: its bytes are not those that were uploaded");
  return unzipOnly(zip, wanted, limits);
};
