import { isWire, type Json, type Wire } from "../json.ts";
import { scatter, shuffled, type World } from "../world.ts";

/** A page as the API hands it out. */
export interface Connection {
  readonly nodes: Wire[];
  readonly pageInfo: Wire;
}

interface StringExpression {
  readonly contains?: string | null;
  readonly ends?: string | null;
  readonly equals?: string | null;
  readonly in?: readonly string[] | null;
  readonly starts?: string | null;
}

export type Filter = Readonly<Record<string, StringExpression | null>> | null | undefined;
export type Order = Readonly<Record<string, "ASC" | "DESC" | null>> | null | undefined;

/** Several keys of an expression must all hold; comparison is case-sensitive (both assumed: not documented). */
function holds(expression: StringExpression, value: string): boolean {
  const { contains, ends, equals, starts } = expression;
  if (contains != null && !value.includes(contains)) return false;
  if (ends != null && !value.endsWith(ends)) return false;
  if (equals != null && value !== equals) return false;
  if (starts != null && !value.startsWith(starts)) return false;
  return expression.in == null || expression.in.includes(value);
}

export function filtered(
  rows: readonly Wire[],
  filter: Filter,
  read: (row: Wire, key: string) => Json | undefined = (row, key) => row[key],
): Wire[] {
  const wanted = Object.entries(filter ?? {}).filter((entry): entry is [string, StringExpression] => isWire(entry[1]));
  return rows.filter((row) =>
    wanted.every(([key, expression]) => {
      const value = read(row, key);
      const texts = Array.isArray(value) ? value.map(String) : [String(value ?? "")];
      return texts.some((text) => holds(expression, text));
    }),
  );
}

/** Recorded: without an order rows come neither by id nor by name. Here the order is at least stable between pages. */
export function ordered(rows: readonly Wire[], order: Order): Wire[] {
  const [key, direction] = Object.entries(order ?? {}).find(([, value]) => value != null) ?? [];
  const idOf = (row: Wire): string => String(row.id ?? row.eyezId);
  if (key === undefined) return [...rows].sort((a, b) => scatter(idOf(a)) - scatter(idOf(b)));
  const sign = direction === "DESC" ? -1 : 1;
  const compare = (a: Wire, b: Wire): number => {
    const [left, right] = [String(a[key] ?? ""), String(b[key] ?? "")];
    return left < right ? -sign : left > right ? sign : 0;
  };
  return [...rows].sort(compare);
}

const maxPageSize = 100;

/** Assumed: the official tools never ask for more than 100 rows, so neither are more given. */
export function pageSizeOf(world: World, asked: number | null | undefined): number {
  const size = asked != null && asked > 0 ? asked : 20;
  return Math.min(size, maxPageSize, world.settings.pageSizeCap ?? maxPageSize);
}

/** Recorded: most lists echo the page size asked for, and have no pages when empty. */
export function pageOf(
  world: World,
  rows: readonly Wire[],
  number: number | null | undefined,
  size: number,
): Connection {
  const pageNumber = number != null && number > 0 ? number : 1;
  const nodes = rows.slice((pageNumber - 1) * size, pageNumber * size);
  const pageInfo = {
    pageNumber,
    pageSize: size,
    totalCount: rows.length,
    totalPages: Math.ceil(rows.length / size),
  };
  return { nodes: nodes.map((row) => loosely(world, row)), pageInfo };
}

/** Recorded for empty lists of agents, agent groups and nonces: their `pageSize` counts the rows of the answer. */
export function agentPage(connection: Connection): Connection {
  return { ...connection, pageInfo: { ...connection.pageInfo, pageSize: connection.nodes.length } };
}

/** Lists inside an object that have no order of their own. */
const setKeys = ["cidrs", "fqdns", "sourceTargetIds", "destinationTargetIds", "appZoneScopeTargetIds", "localIps"];

function loosely(world: World, row: Wire): Wire {
  const result: Wire = { ...row };
  for (const key of [...setKeys, "portAndProtocols", "tagFilters"]) {
    const value = row[key];
    if (Array.isArray(value)) result[key] = shuffled(world, value).map((entry) => looselyInside(world, entry));
  }
  return result;
}

function looselyInside(world: World, entry: Json): Json {
  if (!isWire(entry)) return entry;
  const result: Wire = { ...entry };
  for (const key of ["portRanges", "tagValueIds"]) {
    const value = entry[key];
    if (Array.isArray(value)) result[key] = shuffled(world, value);
  }
  return result;
}
