import { createHash } from "node:crypto";
import { known } from "../../../src/github/proof/read.ts";
import type { ProofSources } from "../../../src/github/proof/sources.ts";
import { plan } from "./facts.ts";

export const digestOf = (text: string): string => `sha256:${createHash("sha256").update(text).digest("hex")}`;

/** A plan whose files hold their own names, and those files. */
export const fileSources = (): Pick<ProofSources, "plans" | "files"> => {
  const hashes = { plan: digestOf("plan.json"), manifest: digestOf("manifest.json"), digest: digestOf("digest") };
  const names = ["plan.json", "binding.json", "manifest.json", "intent.json", "comment.md"];
  return {
    plans: () => Promise.resolve(known({ chosen: plan({ found: hashes }, hashes), rejected: [] })),
    files: () => Promise.resolve(new Map(names.map((name) => [name, Buffer.from(name)]))),
  };
};
