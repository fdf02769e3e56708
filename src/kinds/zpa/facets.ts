import { z } from "zod";
import { identityOf } from "../../model/address.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import type { IdOf, NameOf, Unbound } from "../field.ts";
import { readNumber, readObjects, readText } from "../fields/shape.ts";
import { base, type Common } from "../fields/text.ts";

const certificates = "zpa/certificate";

/** One host of a segment that is reached in another way than through the client. */
type Facet = Readonly<Record<string, unknown>> & {
  readonly domain: string;
  readonly port: number;
  readonly protocol: string;
  readonly certificate?: string;
};

/** A setting that only some ways have: its shape, and what the API takes without it. */
interface Setting {
  readonly schema: z.ZodType;
  readonly otherwise: unknown;
}

interface Given extends Common {
  /** Where reads show them. [SDK] */
  readonly shown: string;
  /** The word for this way in a write. [recorded] */
  readonly type: string;
  /** Keys of a write for the id of one that is there, and for the ids of those that go. [SDK] */
  readonly idKey: string;
  readonly deletedKey: string;
  readonly protocols: readonly string[];
  /** By wire key, which is the author's word as well. */
  readonly settings: Readonly<Record<string, Setting>>;
  /** What a schema cannot say against one of them. */
  objection?(facet: Facet): string | undefined;
}

const facetsIn = (value: unknown): readonly Facet[] => (value ?? []) as readonly Facet[];

/** Keys that a write gives anew, or that belong to the server. */
const rewritten = [
  ...["id", "appId", "domain", "applicationPort", "applicationProtocol", "certificateId", "certificateName"],
  ...["cname", "creationTime", "modifiedTime", "modifiedBy", "microtenantId", "microtenantName"],
];

const schemaOf = ({ about, protocols, settings }: Given): z.ZodType =>
  z
    .array(
      z.strictObject({
        domain: z.string().min(1),
        port: z.int().min(1).max(65535),
        protocol: z.enum(protocols as [string, ...string[]]).meta({ "x-open": true }),
        ...(protocols.includes("HTTPS")
          ? { certificate: z.string().min(1).meta({ reference: certificates }).optional() }
          : {}),
        ...Object.fromEntries(Object.entries(settings).map(([key, { schema }]) => [key, schema.optional()])),
      }),
    )
    .describe(about);

const decoded = (wire: JsonObject, { settings }: Given, nameOf: NameOf): Facet => {
  const certificate = readText(wire, "certificateId");
  return {
    domain: readText(wire, "domain") ?? "",
    port: readNumber(wire, "applicationPort") ?? 0,
    protocol: readText(wire, "applicationProtocol") ?? "",
    ...(certificate === undefined
      ? {}
      : { certificate: nameOf(certificates, certificate, readText(wire, "certificateName")) }),
    ...Object.fromEntries(
      Object.entries(settings).flatMap(([key, { otherwise }]) =>
        (wire[key] ?? otherwise) === otherwise ? [] : [[key, wire[key]]],
      ),
    ),
  };
};

const canonicalOf = (facet: Facet, { settings }: Given): string =>
  JSON.stringify([
    facet.domain.toLowerCase(),
    facet.port,
    facet.protocol,
    identityOf(facet.certificate ?? ""),
    ...Object.entries(settings).map(([key, { otherwise }]) => facet[key] ?? otherwise ?? null),
  ]);

const isFor = (wire: JsonObject, { domain }: Facet): boolean =>
  String(wire.domain).toLowerCase() === domain.toLowerCase();
const isJust = (wire: JsonObject, facet: Facet): boolean =>
  isFor(wire, facet) && Number(wire.applicationPort) === facet.port;

/** The live one that each declared one continues, by its host, and those that nobody continues. */
const matched = (live: readonly JsonObject[], facets: readonly Facet[]) => {
  const free = [...live];
  const take = (isIt: (wire: JsonObject) => boolean): JsonObject | undefined => {
    const at = free.findIndex(isIt);
    return at < 0 ? undefined : free.splice(at, 1)[0];
  };
  const exact = facets.map((facet) => take((wire) => isJust(wire, facet)));
  return { pairs: facets.map((facet, at) => exact[at] ?? take((wire) => isFor(wire, facet))), gone: free };
};

const configOf = (facet: Facet, known: JsonObject, { type, settings }: Given, idOf: IdOf): JsonObject => {
  const given = Object.fromEntries(
    Object.entries(settings).flatMap(([key, { otherwise }]) => {
      const value = (facet[key] ?? otherwise) as Json | undefined;
      return value === undefined ? [] : [[key, value]];
    }),
  );
  const own = new Set([...rewritten, ...Object.keys(settings)]);
  return {
    enabled: true,
    ...Object.fromEntries(Object.entries(known).filter(([key]) => !own.has(key))),
    appTypes: [type],
    domain: facet.domain,
    applicationPort: String(facet.port),
    applicationProtocol: facet.protocol,
    ...(facet.certificate === undefined ? {} : { certificateId: idOf(certificates, facet.certificate) }),
    ...given,
  };
};

/**
 * Hosts of a segment that are reached in another way. Reads show each way under a key of its own, writes put all of them
 * into `commonAppsDto`: one that is there with its id, a new one without, and the ids of those that go. What a write
 * does not mention stays. [SDK: both clients; reads of a segment with facets are not recorded]
 */
export const facets =
  (given: Given): Unbound =>
  (name) => ({
    ...base(name, given),
    wire: [given.shown],
    schema: schemaOf(given),
    empty: [],
    references: (value) =>
      facetsIn(value).flatMap(({ certificate }, index) =>
        certificate === undefined
          ? []
          : [{ kind: certificates, name: certificate, within: [], path: [index, "certificate"] }],
      ),
    canonical: (value) =>
      facetsIn(value)
        .map((facet) => canonicalOf(facet, given))
        .sort(),
    check: (value) =>
      facetsIn(value).flatMap((facet, index) => {
        const objection = given.objection?.(facet);
        return objection === undefined ? [] : [{ path: [index], message: objection }];
      }),
    decode: (wire, nameOf) => readObjects(wire, given.shown)?.map((facet) => decoded(facet, given, nameOf)),
    encode: (value, idOf, live) => {
      const wanted = facetsIn(value);
      const { pairs, gone } = matched(readObjects(live ?? {}, given.shown) ?? [], wanted);
      const configs = wanted.map((facet, at): JsonObject => {
        const config = configOf(facet, pairs[at] ?? {}, given, idOf);
        return live === undefined ? config : { ...config, appId: live.id!, [given.idKey]: pairs[at]?.id ?? "" };
      });
      return {
        commonAppsDto: {
          ...(configs.length === 0 ? {} : { appsConfig: configs }),
          ...(gone.length === 0 ? {} : { [given.deletedKey]: gone.map(({ id }) => String(id)) }),
        },
      };
    },
  });
