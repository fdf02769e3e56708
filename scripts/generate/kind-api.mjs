import { code, table } from "./markdown.mjs";

const types = ({ api }) =>
  api.perType === undefined ? [] : [`${code("{type}")} is one of ${api.perType.map(code).join(", ")}.`];

const endpoint = ({ api }) => (api.style === "graphql" ? [`All of them are ${code("POST /zms/graphql")}.`] : []);

const wireNames = ({ fields, nameKey }) => {
  const rows = Object.values(fields)
    .filter(({ name, wire }) => wire.length !== 1 || wire[0] !== name)
    .map(({ name, wire }) => [code(name), wire.map(code).join(", ")]);
  if (nameKey !== "name") rows.unshift([code("name"), code(nameKey)]);
  return rows.length === 0 ? [] : ["Called otherwise by the API:", table(["Here", "API"], rows)];
};

const bodies = ({ createDefaults, updateDefaults, readOnly }) => {
  const list = (value) =>
    Object.entries(value)
      .map(([key, one]) => code(`${key}: ${JSON.stringify(one)}`))
      .join(", ");
  const lines = [
    Object.keys(createDefaults).length === 0 ? "" : `- A create also sends ${list(createDefaults)} unless declared.`,
    Object.keys(updateDefaults).length === 0 ? "" : `- An update also sends ${list(updateDefaults)} when absent.`,
    readOnly.length === 0 ? "" : `- Never sent back: ${readOnly.map(code).join(", ")}.`,
  ].filter((line) => line !== "");
  return lines.join("\n");
};

/** The calls behind a kind, and what their bodies hold. */
export const apiSection = (kind, { callsOf }) => [
  "## API calls",
  ...endpoint(kind),
  table(
    ["For", "Request", "Note"],
    callsOf(kind).map(({ purpose, request, note }) => [purpose, code(request), note]),
  ),
  ...types(kind),
  ...wireNames(kind),
  bodies(kind),
];
