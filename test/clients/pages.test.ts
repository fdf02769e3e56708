import { describe, expect, test } from "vitest";
import { IncompleteReadError, UnexpectedAnswerError } from "../../src/clients/errors.ts";
import { type ListCall, readList } from "../../src/clients/pages.ts";
import { failureOf, tenant } from "./helpers/api.ts";
import { inTurn, type Reply, type Seen } from "./helpers/server.ts";

const path = "/zia/api/v1/ruleLabels";
const row = (id: number | string) => ({ id, name: `n${id}` });
const rows = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => row(from + index));
const page = (...ids: number[]): Reply => ({ body: ids.map(row) });
const untilEmpty: ListCall = { path, paging: { style: "until-empty", size: 3 } };
const totalPages: ListCall = { path, paging: { style: "total-pages", size: 2 } };
const whole: ListCall = { path, paging: "whole" };

const idsOf = (list: readonly { id?: unknown }[]) => list.map(({ id }) => id);
const pagesOf = (seen: readonly Seen[]) => seen.map(({ url }) => url.split("?")[1] ?? "");

describe("a list that comes whole", () => {
  test.each([
    ["a bare array", rows(1, 3)],
    ["an envelope", { list: rows(1, 3), totalPages: "1", totalCount: "3" }],
  ])("is read from %s with one request and no paging", async (_sentence, body) => {
    const { api, server } = await tenant(() => ({ body }));
    expect(idsOf(await readList(api, { ...whole, query: { type: "X" } }))).toEqual([1, 2, 3]);
    expect(pagesOf(server.seen)).toEqual(["type=X"]);
  });

  test("may be empty", async () => {
    const { api, server } = await tenant(() => page());
    expect(await readList(api, { ...whole, maybePaged: true })).toEqual([]);
    expect(server.seen).toHaveLength(1);
  });

  test("is an error when the envelope tells of more pages", async () => {
    const { api } = await tenant(() => ({ body: { list: rows(1, 20), totalPages: "3" } }));
    expect(await failureOf(readList(api, whole))).toBeInstanceOf(IncompleteReadError);
  });

  test.each([
    ["exactly 100 rows are asked about, which the server may ignore", [rows(1, 100), rows(1, 100)], 100, 2],
    ["exactly 100 rows are asked about, and more may come", [rows(1, 100), rows(101, 200), rows(201, 205), []], 205, 4],
    ["another count is believed", [rows(1, 129)], 129, 1],
    ["more than 100 prove that it is not cut there", [rows(1, 200)], 200, 1],
  ])("of a doubtful endpoint: %s", async (_sentence, pages, count, requests) => {
    const { api, server } = await tenant(inTurn(...pages.map((body) => ({ body }))));
    expect(await readList(api, { ...whole, maybePaged: true })).toHaveLength(count);
    expect(pagesOf(server.seen).slice(0, 2)).toEqual(requests > 1 ? ["", "page=2"] : [""]);
    expect(server.seen).toHaveLength(requests);
  });

  test("of a certain endpoint is believed at 100 rows too", async () => {
    const { api, server } = await tenant(() => ({ body: rows(1, 100) }));
    expect(await readList(api, whole)).toHaveLength(100);
    expect(server.seen).toHaveLength(1);
  });
});

describe("settings", () => {
  const one: ListCall = { path: "/zia/api/v1/security", paging: "one" };

  test.each([
    ["with what is set", { whitelistUrls: ["a.example"] }],
    ["with nothing", {}],
  ])("are one row, %s", async (_sentence, body) => {
    const { api, server } = await tenant(() => ({ body }));
    expect(await readList(api, one)).toEqual([body]);
    expect(pagesOf(server.seen)).toEqual([""]);
  });

  test.each([
    ["a list", []],
    ["a text", "ok"],
    ["nothing", null],
  ])("are never %s", async (_sentence, body) => {
    const { api } = await tenant(() => ({ body }));
    expect(await failureOf(readList(api, one))).toBeInstanceOf(UnexpectedAnswerError);
  });
});

describe("a list that is read until a page brings nothing", () => {
  test.each([
    ["an empty first page", [page()], [], 1],
    ["full pages and an empty one", [page(1, 2, 3), page(4, 5, 6), page()], [1, 2, 3, 4, 5, 6], 3],
    ["a short page is not the end", [page(1, 2, 3), page(4), page(5, 6), page()], [1, 2, 3, 4, 5, 6], 4],
    ["a server that caps the page size", [page(1, 2), page(3, 4), page(5), page()], [1, 2, 3, 4, 5], 4],
    ["a server that ignores paging", [page(1, 2, 3, 4)], [1, 2, 3, 4], 2],
    [
      "rows that moved between pages: again from the start",
      [page(1, 2, 3), page(3, 4), page(9, 1, 2), page(3, 4), page()],
      [9, 1, 2, 3, 4],
      5,
    ],
  ])("%s", async (_sentence, replies, ids, requests) => {
    const { api, server } = await tenant(inTurn(...replies));
    expect(idsOf(await readList(api, untilEmpty))).toEqual(ids);
    expect(server.seen).toHaveLength(requests);
    expect(pagesOf(server.seen)[0]).toBe("page=1&pageSize=3");
  });

  test("that keeps moving is an error after three tries", async () => {
    const { api, server } = await tenant(({ query }) => (query.get("page") === "1" ? page(1, 2, 3) : page(3, 4)));
    const error = await failureOf(readList(api, untilEmpty));
    expect(error).toBeInstanceOf(IncompleteReadError);
    expect(error).toMatchObject({ method: "GET", path, outcome: "not-executed" });
    expect(server.seen).toHaveLength(6);
  });

  test("is never returned in part when a later page fails", async () => {
    const { api } = await tenant(({ query }) => (query.get("page") === "1" ? page(1, 2, 3) : { status: 400 }));
    expect((await failureOf(readList(api, untilEmpty))).name).toBe("RejectedError");
  });
});

describe("a list with totals", () => {
  const envelope = (pages: unknown, count: unknown, ...ids: number[]): Reply => ({
    body: { totalPages: pages, totalCount: count, list: ids.map(row) },
  });

  test.each([
    ["text totals", [envelope("2", "3", 1, 2), envelope("2", "3", 3)], [1, 2, 3], 2],
    ["number totals", [envelope(2, 3, 1, 2), envelope(2, 3, 3)], [1, 2, 3], 2],
    ["an empty list without rows", [{ body: { totalPages: "0", totalCount: "0" } }], [], 1],
    ["an empty list with rows left empty", [envelope("0", "0")], [], 1],
    ["no count", [{ body: { totalPages: 1, list: [row(1)] } }], [1], 1],
    [
      "a total that changes: again from the start",
      [envelope("2", "3", 1, 2), envelope("2", "4", 3, 4), envelope("2", "4", 1, 2), envelope("2", "4", 3, 4)],
      [1, 2, 3, 4],
      4,
    ],
    [
      "a page count that changes: again from the start",
      [
        { body: { totalPages: 2, list: [row(1), row(2)] } },
        { body: { totalPages: 3, list: [row(3), row(4)] } },
        { body: { totalPages: 1, list: [row(1)] } },
      ],
      [1],
      3,
    ],
    [
      "a repeated row: again from the start",
      [envelope("2", "4", 1, 2), envelope("2", "4", 2, 3), envelope("2", "4", 1, 2), envelope("2", "4", 3, 4)],
      [1, 2, 3, 4],
      4,
    ],
    [
      "a short page before the last: again from the start",
      [
        envelope("3", "5", 1, 2),
        envelope("3", "5", 3),
        envelope("3", "5", 1, 2),
        envelope("3", "5", 3, 4),
        envelope("3", "5", 5),
      ],
      [1, 2, 3, 4, 5],
      5,
    ],
  ])("%s", async (_sentence, replies, ids, requests) => {
    const { api, server } = await tenant(inTurn(...replies));
    expect(idsOf(await readList(api, totalPages))).toEqual(ids);
    expect(server.seen).toHaveLength(requests);
    expect(pagesOf(server.seen)[0]).toBe("page=1&pagesize=2");
  });

  test.each([
    ["fewer rows than counted", () => envelope("1", "3", 1, 2)],
    ["more rows than counted", () => envelope("1", "1", 1, 2)],
    ["rows that repeat within a page", () => envelope("1", "2", 1, 1)],
    ["an empty page that is not the last", () => envelope("2", "2")],
  ])("%s are an error after three tries", async (_sentence, reply) => {
    const { api, server } = await tenant(reply);
    expect(await failureOf(readList(api, totalPages))).toBeInstanceOf(IncompleteReadError);
    expect(server.seen).toHaveLength(3);
  });
});

describe("an answer of another shape", () => {
  test.each([
    ["a row that is no object", whole, [row(1), 7], "$[1] is not an object"],
    ["a row without id", whole, [{ name: "x" }], "$[0].id is not an id"],
    ["a row with an empty id", whole, [{ id: "" }], "$[0].id is not an id"],
    ["a row without the key asked for", { ...whole, key: "eyezId" }, [row(1)], "$[0].eyezId is not an id"],
    ["a row in an envelope", totalPages, { totalPages: 1, list: [{}] }, "$.list[0].id is not an id"],
    ["a list that is none", totalPages, { totalPages: 1, list: {} }, "$.list is not a list"],
    ["totals that are none", totalPages, { totalPages: "many", list: [] }, "$.totalPages is not a count"],
    ["missing totals", totalPages, [row(1)], "$.totalPages is missing"],
    ["an object", whole, { message: "x" }, "$ is neither a list"],
    ["nothing", whole, "", "$ is neither a list"],
  ] as [string, ListCall, unknown, string][])("%s is told with its place", async (_sentence, call, body, message) => {
    const { api } = await tenant(() => ({ body }));
    const error = await failureOf(readList(api, call));
    expect(error).toBeInstanceOf(UnexpectedAnswerError);
    expect(error.message).toContain(message);
  });

  test("ids of any size are told apart", async () => {
    const { api } = await tenant(() => ({ body: '[{"id":216000000000005825},{"id":216000000000005826}]' }));
    expect(idsOf(await readList(api, whole))).toEqual([216000000000005825n, 216000000000005826n]);
  });
});
