import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Body, open, type Session } from "./client.ts";

let session: Session;
let segment: Body;
let certificate: string;

const get = async (path: string): Promise<Body> => (await session.zpa("GET", path)).body;
const put = async (commonAppsDto: Body | undefined, more: Body = {}): Promise<Body> =>
  session.zpa("PUT", `application/${segment.id}`, {
    ...base,
    segmentGroupId: segment.segmentGroupId,
    ...(commonAppsDto === undefined ? {} : { commonAppsDto }),
    ...more,
  });

const base = {
  name: "Hosts",
  enabled: true,
  domainNames: ["a.example", "b.example"],
  tcpPortRanges: ["22", "22", "443", "443"],
};
const shell = {
  appTypes: ["SECURE_REMOTE_ACCESS"],
  domain: "a.example",
  applicationPort: "22",
  applicationProtocol: "SSH",
};

beforeEach(async () => {
  session = await open();
  const make = async (kind: string, object: Body): Promise<string> =>
    (await session.control("POST", "objects", { kind, object, actor: "x" })).body.object.id;
  certificate = await make("zpa/certificate", { name: "Wildcard" });
  const group = await make("zpa/segment-group", { name: "Group", enabled: true });
  const answer = await session.zpa("POST", "application", {
    ...base,
    segmentGroupId: group,
    commonAppsDto: { appsConfig: [shell] },
  });
  expect(answer.status, answer.text).toBe(201);
  segment = { ...answer.body, segmentGroupId: group };
});
afterEach(() => session.sandbox.close());

const praApps = async (): Promise<readonly Body[]> => (await get(`application/${segment.id}`)).praApps ?? [];

describe("a segment that is reached in another way", () => {
  test("recorded: a create tells the way with its id, the next one after the segment's", () => {
    const [config] = segment.commonAppsDto.appsConfig;
    expect([BigInt(config.praAppId) - BigInt(segment.id), config.appId, config.name]).toEqual([
      1n,
      segment.id,
      "a.example",
    ]);
    expect(segment.praApps).toBeUndefined();
  });

  test("reads show it, also among all of its kind, whose count is wrong", async () => {
    expect(await praApps()).toMatchObject([{ domain: "a.example", applicationPort: "22", appId: segment.id }]);
    const listed = await get("application/getAppsByType?applicationType=SECURE_REMOTE_ACCESS&expandAll=false");
    expect([listed.totalCount, listed.list.length, listed.list[0].domain]).toEqual(["0", 1, "a.example"]);
  });

  test("a write that does not mention it keeps it", async () => {
    const before = await praApps();
    expect((await put(undefined)).status).toBe(204);
    expect(
      (
        await put({
          appsConfig: [
            {
              ...shell,
              appTypes: ["BROWSER_ACCESS"],
              applicationPort: "443",
              applicationProtocol: "HTTPS",
              certificateId: certificate,
            },
          ],
        })
      ).status,
    ).toBe(204);
    expect(await praApps()).toEqual(before);
    const { clientlessApps } = await get(`application/${segment.id}`);
    expect(clientlessApps).toMatchObject([{ certificateName: "Wildcard" }]);
  });

  test("its id continues it, the list of those that go takes it away", async () => {
    const [{ id }] = (await praApps()) as [Body];
    await put({ appsConfig: [{ ...shell, praAppId: id, applicationPort: "443" }] });
    expect(await praApps()).toMatchObject([{ id, applicationPort: "443" }]);
    expect((await put({ deletedPraApps: [id] })).status).toBe(204);
    expect(await praApps()).toEqual([]);
    expect((await put({ deletedPraApps: [id] })).status).toBe(400);
  });

  test("what a console opens cannot be taken away", async () => {
    const [{ id }] = (await praApps()) as [Body];
    const object = { name: "Shell", praApplication: { id, appId: segment.id } };
    await session.control("POST", "objects", { kind: "zpa/pra-console", object, actor: "x" });
    const answer = await put({ deletedPraApps: [id] });
    expect([answer.status, answer.body.id]).toEqual([400, "resource.referenced"]);
    expect(await praApps()).toHaveLength(1);
  });

  test.each<[string, Body]>([
    ["one more for the same host and port", {}],
    ["a host the segment does not have", { domain: "c.example" }],
    ["a port the segment does not have", { domain: "b.example", applicationPort: "23" }],
    ["a protocol of another way", { domain: "b.example", applicationProtocol: "HTTP" }],
    ["a desktop without its security", { domain: "b.example", applicationProtocol: "RDP" }],
    ["security of a shell", { domain: "b.example", connectionSecurity: "ANY" }],
    ["an id of elsewhere", { domain: "b.example", praAppId: "216000000000000001" }],
    [
      "HTTPS without a certificate",
      { appTypes: ["BROWSER_ACCESS"], applicationPort: "443", applicationProtocol: "HTTPS" },
    ],
    [
      "a certificate nobody has",
      { appTypes: ["INSPECT"], applicationPort: "443", applicationProtocol: "HTTPS", certificateId: "1" },
    ],
  ])("%s is refused", async (_, changes) => {
    const answer = await put({ appsConfig: [{ ...shell, ...changes }] });
    expect([answer.status, answer.body.id]).toEqual([400, "invalid.resource.argument"]);
  });

  test("a segment that leaves others their hosts opens in no browser", async () => {
    const browser = { ...shell, appTypes: ["INSPECT"], applicationPort: "443", applicationProtocol: "HTTP" };
    expect((await put({ appsConfig: [browser] }, { matchStyle: "INCLUSIVE" })).status).toBe(400);
  });
});
