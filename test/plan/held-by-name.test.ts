import { expect, test } from "vitest";
import type { Declaration, Story, Tenant } from "./given.ts";
import { tell } from "./told.ts";

/** Locations hold the address of a static IP where others hold an id. */

const line = { name: "192.0.2.1" };
const other = { name: "192.0.2.2" };

const live = (...held: readonly string[]): Tenant => ({
  "zia/static-ip": [line, other].map(({ name }, index) => ({ id: 70 + index, ipAddress: name })),
  "zia/location": [{ id: 1, name: "Plant", ipAddresses: held }],
  "zia/vpn-credential": [],
  "zia/location-group": [],
});

const story = (tenant: Tenant, base: Declaration, head: Declaration): Story => ({
  live: tenant,
  base: { declares: base },
  head: { declares: head },
});

const lines = { "zia/static-ip": [line, other] };
const oneLine = { "zia/static-ip": [other] };
const plant = (address: string) => ({ "zia/location": [{ name: "Plant", ipAddresses: [address] }] });

test.each<[string, Story, readonly string[], readonly string[]]>([
  [
    "is kept by a location that nobody declares",
    story(live("192.0.2.1"), lines, oneLine),
    ["delete 192.0.2.1 (commit)"],
    ["still-referenced"],
  ],
  ["goes when no location does", story(live("192.0.2.2"), lines, oneLine), ["delete 192.0.2.1 (commit)"], []],
  [
    "is kept by a declared location",
    story(live("192.0.2.1"), { ...lines, ...plant("192.0.2.1") }, { ...oneLine, ...plant("192.0.2.1") }),
    ["delete 192.0.2.1 (commit)"],
    ["still-referenced"],
  ],
  [
    "goes with the change that lets go of it",
    story(live("192.0.2.1"), { ...lines, ...plant("192.0.2.1") }, { ...oneLine, ...plant("192.0.2.2") }),
    ["update Plant (commit): ipAddresses", "delete 192.0.2.1 (commit)"],
    ["Plant needs broadening"],
  ],
])("a static IP %s", (_, told, changes, said) => {
  const { changes: made, said: heard } = tell(told);
  expect([...made].sort()).toEqual([...changes].sort());
  expect(heard).toEqual(said);
});
