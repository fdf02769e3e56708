import { code, table } from "./markdown.mjs";

const paging = (rest) => {
  if (rest.maybePaged) return "one answer, or pages of 100";
  if (rest.paging === "whole") return "one answer";
  const end = rest.paging.style === "until-empty" ? "until a short page" : "as many as `totalPages` says";
  return `pages of ${rest.paging.size}, ${end}`;
};

const query = (rest) => (rest.query === undefined ? "" : `?${new URLSearchParams(rest.query)}`);

const lists = (rest) => (rest.perType === undefined ? "" : `; ${rest.perType.length} lists, one per type`);

const restCalls = ({ api, activation, order }) => [
  ["read", code(`GET ${api.list}${query(api)}`), `${paging(api)}${lists(api)}`],
  ...(api.scope === undefined ? [] : [["read", code(`GET ${api.scope}`), "once per run; its id is `{scope}`"]]),
  ...(api.create === undefined ? [] : [["create", code(`POST ${api.create}`), "only the id of the answer is used"]]),
  ...(api.update === undefined
    ? []
    : [["update", code(`PUT ${api.update}`), "the whole object: live, overlaid with what is declared"]]),
  ...(api.remove === undefined
    ? []
    : [["delete", code(`DELETE ${api.remove}`), "refused while anything refers to it"]]),
  ...(api.reorder === undefined ? [] : [["order", code(`PUT ${api.reorder}`), "all rule ids in their new order"]]),
  ...(order?.writes === "numbered" ? [["move", code(`PUT ${api.update}`), `carries ${code(order.key)}`]] : []),
  ...(activation === "staged"
    ? [["activate", code("POST /zia/api/v1/status/activate"), "once, after every write of every product"]]
    : []),
];

const graphqlCalls = ({ api }) => [
  ["read", `${code("POST /zms/graphql")}, query ${code(api.operation)}`, `root field ${code(api.root)}, pages of 500`],
  ...["create", "update", "remove"].flatMap((verb) =>
    api[verb] === undefined
      ? []
      : [
          [
            verb === "remove" ? "delete" : verb,
            `${code("POST /zms/graphql")}, mutation ${code(api[verb].field)}`,
            `${verb === "remove" ? "takes the id" : `input type ${code(api[verb].input)}`}; checked against the tenant's own schema before the first write`,
          ],
        ],
  ),
];

export const apiCalls = (kind) =>
  table(["For", "Request", "Note"], kind.api.style === "rest" ? restCalls(kind) : graphqlCalls(kind));
