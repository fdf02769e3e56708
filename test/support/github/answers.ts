import type { Body } from "./objects.ts";
import type { User, World } from "./world.ts";

/** One request, judged and admitted. */
export interface Call {
  readonly world: World;
  readonly path: Readonly<Record<string, string | number>>;
  readonly query: URLSearchParams;
  readonly body: Body;
  readonly actor: User;
  /** Address without the query, for links to other pages. */
  readonly address: string;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => Answer;

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });

const documentation_url = "https://docs.github.com/rest";

export const refusal = (status: number, message: string, more: Body = {}): Answer => ({
  status,
  body: { message, documentation_url, status: String(status), ...more },
});
export const notFound = (message = "Not Found"): Answer => refusal(404, message);
/** 422, as GitHub words what a field has wrong. */
export const invalid = (resource: string, field: string, message: string, code = "custom"): Answer => ({
  status: 422,
  body: { message: "Validation Failed", documentation_url, errors: [{ resource, field, code, message }] },
});

const usual = 30;
const most = 100;

const sizeOf = ({ query, world }: Call): number => {
  const asked = Number(query.get("per_page") ?? usual);
  return Math.max(1, Math.min(asked, most, world.settings.pageSizeCap ?? most));
};

const linkTo = (call: Call, rel: string, changes: Readonly<Record<string, string>>): string => {
  const query = new URLSearchParams(call.query);
  for (const [key, value] of Object.entries(changes)) query.set(key, value);
  return `<${call.address}?${query}>; rel="${rel}"`;
};

/** One page of a list; `wrap` puts it into the object that some lists come in. */
export const paged = <Entry>(
  call: Call,
  list: readonly Entry[],
  show: (entry: Entry) => unknown,
  wrap: (page: readonly unknown[], total: number) => unknown = (page) => page,
): Answer => {
  const size = sizeOf(call);
  const number = Math.max(1, Number(call.query.get("page") ?? 1));
  const last = Math.max(1, Math.ceil(list.length / size));
  const to = (rel: string, page: number): string => linkTo(call, rel, { page: String(page) });
  const links = [
    ...(number > 1 ? [to("prev", number - 1)] : []),
    ...(number < last ? [to("next", number + 1), to("last", last)] : []),
    ...(number > 1 ? [to("first", 1)] : []),
  ];
  const page = list.slice((number - 1) * size, number * size).map(show);
  return {
    status: 200,
    body: wrap(page, list.length),
    ...(links.length === 0 ? {} : { headers: { link: links.join(", ") } }),
  };
};

/** Lists that are walked by cursor. */
export const walked = <Entry extends { readonly id: number }>(
  call: Call,
  list: readonly Entry[],
  show: (entry: Entry) => unknown,
): Answer => {
  const after = call.query.get("after");
  const start = after === null ? 0 : list.findIndex(({ id }) => String(id) === after) + 1;
  const page = list.slice(start, start + sizeOf(call));
  const last = page.at(-1);
  const isMore = last !== undefined && start + page.length < list.length;
  return {
    status: 200,
    body: page.map(show),
    ...(isMore ? { headers: { link: linkTo(call, "next", { after: String(last.id) }) } } : {}),
  };
};
