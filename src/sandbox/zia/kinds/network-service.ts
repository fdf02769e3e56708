import { isWire, type Json, listOf } from "../../json.ts";
import { flag, int, objects, oneOf, text } from "../field.ts";
import type { ZiaKind } from "../kind.ts";

const portKeys = ["srcTcpPorts", "destTcpPorts", "srcUdpPorts", "destUdpPorts"] as const;

const isPort = (value: Json | undefined): boolean =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 65_535;

const isRange = (entry: Json): boolean => {
  if (!isWire(entry) || !isPort(entry.start)) return false;
  return entry.end === undefined || (isPort(entry.end) && Number(entry.end) > Number(entry.start));
};

export const networkService: ZiaKind = {
  kind: "zia/network-service",
  path: "networkServices",
  nameKey: "name",
  family: "network",
  writable: true,
  echo: "bare",
  // Help: limits.
  maxRows: 832,
  audit: ["FIREWALL_RESOURCE", "NETWORK_SERVICE"],
  word: "NETWORK SERVICE",
  // Provider: STANDARD and PREDEFINED services cannot be deleted.
  owned: { is: ({ type = "CUSTOM" }) => type !== "CUSTOM" },
  fields: {
    id: int({ readOnly: true }),
    name: text({ required: "name cannot be null", max: 255 }),
    description: text({ max: 10_240 }),
    tag: text(),
    srcTcpPorts: objects(),
    destTcpPorts: objects(),
    srcUdpPorts: objects(),
    destUdpPorts: objects(),
    type: oneOf("STANDARD PREDEFINED CUSTOM", { initial: "CUSTOM" }),
    creatorContext: text({ readOnly: true, shown: "ZIA" }),
    isNameL10nTag: flag({ shown: false }),
  },
  // Recorded: the two directions of a protocol are shown together, and not at all where it has no ports.
  pairs: [
    ["srcTcpPorts", "destTcpPorts"],
    ["destTcpPorts", "srcTcpPorts"],
    ["srcUdpPorts", "destUdpPorts"],
    ["destUdpPorts", "srcUdpPorts"],
  ],
  // Provider: an end is greater than its start, and something has to be given. The words are invented.
  check: (row) => {
    const ranges = portKeys.flatMap((key) => listOf(row[key]));
    if (row.type === "CUSTOM" && ranges.length === 0) return "At least one port is required";
    return ranges.every(isRange) ? undefined : "Invalid port range";
  },
};
