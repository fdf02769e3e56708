import { isWire, textsOf, type Wire, wiresOf } from "../json.ts";
import type { Tenant } from "../tenant.ts";
import { invalidArgument, referenced } from "./errors.ts";
import type { Absorbing } from "./kind.ts";

/** One other way to the hosts of a segment than the client. */
interface FacetType {
  /** Recorded: the word in `appTypes` and in `getAppsByType`. */
  readonly type: string;
  /** SDK: where a read of the segment shows it, and what a write calls its id and the list of ids that go. */
  readonly key: string;
  readonly idKey: string;
  readonly deletedKey: string;
  readonly protocols: readonly string[];
  /** Recorded defaults: what is shown besides what was sent. */
  readonly always: Wire;
}

const facetTypes: readonly FacetType[] = [
  {
    type: "BROWSER_ACCESS",
    key: "clientlessApps",
    idKey: "baAppId",
    deletedKey: "deletedBaApps",
    protocols: ["HTTP", "HTTPS"],
    always: { trustUntrustedCert: false, allowOptions: false, hidden: false, microtenantName: "Default" },
  },
  {
    type: "INSPECT",
    key: "inspectionApps",
    idKey: "inspectAppId",
    deletedKey: "deletedInspectApps",
    protocols: ["HTTP", "HTTPS"],
    always: { trustUntrustedCert: false },
  },
  {
    type: "SECURE_REMOTE_ACCESS",
    key: "praApps",
    idKey: "praAppId",
    deletedKey: "deletedPraApps",
    protocols: ["RDP", "SSH", "VNC"],
    always: { hidden: false, microtenantName: "Default" },
  },
];

export const facetKeys: readonly string[] = facetTypes.map(({ key }) => key);

export const facetKeyOf = (type: string): string => {
  const found = facetTypes.find((one) => one.type === type);
  if (!found) throw invalidArgument("applicationType");
  return found.key;
};

/** As reads show them, with the name of their certificate. */
export const shownFacets = (tenant: Tenant, segment: Wire, key: string): Wire[] => {
  const always = facetTypes.find((one) => one.key === key)?.always ?? {};
  return wiresOf(segment[key]).map((facet) => {
    const certificate = tenant.collection("zpa/certificate").get(facet.certificateId);
    return { ...always, ...facet, ...(certificate ? { certificateName: certificate.name ?? "" } : {}) };
  });
};

/** As the answer to a create tells them. */
export const configsOf = (segment: Wire): Wire[] =>
  facetTypes.flatMap(({ type, key, idKey, always }) =>
    wiresOf(segment[key]).map(({ id, ...facet }) => ({ ...always, ...facet, [idKey]: id ?? "", appTypes: [type] })),
  );

const blame = (): Error => invalidArgument("commonAppsDto");

const coversPort = (segment: Wire, port: number): boolean => {
  const flat = textsOf(segment.tcpPortRanges).map(Number);
  return flat.some((from, at) => at % 2 === 0 && from <= port && port <= (flat[at + 1] ?? from));
};

/** Provider: host and port lie within the segment's; help and provider: what goes with which protocol. */
function checkConfig(tenant: Tenant, segment: Wire, type: FacetType, config: Wire): void {
  const domain = String(config.domain).toLowerCase();
  if (!textsOf(segment.domainNames).some((name) => name.toLowerCase() === domain)) throw blame();
  if (!coversPort(segment, Number(config.applicationPort))) throw blame();
  const protocol = String(config.applicationProtocol);
  if (!type.protocols.includes(protocol)) throw blame();
  const hasCertificate = config.certificateId !== undefined;
  if (hasCertificate && !tenant.collection("zpa/certificate").has(config.certificateId)) throw blame();
  if (hasCertificate !== (protocol === "HTTPS") && config.extDomain === undefined) throw blame();
  if ((config.connectionSecurity !== undefined) !== (protocol === "RDP")) throw blame();
  if (segment.matchStyle === "INCLUSIVE" && type.type !== "SECURE_REMOTE_ACCESS") throw invalidArgument("matchStyle");
}

/** Assumed: what a privileged console opens is kept, as everything else that is named. */
function checkFree(tenant: Tenant, id: string): void {
  const named = tenant.collection("zpa/pra-console").values();
  const user = named.find(({ praApplication }) => isWire(praApplication) && String(praApplication.id) === id);
  if (user) throw referenced("Privileged Console", String(user.name));
}

const own = new Set(["id", "appId", "appTypes", ...facetTypes.map(({ idKey }) => idKey)]);

/** SDK: an id continues one that is there; without one it is new. One more for a host and port is refused (invented). */
function write(type: FacetType, known: Wire[], segment: Wire, config: Wire, nextId: () => string): Wire[] {
  const id = String(config[type.idKey] ?? "");
  const old = known.find((facet) => facet.id === id);
  if (id !== "" && !old) throw blame();
  const isTwin = (facet: Wire): boolean =>
    facet.id !== id && facet.domain === config.domain && facet.applicationPort === config.applicationPort;
  if (known.some(isTwin)) throw blame();
  const sent = Object.fromEntries(Object.entries(config).filter(([key]) => !own.has(key)));
  const facet: Wire = { name: config.domain ?? "", ...sent, id: old?.id ?? nextId(), appId: segment.id ?? "" };
  return old ? known.map((one) => (one === old ? facet : one)) : [...known, facet];
}

/** SDK and help: ways that a write does not mention stay; those on the list of deleted ones go. */
export function absorbFacets(row: Wire, { tenant, nextId }: Absorbing): Wire {
  const { commonAppsDto: sent, ...segment } = row;
  if (!isWire(sent)) return segment;
  for (const type of facetTypes) {
    const gone = textsOf(sent[type.deletedKey]);
    let facets = wiresOf(segment[type.key]);
    if (gone.some((id) => !facets.some((facet) => facet.id === id))) throw blame();
    for (const id of gone) checkFree(tenant, id);
    facets = facets.filter((facet) => !gone.includes(String(facet.id)));
    for (const config of wiresOf(sent.appsConfig)) {
      if (!textsOf(config.appTypes).includes(type.type)) continue;
      checkConfig(tenant, segment, type, config);
      facets = write(type, facets, segment, config, nextId);
    }
    if (facets.length > 0) segment[type.key] = facets;
    else delete segment[type.key];
  }
  return segment;
}
