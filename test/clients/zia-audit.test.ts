import { describe, expect, test } from "vitest";
import { parseAuditCsv } from "../../src/clients/audit-csv.ts";
import { readAuditLog } from "../../src/clients/zia-audit.ts";
import { tenant } from "./helpers/api.ts";
import { dropped, inTurn, type Reply, type Responder } from "./helpers/server.ts";

const window = { from: "2026-03-26T00:00:00Z", to: new Date("2026-03-26T01:00:00Z") };
const csv = `\ufeffTimestamp,Action,Category,Sub-Category,Resource,Admin ID,Client IP,Interface,Trace ID,Result
2026-03-26 00:10:00,UPDATE,POLICY,URL_FILTERING,"Block, ""all""",eve@acme.test,203.0.113.7,UI,t-1,SUCCESS
`;
const complete: Reply = { body: { status: "COMPLETE" } };

/** Scripts the three endpoints apart. */
const zia = (
  post: Reply | Responder,
  polls: readonly (Reply | Responder)[],
  download: Reply | Responder,
): Responder => {
  const base = "/zia/api/v1/auditlogEntryReport";
  const routes: Record<string, Responder> = {
    [`POST ${base}`]: inTurn(post),
    [`GET ${base}`]: inTurn(...polls),
    [`GET ${base}/download`]: inTurn(download),
  };
  return (seen, response) => routes[`${seen.method} ${seen.path}`]?.(seen, response) ?? undefined;
};

describe("readAuditLog", () => {
  test("asks, waits until the report is complete, and reads it as CSV", async () => {
    const none = { status: 404, body: { code: "RESOURCE_NOT_FOUND", message: "No Report to download" } };
    const { api, clock, server } = await tenant(
      zia({ status: 204 }, [none, { body: { status: "EXECUTING" } }, complete], { body: csv }),
    );
    expect(await readAuditLog(api, clock, window)).toEqual({
      entries: [
        {
          at: "2026-03-26T00:10:00.000Z",
          action: "UPDATE",
          category: "POLICY",
          subcategory: "URL_FILTERING",
          resource: 'Block, "all"',
          admin: "eve@acme.test",
          clientIp: "203.0.113.7",
          interface: "UI",
          traceId: "t-1",
          result: "SUCCESS",
        },
      ],
    });
    expect(clock.sleeps).toEqual([1_000, 2_000]);
    expect(JSON.parse(server.seen[0]?.body ?? "")).toEqual({ startTime: 1774483200000, endTime: 1774486800000 });
    expect(server.seen.at(-1)?.headers.accept).toBe("text/csv");
  });

  test.each<[string, Responder, string, number]>([
    ["no right", zia({ status: 403, body: { code: "RBA_LIMITED" } }, [], {}), "RBA_LIMITED", 1],
    ["a lost service", zia(dropped, [], {}), "lost its connection", 5],
    [
      "a report that failed",
      zia({ status: 204 }, [{ body: { status: "ERRORED", errorMessage: "too much" } }], {}),
      "ERRORED: too much",
      2,
    ],
    ["a cancelled report", zia({ status: 204 }, [{ body: { status: "CANCELLED" } }], {}), "CANCELLED", 2],
    [
      "a report that never comes",
      zia({ status: 204 }, [{ body: { status: "EXECUTING" } }], {}),
      "not ready after 55 s",
      11,
    ],
    ["a refused download", zia({ status: 204 }, [complete], { status: 406, body: "<html>" }), "406", 3],
    ["columns nobody knows", zia({ status: 204 }, [complete], { body: "a,b\n1,2\n" }), "columns", 3],
  ])("is unavailable, not an error, with %s", async (_sentence, respond, reason, requests) => {
    const { api, clock, server } = await tenant(respond);
    const log = await readAuditLog(api, clock, window);
    expect(log).toEqual({ unavailable: expect.stringContaining(reason) });
    expect(server.seen).toHaveLength(requests);
  });

  test("is unavailable without credentials that work", async () => {
    const { api, clock } = await tenant(() => ({}), {
      token: () => ({ status: 401, body: { error: "invalid_client" } }),
    });
    expect(await readAuditLog(api, clock, window)).toHaveProperty("unavailable");
  });
});

describe("parseAuditCsv", () => {
  test.each([
    ["other spellings and order", "User,Time,ACTION,category,Resource Name\nbob,1774483800,CREATE,C,R\n"],
    [
      "title lines before the header",
      'Audit log\n"From","To"\nAdmin,Timestamp,Action,Category,Resource\nbob,1774483800000,CREATE,C,R\n',
    ],
    [
      "rows of uneven length",
      "Timestamp,Action,Category,Resource,Admin ID,Result\n2026-03-26T00:10:00Z,CREATE,C,R,bob\n\nTotal,\n",
    ],
    [
      "a stray quote",
      'Time,Action,Category,Resource,Admin,Result\n"Thu Mar 26 00:10:00 GMT 2026",CREATE,C,R,bob,a "b\n',
    ],
  ])("understands %s", (_sentence, text) => {
    expect(parseAuditCsv(text)).toEqual([
      expect.objectContaining({
        at: "2026-03-26T00:10:00.000Z",
        action: "CREATE",
        category: "C",
        resource: "R",
        admin: "bob",
      }),
    ]);
  });

  test.each([
    ["2026-03-26 00:10:00", "2026-03-26T00:10:00.000Z"],
    ["2026-03-26T00:10:00", "2026-03-26T00:10:00.000Z"],
    ["2026-03-26T00:10:00+02:00", "2026-03-25T22:10:00.000Z"],
    ["March 26, 2026 12:10:00 AM", "2026-03-26T00:10:00.000Z"],
    ["yesterday", undefined],
    ["", undefined],
  ])("reads the time %j as %s, whatever the runner's zone", (time, at) => {
    const text = `Timestamp,Action,Category,Resource,Admin ID\n"${time}",CREATE,C,R,bob\n`;
    expect(parseAuditCsv(text)?.[0]?.at).toBe(at);
  });

  test("an empty report has no entries, an empty text no layout", () => {
    expect(parseAuditCsv("Timestamp,Action,Category,Resource,Admin ID\n")).toEqual([]);
    expect(parseAuditCsv("")).toBeUndefined();
  });
});
