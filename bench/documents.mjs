// Writes a policies folder that declares everything a tenant holds, as a team that manages all of it would.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { createApi } from "../dist/clients/http.js";
import { findKind } from "../dist/kinds/find.js";
import { decodeSpec } from "../dist/kinds/specs.js";
import { readLive } from "../dist/state/live.js";
import { buildNames } from "../dist/state/names.js";

const core = [
  "zia/url-category",
  "zia/url-filtering-rule",
  "zia/firewall-filtering-rule",
  "zpa/segment-group",
  "zpa/application-segment",
  "zpa/access-rule",
];
const lookups = [
  "zpa/server-group",
  "zpa/idp",
  "zpa/scim-group",
  "zpa/posture-profile",
  "zpa/trusted-network",
  "zpa/app-connector-group",
  "zpa/machine-group",
];

const isPlain = (value) => value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);

export const writeDocuments = async (sandbox, folder) => {
  const connection = {
    tokenUrl: `${sandbox.url}/oauth2/v1/token`,
    apiUrl: sandbox.url,
    cloud: "sandbox",
    vanityDomain: sandbox.vanityDomain,
    customerId: sandbox.customerId,
    credentials: { clientId: sandbox.clientId, clientSecret: sandbox.clientSecret },
  };
  const api = createApi({ connection });
  try {
    const kinds = [...core, ...lookups].map(findKind);
    const reading = { api, needs: { kinds, parents: new Map() }, schema: undefined };
    const first = await readLive(reading);
    const parents = new Map([
      ["zpa/scim-group", new Set(first.listings.get("zpa/idp").objects.map(({ name }) => name.toLowerCase()))],
    ]);
    const live = await readLive({ ...reading, needs: { kinds, parents } });
    const { nameOf } = buildNames(live);
    let resources = 0;
    for (const name of core) {
      const kind = findKind(name);
      const objects = live.listings.get(name).objects.filter(({ standing }) => standing === "custom");
      const key = kind.order?.key;
      const ordered =
        key === undefined ? objects : objects.toSorted((a, b) => Number(a.wire[key]) - Number(b.wire[key]));
      const specs = ordered.map((object) => {
        const spec = decodeSpec(kind, object, nameOf);
        const kept = Object.entries(spec).filter(
          ([, value]) => isPlain(value) && !JSON.stringify(value).includes('"#'),
        );
        return { name: object.name, ...Object.fromEntries(kept) };
      });
      resources += specs.length;
      const path = join(folder, `${name}.yaml`);
      mkdirSync(join(path, ".."), { recursive: true });
      writeFileSync(path, stringify({ kind: name, resources: specs }, { lineWidth: 0, aliasDuplicateObjects: false }));
    }
    return resources;
  } finally {
    await api.close();
  }
};
