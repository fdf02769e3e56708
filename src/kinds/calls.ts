import type { GraphqlApi, Kind, RestApi } from "./kind.ts";

/** One call of the API that stands behind a kind. */
export interface Call {
  readonly purpose: "read" | "create" | "update" | "add" | "remove" | "delete" | "move" | "order" | "activate";
  /** Method and path, or the GraphQL operation. */
  readonly request: string;
  readonly note: string;
}

const paging = ({ maybePaged, paging: style }: RestApi): string => {
  if (maybePaged) return "one answer, or pages of 100";
  if (style === "whole") return "one answer";
  if (style === "one") return "the one object there is";
  const end = style.style === "until-empty" ? "until a short page" : "as many as `totalPages` says";
  return `pages of ${style.size}, ${end}`;
};

const query = (given: RestApi["query"]): string =>
  given === undefined
    ? ""
    : `?${Object.entries(given)
        .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
        .join("&")}`;

const when = (path: string | undefined, make: (path: string) => Call): readonly Call[] =>
  path === undefined ? [] : [make(path)];

const restCalls = (api: RestApi, { activation, order, writable }: Kind): readonly Call[] => [
  {
    purpose: "read",
    request: `GET ${api.list}${query(api.query)}`,
    note: `${paging(api)}${api.perType === undefined ? "" : "; one list per type"}`,
  },
  ...when(api.scope, (path) => ({
    purpose: "read",
    request: `GET ${path}`,
    note: "once per run; its id is `{scope}`",
  })),
  ...when(api.create, (path) => ({
    purpose: "create",
    request: `POST ${path}`,
    note: "only the id of the answer is used",
  })),
  ...when(api.update, (path) => ({
    purpose: "update",
    request: `PUT ${path}`,
    note: "the whole object: live, overlaid with what is declared",
  })),
  ...when(api.entries?.path, (path) => ({
    purpose: "add",
    request: `${api.entries?.method} ${path}?action=ADD_TO_LIST`,
    note: "what is missing; the plan names the action",
  })),
  ...when(api.entries?.path, (path) => ({
    purpose: "remove",
    request: `${api.entries?.method} ${path}?action=REMOVE_FROM_LIST`,
    note: "what is surplus",
  })),
  ...when(api.remove, (path) => ({
    purpose: "delete",
    request: `DELETE ${path}`,
    note: "never while anything refers to it",
  })),
  ...when(api.reorder, (path) => ({
    purpose: "order",
    request: `PUT ${path}`,
    note: "all rule ids in their new order",
  })),
  ...when(order?.writes === "numbered" ? api.update : undefined, (path) => ({
    purpose: "move",
    request: `PUT ${path}`,
    note: `carries \`${order?.key}\``,
  })),
  ...when(writable && activation === "staged" ? "/zia/api/v1/status/activate" : undefined, (path) => ({
    purpose: "activate",
    request: `POST ${path}`,
    note: "once, after every write of every product",
  })),
];

const checked = "checked against the tenant's own schema before the first write";

const mutation = (
  purpose: Call["purpose"],
  call: { readonly field: string; readonly input?: string } | undefined,
): readonly Call[] =>
  when(call?.field, (field) => ({
    purpose,
    request: `mutation ${field}`,
    note: `${call?.input === undefined ? "takes the id" : `input type \`${call.input}\``}; ${checked}`,
  }));

const graphqlCalls = ({ operation, root, create, update, remove }: GraphqlApi): readonly Call[] => [
  { purpose: "read", request: `query ${operation}`, note: `root field \`${root}\`, pages of 500` },
  ...mutation("create", create),
  ...mutation("update", update),
  ...mutation("delete", remove),
];

/** Every call that reads or writes a kind, in the order of its life. */
export const callsOf = (kind: Kind): readonly Call[] =>
  kind.api.style === "rest" ? restCalls(kind.api, kind) : graphqlCalls(kind.api);
