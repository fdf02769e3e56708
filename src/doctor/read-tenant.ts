import { ApiError, CredentialsError, ForbiddenError } from "../clients/errors.ts";
import { queryGraphql, readSchema } from "../clients/graphql.ts";
import type { Api, ApiRequest } from "../clients/http.ts";
import { readActivation } from "../clients/zia-activation.ts";
import type { Kind, RestApi } from "../kinds/kind.ts";
import { kinds } from "../kinds/registry.ts";
import { type KindName, type Product, productOf } from "../model/address.ts";
import { listDocument } from "../state/graphql-list.ts";
import type { Answer, TenantFacts } from "./tenant.ts";

interface Question {
  readonly api: Api;
  readonly products: readonly Product[];
  readonly declared: ReadonlySet<KindName>;
  readonly now: () => number;
}

/** What documents may declare, and can be listed without knowing a parent. */
const askable = (products: readonly Product[]): readonly Kind[] =>
  kinds.filter(({ name, writable, parent }) => writable && parent === undefined && products.includes(productOf(name)));

/** One row where the list has pages; where it has none it comes whole. */
const onePage = ({ paging, query }: RestApi): NonNullable<ApiRequest["query"]> => {
  if (paging === "whole" || paging === "one") return { ...query };
  return { ...query, page: 1, [paging.style === "until-empty" ? "pageSize" : "pagesize"]: 1 };
};

const askRest = async (api: Api, rest: RestApi): Promise<void> => {
  const { customerId } = api.connection;
  const path = rest.list.replace("{customer}", customerId).replace("{type}", rest.perType?.[0] ?? "");
  await api.request({ method: "GET", path, query: onePage(rest) });
};

const askKind = async (api: Api, kind: Kind): Promise<void> => {
  if (kind.api.style === "rest") return askRest(api, kind.api);
  await queryGraphql(api, {
    document: listDocument([kind], undefined, ""),
    operationName: kind.api.operation,
    variables: { customerId: api.connection.customerId, pageNum: 1, pageSize: 1 },
  });
};

/** Wrong credentials end everything; other failures are an answer about one thing. */
const failed = (error: unknown): { readonly failed: string } => {
  if (!(error instanceof ApiError) || error instanceof CredentialsError) throw error;
  return { failed: error.message };
};

const answerOf = async (api: Api, kind: Kind): Promise<Answer> => {
  try {
    await askKind(api, kind);
    return "ok";
  } catch (error) {
    return error instanceof ForbiddenError ? "forbidden" : failed(error);
  }
};

const readStatus = async (api: Api): Promise<NonNullable<TenantFacts["activation"]>> => {
  try {
    return { status: await readActivation(api) };
  } catch (error) {
    return failed(error);
  }
};

const readZmsSchema = async (api: Api): Promise<NonNullable<TenantFacts["schema"]>> => {
  try {
    return (await readSchema(api)) === undefined ? "hidden" : "read";
  } catch (error) {
    return failed(error);
  }
};

/** Notes how far the clock of whoever answered is ahead of ours. */
const watchClock = (api: Api, now: () => number) => {
  let skew: number | undefined;
  const watched: Api = {
    ...api,
    request: async (request) => {
      const response = await api.request(request);
      const told = Date.parse(response.headers.date ?? "");
      if (!Number.isNaN(told)) skew = (told - now()) / 1000;
      return response;
    },
  };
  return { api: watched, skew: () => skew };
};

const readAll = async ({ api, products, declared, now }: Question): Promise<TenantFacts> => {
  const watched = watchClock(api, now);
  const answers = new Map<KindName, Answer>();
  for (const kind of askable(products)) answers.set(kind.name, await answerOf(watched.api, kind));
  const activation = products.includes("zia") ? { activation: await readStatus(watched.api) } : {};
  const schema = products.includes("zms") ? { schema: await readZmsSchema(watched.api) } : {};
  const skew = watched.skew();
  const { cloud, customerId } = api.connection;
  const clock = skew === undefined ? {} : { skewSeconds: skew };
  return { cloud, customerId, kinds: answers, declared, ...activation, ...schema, ...clock };
};

/** Asks the tenant for a row of every kind; nothing is written. */
export const readTenantFacts = async (question: Question): Promise<TenantFacts> => {
  try {
    return await readAll(question);
  } catch (error) {
    if (!(error instanceof CredentialsError)) throw error;
    const { cloud, customerId } = question.api.connection;
    return { cloud, customerId, refused: error.message, kinds: new Map(), declared: question.declared };
  }
};
