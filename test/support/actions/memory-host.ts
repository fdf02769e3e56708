import { createHash } from "node:crypto";
import type { Conclusion, DeploymentEnvironment, Event, Host, NewArtifact, NewRun, Permissions } from "./host.ts";

/** What a small GitHub for tests of the runner is made of, and what it saw. */
export interface MemoryHost extends Host {
  readonly tokens: readonly { readonly permissions: Permissions }[];
  readonly ended: readonly (readonly [what: string, conclusion: Conclusion])[];
}

export interface MemoryHostOptions {
  readonly files: Readonly<Record<string, string>>;
  readonly cloneUrl?: string;
  readonly environments?: Readonly<Record<string, DeploymentEnvironment>>;
  readonly secrets?: Readonly<Record<string, string>>;
}

/** A GitHub of maps: no API, no checks beyond what the runner itself asks for. */
export const memoryHost = ({
  files,
  cloneUrl = "/nowhere",
  environments = {},
  secrets = {},
}: MemoryHostOptions): MemoryHost => {
  const tokens: { readonly permissions: Permissions }[] = [];
  const ended: (readonly [string, Conclusion])[] = [];
  const names = new Map<number, string>();
  const artifacts = new Map<string, NewArtifact>();
  const caches = new Map<string, Uint8Array>();
  let last = 0;
  const started = (name: string): number => {
    last += 1;
    names.set(last, name);
    return last;
  };
  return {
    repository: { fullName: "acme/policies", id: 1, defaultBranch: "main" },
    apiUrl: "http://127.0.0.1:9",
    serverUrl: "http://127.0.0.1:9",
    cloneUrl,
    secrets,
    vars: {},
    tokens,
    ended,
    workflowFiles: async () => new Map(Object.entries(files)),
    environment: (name) => environments[name],
    startRun: async ({ name }: NewRun) => ({ id: started(name), attempt: 1, number: last }),
    finishRun: async (id, conclusion) => void ended.push([names.get(id) ?? "", conclusion]),
    startJob: async (_, { name }) => started(name),
    finishJob: async (_, id, conclusion) => void ended.push([names.get(id) ?? "", conclusion]),
    mintToken: async ({ permissions }) => `token-${tokens.push({ permissions })}`,
    putArtifact: async (runId, artifact) => {
      const key = `${runId} ${artifact.name}`;
      if (artifacts.has(key) && !artifact.overwrite)
        throw new Error("(409) Conflict: an artifact with this name already exists on the workflow run");
      artifacts.set(key, artifact);
      return { id: started(artifact.name), digest: createHash("sha256").update(artifact.zip).digest("hex") };
    },
    getArtifact: async (runId, name) => artifacts.get(`${runId} ${name}`)?.zip,
    getCache: async (key, prefixes) => {
      const exact = caches.get(key);
      if (exact !== undefined) return { key, zip: exact };
      const near = [...caches].filter(([own]) => prefixes.some((prefix) => own.startsWith(prefix))).at(-1);
      return near === undefined ? undefined : { key: near[0], zip: near[1] };
    },
    putCache: async (key, zip) => {
      if (!caches.has(key)) caches.set(key, zip);
    },
  };
};

/** A push to the default branch. */
export const pushed = (sha = "0".repeat(40), payload: Event["payload"] = {}): Event => ({
  name: "push",
  payload,
  sha,
  ref: "refs/heads/main",
  actor: "jo",
});
