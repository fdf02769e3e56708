import nock from "nock";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cutMarkdown } from "../../src/github/check-output.ts";
import { type Check, postCheck } from "../../src/github/check-run.ts";
import { head } from "./proof/facts.ts";
import { open } from "./proof/github.ts";

const origin = "http://127.0.0.1:9";
const root = "/repos/acme/policy";

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

const check: Check = { name: "zerodrift/ready", head, conclusion: "failure", title: "not ready", summary: "why" };

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: {
    readonly conclusion: string;
    readonly external_id: string;
    readonly output: { readonly title: string; readonly summary: string; readonly annotations?: readonly object[] };
  } & Readonly<Record<string, unknown>>;
}

const listed = (given: object = {}) => ({
  id: 1,
  name: "zerodrift/ready",
  conclusion: "success",
  external_id: "",
  app: { slug: "github-actions" },
  output: { title: "ready", summary: "", annotations_count: 0 },
  ...given,
});

/** GitHub with these checks on the commit; what is written to it. */
const holding = (checkRuns: readonly object[]): readonly Sent[] => {
  const sent: Sent[] = [];
  const scope = nock(origin).persist();
  scope
    .get(`${root}/commits/${head}/check-runs`)
    .query({ check_name: "zerodrift/ready", filter: "all", per_page: "100" })
    .reply(200, { total_count: checkRuns.length, check_runs: checkRuns });
  scope.post(`${root}/check-runs`).reply(201, async (request: Request) => {
    sent.push({ method: "POST", path: "", body: (await request.json()) as Sent["body"] });
    return { id: 50 };
  });
  for (const id of [1, 2, 50])
    scope.patch(`${root}/check-runs/${id}`).reply(200, async (request: Request) => {
      sent.push({ method: "PATCH", path: String(id), body: (await request.json()) as Sent["body"] });
      return { id };
    });
  return sent;
};

const annotations = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    path: "policies/x.yaml",
    line: at + 1,
    level: "warning" as const,
    title: "t",
    message: "m",
  }));

describe("a check", () => {
  test("is created where there is none, completed, with the page of the run", async () => {
    const sent = holding([]);
    await postCheck(open(), check);
    expect(sent).toMatchObject([
      {
        method: "POST",
        body: {
          name: "zerodrift/ready",
          head_sha: head,
          status: "completed",
          conclusion: "failure",
          details_url: `${origin}/acme/policy/actions/runs/77`,
          output: { title: "not ready", summary: "why" },
        },
      },
    ]);
  });

  test("is updated in place, and left alone when it says so already", async () => {
    const sent = holding([listed()]);
    await postCheck(open(), check);
    expect(sent).toMatchObject([{ method: "PATCH", path: "1", body: { conclusion: "failure" } }]);
    nock.cleanAll();
    const mark = sent[0]!.body.external_id;
    const again = holding([
      listed({
        conclusion: "failure",
        external_id: mark,
        output: { title: "not ready", summary: "", annotations_count: 0 },
      }),
    ]);
    await postCheck(open(), check);
    expect(again).toEqual([]);
    await postCheck(open(), { ...check, summary: "another reason" });
    expect(again).toMatchObject([{ method: "PATCH", body: { output: { summary: "another reason" } } }]);
  });

  test("forged green under our name and mark is set right", async () => {
    const sent = holding([]);
    await postCheck(open(), check);
    nock.cleanAll();
    const forged = holding([
      listed({
        external_id: sent[0]!.body.external_id,
        output: { title: "not ready", summary: "", annotations_count: 0 },
      }),
    ]);
    await postCheck(open(), check);
    expect(forged).toMatchObject([{ method: "PATCH", path: "1", body: { conclusion: "failure" } }]);
  });

  test("an older one that says otherwise is set right too", async () => {
    const sent = holding([listed({ id: 1 }), listed({ id: 2, conclusion: "failure" })]);
    await postCheck(open(), check);
    expect(sent.map(({ path, body }) => [path, body.conclusion])).toEqual([
      ["2", "failure"],
      ["1", "failure"],
    ]);
  });

  test("of another app, or of another name, is nobody's business", async () => {
    const sent = holding([listed({ app: { slug: "other" } }), listed({ id: 2, name: "zerodrift/plan" })]);
    await postCheck(open(), check);
    expect(sent.map(({ method }) => method)).toEqual(["POST"]);
  });

  test("annotations go in fifties, and never twice on one check", async () => {
    const sent = holding([listed({ output: { title: "x", summary: "", annotations_count: 3 } })]);
    await postCheck(open(), { ...check, annotations: annotations(120) });
    expect(sent.map(({ method, path, body }) => [method, path, body.output.annotations?.length])).toEqual([
      ["POST", "", 50],
      ["PATCH", "50", 50],
      ["PATCH", "50", 20],
      ["PATCH", "1", undefined],
    ]);
    expect(sent[0]?.body.output.annotations?.[0]).toEqual({
      path: "policies/x.yaml",
      start_line: 1,
      end_line: 1,
      annotation_level: "warning",
      title: "t",
      message: "m",
    });
  });

  test.each([
    ["did not arrive: it is posted once more", false, 2],
    ["arrived all the same: it is not posted again", true, 1],
  ])("whose answer was lost, and that %s", async (_name, arrived, posts) => {
    let mark: string | undefined;
    let posted = 0;
    const lists = nock(origin).persist().get(`${root}/commits/${head}/check-runs`).query(true);
    lists.reply(200, () => ({
      total_count: 1,
      check_runs: arrived && mark !== undefined ? [listed({ external_id: mark })] : [],
    }));
    nock(origin)
      .persist()
      .post(`${root}/check-runs`)
      .reply(async (request: Request) => {
        posted += 1;
        mark = ((await request.json()) as Sent["body"]).external_id;
        return posted === 1 ? [502, {}] : [201, { id: 50 }];
      });
    await postCheck(open(), check);
    expect(posted).toBe(posts);
  });

  test("fits GitHub's limits whatever it is given", async () => {
    const sent = holding([]);
    const long = Array.from({ length: 9000 }, () => "0123456789").join("\n");
    await postCheck(open(), { ...check, title: "t".repeat(400), summary: long, text: long });
    const { output } = sent[0]!.body as unknown as { output: { title: string; summary: string; text: string } };
    expect(output.title.length).toBe(250);
    expect(Math.max(output.summary.length, output.text.length)).toBeLessThanOrEqual(65_535);
    expect(output.summary).toMatch(/0123456789\n\n\(cut: too long for a check\)$/);
  });
});

describe("Markdown that is cut", () => {
  test.each([
    ["stays as it is where it fits", "a\nb", 100, "a\nb"],
    ["closes a fence", `\`\`\`\`diff\n${"x\n".repeat(100)}\`\`\`\``, 160, /^````diff\n(?:x\n)+````\n\n\(cut/],
    ["knows a fence inside a longer one", `\`\`\`\`\n\`\`\`\n${"x\n".repeat(100)}`, 160, /x\n````\n\n\(cut/],
    ["closes nothing that is closed", `\`\`\`\nx\n\`\`\`\n${"y\n".repeat(100)}`, 160, /y\n\n\(cut/],
  ])("%s", (_name, text, most, expected) => {
    expect(cutMarkdown(text, most)).toMatch(expected);
    expect(cutMarkdown(text, most).length).toBeLessThanOrEqual(most);
  });
});
