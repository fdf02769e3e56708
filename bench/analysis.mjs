// How long the analysis takes on large policies: `node bench/analysis.mjs`, after `npm run build`. Prints CPU seconds.
import { analyse } from "../dist/analysis/analyse.js";
import { kindOf } from "../dist/kinds/find.js";

const many = (amount, make) => Array.from({ length: amount }, (_, index) => make(index));
const objects = (kindName, specs) => {
  const kind = kindOf(kindName);
  return [kind, specs.map((spec, index) => ({ kind, name: `${kind.title} ${index}`, spec, managed: true }))];
};
const ports = (index) => [443, `${8000 + (index % 50)}-${8100 + (index % 50)}`, 9443];

const policies = {
  "2,000 segments, 5 hosts and 3 port ranges each, below 20 wildcards": [
    objects("zpa/application-segment", [
      ...many(1980, (index) => ({
        domainNames: many(5, (at) => `host-${at}.app-${index}.unit-${index % 20}.acme.example`),
        tcpPorts: ports(index),
      })),
      ...many(20, (index) => ({ domainNames: [`*.unit-${index}.acme.example`], tcpPorts: ["1-65535"] })),
    ]),
  ],
  "2,000 segments of addresses, 5 blocks each": [
    objects(
      "zpa/application-segment",
      many(2000, (index) => ({
        domainNames: many(5, (at) => `10.${index % 250}.${(index >> 3) % 250}.${at * 32}/27`),
        tcpPorts: ports(index),
      })),
    ),
  ],
  "2,000 segments that all answer for one host and port": [
    objects(
      "zpa/application-segment",
      many(2000, (index) => ({ domainNames: ["erp.acme.example"], tcpPorts: ports(index) })),
    ),
  ],
  "2,000 segments of one host, each with ports of its own": [
    objects(
      "zpa/application-segment",
      many(2000, (index) => ({ domainNames: ["erp.acme.example"], tcpPorts: [10_000 + index] })),
    ),
  ],
  "1,000 URL rules that ask for the same three criteria": [
    objects(
      "zia/url-filtering-rule",
      many(1000, (index) => ({
        action: index % 3 ? "BLOCK" : "ALLOW",
        protocols: ["HTTPS_RULE", "HTTP_RULE"],
        urlCategories: many(5, (at) => `Category ${(index * 7 + at) % 300}`),
        groups: many(3, (at) => `Group ${(index * 3 + at) % 200}`),
      })),
    ),
  ],
  "1,000 access rules": [
    objects(
      "zpa/access-rule",
      many(1000, (index) => ({
        action: "ALLOW",
        conditions: [
          { APP: many(3, (at) => `App ${(index * 3 + at) % 1500}`) },
          { SCIM_GROUP: many(2, (at) => ({ idp: "Okta", group: `Group ${(index + at) % 150}` })) },
        ],
      })),
    ),
  ],
  "25,000 URLs in one category, 2,000 in ten others": [
    objects("zia/url-category", [
      { urls: many(25_000, (index) => `${index % 2 ? "" : "."}host-${index}.shop-${index % 900}.example/a/b`) },
      ...many(10, (index) => ({ urls: many(200, (at) => `host-${at * 11}.shop-${index}.example/a/b/c`) })),
    ]),
    objects("zia/url-filtering-rule", [
      { action: "BLOCK", protocols: ["ANY_RULE"], urlCategories: ["URL category 0"] },
      { action: "ALLOW", protocols: ["ANY_RULE"], urlCategories: many(10, (index) => `URL category ${index + 1}`) },
    ]),
  ],
};

for (const [name, parts] of Object.entries(policies)) {
  const before = process.cpuUsage();
  const found = analyse(new Map(parts));
  const { user, system } = process.cpuUsage(before);
  console.log(`${((user + system) / 1e6).toFixed(2)} s  ${String(found.length).padStart(5)} findings  ${name}`);
}
