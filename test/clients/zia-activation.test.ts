import { describe, expect, test } from "vitest";
import { ForbiddenError, UnexpectedAnswerError } from "../../src/clients/errors.ts";
import { activate, readActivation } from "../../src/clients/zia-activation.ts";
import { failureOf, tenant } from "./helpers/api.ts";
import { dropped, inTurn, type Reply, type Responder } from "./helpers/server.ts";

const status = (text: string, more = {}): Reply => ({ body: { status: text, ...more } });

/** Scripts the two endpoints apart. */
const zia = (posts: readonly (Reply | Responder)[], gets: readonly (Reply | Responder)[]): Responder => {
  const post = inTurn(...posts);
  const get = inTurn(...gets);
  return (seen, response) => {
    const wanted = seen.method === "POST" ? "/zia/api/v1/status/activate" : "/zia/api/v1/status";
    if (seen.path !== wanted) return { status: 404 };
    return (seen.method === "POST" ? post : get)(seen, response);
  };
};

describe("readActivation", () => {
  test.each(["ACTIVE", "PENDING", "INPROGRESS", "NEWWORD"])("tells %s", async (text) => {
    const { api } = await tenant(zia([], [status(text)]));
    expect(await readActivation(api)).toBe(text);
  });

  test("does not guess", async () => {
    const { api } = await tenant(zia([], [{ body: {} }]));
    expect(await failureOf(readActivation(api))).toBeInstanceOf(UnexpectedAnswerError);
  });
});

describe("activate", () => {
  type Row = [
    sentence: string,
    posts: (Reply | Responder)[],
    gets: (Reply | Responder)[],
    result: unknown,
    seen: string,
    sleeps: number[],
  ];
  const active = { status: "active" };
  const failed = (detail: string) => ({ status: "failed", detail: expect.stringContaining(detail) });
  test.each<Row>([
    ["is done when the answer says so", [status("ACTIVE")], [], active, "POST", []],
    [
      "looks ever more rarely while it is in progress",
      [status("INPROGRESS")],
      [status("INPROGRESS"), status("INPROGRESS"), status("ACTIVE")],
      active,
      "POST GET GET GET",
      [1_000, 2_000, 4_000],
    ],
    ["looks before it repeats when the answer was lost: done", [dropped], [status("ACTIVE")], active, "POST GET", []],
    [
      "looks before it repeats when the answer was lost: in progress",
      [dropped],
      [status("INPROGRESS"), status("ACTIVE")],
      active,
      "POST GET GET",
      [1_000],
    ],
    [
      "looks before it repeats when the answer was lost: not done",
      [dropped, status("ACTIVE")],
      [status("PENDING")],
      active,
      "POST GET POST",
      [1_000],
    ],
    ["looks when the answer tells nothing", [{ status: 200 }], [status("ACTIVE")], active, "POST GET", []],
    [
      "tries three times while the tenant stays pending, and says why",
      [status("PENDING", { message: "rule 7 is broken" })],
      [],
      failed("rule 7 is broken"),
      "POST POST POST",
      [1_000, 2_000],
    ],
    [
      "fails with the reason of a refusal",
      [{ status: 400, body: { code: "INVALID_INPUT_ARGUMENT", message: "rule 7 is broken" } }],
      [],
      failed("rule 7 is broken"),
      "POST",
      [],
    ],
    [
      "gives up when the waiting time is spent",
      [status("INPROGRESS")],
      [status("INPROGRESS")],
      failed("still in progress"),
      "POST GET GET GET",
      [1_000, 2_000, 4_000],
    ],
    ["does not guess at a status nobody knows", [status("NEWWORD")], [], failed("NEWWORD"), "POST", []],
  ])("%s", async (_sentence, posts, gets, result, seen, sleeps) => {
    const { api, clock, server } = await tenant(zia(posts, gets));
    expect(await activate(api, clock, 10_000)).toEqual(result);
    expect(server.seen.map(({ method }) => method).join(" ")).toBe(seen);
    expect(clock.sleeps).toEqual(sleeps);
  });

  test("without the right is an error like that of any request", async () => {
    const { api, clock } = await tenant(zia([{ status: 403, body: { code: "RBA_LIMITED" } }], []));
    expect(await failureOf(activate(api, clock, 10_000))).toBeInstanceOf(ForbiddenError);
  });
});
