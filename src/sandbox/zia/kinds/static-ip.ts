import { isIP } from "node:net";
import type { Json, Wire } from "../../json.ts";
import { decimal, flag, int, object, text } from "../field.ts";
import type { ZiaKind } from "../kind.ts";

/** Where the service thinks every address is. Invented. */
const place = {
  latitude: 52.5196,
  longitude: 13.4069,
  city: { id: 2950159, name: "Berlin, State of Berlin, Germany" },
};

/** Recorded: 37.6326 comes back as 37.6325999. */
const cutOff = (degrees: number): number => {
  const units = Math.round(degrees * 1e7);
  return units % 10 === 0 ? (units - 1) / 1e7 : degrees;
};

const degrees = (row: Wire, key: "latitude" | "longitude"): Json =>
  row.geoOverride === true ? cutOff(Number(row[key])) : place[key];

export const staticIp: ZiaKind = {
  kind: "zia/static-ip",
  path: "staticIP",
  nameKey: "ipAddress",
  family: "label",
  writable: true,
  echo: "full",
  paging: { size: 100, max: 1000, by: "id" },
  // Provider: its test fixture.
  maxRows: 100,
  audit: ["TRAFFIC_FORWARDING", "STATIC_IP"],
  word: "STATIC IP",
  // Provider, SDK: it is sent along with every update, and always the same.
  keeps: ["ipAddress"],
  fields: {
    id: int({ readOnly: true }),
    ipAddress: text({ required: "ipAddress cannot be null" }),
    geoOverride: flag({ initial: false, shown: false }),
    latitude: decimal(),
    longitude: decimal(),
    city: object({ readOnly: true }),
    routableIP: flag({ initial: true, shown: true }),
    lastModificationTime: int({ readOnly: true, shown: 1767225600 }),
    lastModifiedBy: object({ readOnly: true }),
    comment: text(),
  },
  computed: {
    latitude: (_look, row) => degrees(row, "latitude"),
    longitude: (_look, row) => degrees(row, "longitude"),
    city: () => place.city,
  },
  check: (row) => {
    if (isIP(String(row.ipAddress)) === 0) return `Invalid IP address: ${String(row.ipAddress)}`;
    // Provider: its words.
    const isPlaced = row.latitude !== undefined && row.longitude !== undefined;
    return row.geoOverride === true && !isPlaced ? "Missing geo Coordinates" : undefined;
  },
};
