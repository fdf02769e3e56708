import { spawn } from "node:child_process";
import { type Checked, checked } from "../diagnostics/diagnostic.ts";
import { largestFile } from "../documents/text.ts";
import { readerOptions, reasonOf } from "./git.ts";
import { unreadableHistory } from "./problems.ts";

/** The content of a file; without bytes when it is larger than what is read. */
export interface Blob {
  readonly size: number;
  readonly bytes?: Uint8Array;
}

/** A blob that is being received. */
interface Receiving {
  readonly oid: string;
  readonly size: number;
  /** Absent for a blob that is let pass by. */
  readonly parts: Uint8Array[] | undefined;
  /** Bytes still to come, the line end behind the content included. */
  left: number;
}

const newline = 10;

const startOf = (header: string): Receiving => {
  const [oid = "", type, size] = header.split(" ");
  if (type !== "blob") throw new Error(`${oid} is not in this clone`);
  const bytes = Number(size);
  return { oid, size: bytes, parts: bytes <= largestFile ? [] : undefined, left: bytes + 1 };
};

/** `cat-file --batch`: a line of name, type and size, then the content and a line end. */
const receive = async (chunks: AsyncIterable<Buffer>): Promise<ReadonlyMap<string, Blob>> => {
  const blobs = new Map<string, Blob>();
  let rest: Buffer = Buffer.alloc(0);
  let current: Receiving | undefined;
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length > 0) {
      if (current === undefined) {
        const end = rest.indexOf(newline);
        if (end < 0) break;
        current = startOf(rest.toString("latin1", 0, end));
        rest = rest.subarray(end + 1);
      }
      const taken = rest.subarray(0, current.left);
      current.parts?.push(taken);
      current.left -= taken.length;
      rest = rest.subarray(taken.length);
      if (current.left > 0) break;
      const { oid, size, parts } = current;
      blobs.set(oid, parts === undefined ? { size } : { size, bytes: Buffer.concat(parts).subarray(0, size) });
      current = undefined;
    }
  }
  return blobs;
};

/** Reads contents by name, all in one Git process. */
export const readBlobs = async (
  root: string,
  oids: ReadonlySet<string>,
): Promise<Checked<ReadonlyMap<string, Blob>>> => {
  if (oids.size === 0) return checked(new Map(), []);
  const child = spawn("git", [...readerOptions, "cat-file", "--batch"], { cwd: root });
  const errors: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  child.stdin.on("error", () => undefined);
  child.stdin.end([...oids].map((oid) => `${oid}\n`).join(""));
  const ended = new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("close", () => resolve());
  });
  try {
    const blobs = await receive(child.stdout);
    await ended;
    if (blobs.size === oids.size) return checked(blobs, []);
    throw new Error("git cat-file ended early");
  } catch (error) {
    child.kill();
    await ended;
    return unreadableHistory(reasonOf(Buffer.concat(errors).toString(), error as Error));
  }
};
