import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { documents, openApplied } from "../../support/github/applied.ts";
import { loserOf } from "../../support/github/lose.ts";
import { type ShortWay, shortWay } from "../../support/github/short-way.ts";
import type { Played, Story } from "../../support/github/story.ts";
import { type Doc, type Wire, yamlOf } from "../../support/scene.ts";

/** Between the plan and its apply somebody works in the portal, or the apply meets another tenant than the plan. */

const rule = (name: string, category: string): Wire => ({
  name,
  action: "BLOCK",
  state: "ENABLED",
  protocols: ["ANY_RULE"],
  urlCategories: [category],
});
const sharing = rule("Block sharing", "P2P_COMMUNICATION");
const gambling = rule("Block gambling", "GAMBLING");
const anonymizers = rule("Block anonymizers", "ANONYMIZER");
const label = "zia/rule-label";
const url = "zia/url-filtering-rule";
const group = "zpa/segment-group";

const docs = (change: {
  exception?: string;
  ticket?: string;
  finance?: string;
  rules?: readonly Wire[];
}): readonly Doc[] => [
  { kind: group, resources: [{ name: "Finance apps", description: change.finance ?? "ERP", enabled: true }] },
  {
    kind: label,
    resources: [
      { name: "exception", description: change.exception ?? "Owned by security." },
      { name: "ticket", description: change.ticket ?? "Names a ticket." },
    ],
  },
  { kind: url, resources: change.rules ?? [sharing, gambling, anonymizers] },
];

const wanted = "Each rule names its ticket.";
const edited = "Edited in the portal.";

let story: Story;
let way: ShortWay;

beforeEach(async () => {
  story = await openApplied(docs({}), { seed: "empty" });
  way = shortWay(story);
});

afterEach(async () => {
  expect(story.github.violations).toEqual([]);
  await story.close();
});

const portal = (kind: string, name: string, changes: Wire) => story.portal("PATCH", { kind, name, changes });
const description = async (kind: string, name: string): Promise<string> =>
  (await story.objects(kind)).find((one) => one.name === name)?.description;

/** Merges and applies an approved pull request after something happened. */
const apply = async (pull: number): Promise<Played> => {
  await story.forget();
  return way.apply(way.merge(pull));
};

const expectRefused = async (pull: number, played: Played, why: RegExp): Promise<void> => {
  expect(played.job("apply", "execute / apply")?.log).toContain("Process completed with exit code 4");
  expect(await story.writes()).toEqual([]);
  expect(story.ledger()[0]?.state).toBe("inactive");
  expect(story.ledger()[0]?.description).toMatch(/^nothing was written: /);
  const told = story.comments(pull).at(-1) ?? "";
  expect(told).toMatch(/NOT APPLIED, refused: /);
  expect(told).toMatch(why);
  expect(told).toContain("Nothing was written. Open a new pull request");
  expect(told).toContain(`contains #${pull}.`);
};

describe("the tenant changed between plan and apply", () => {
  test("an object of the plan: refused; the next plan shows it as drift, and says no until that is acknowledged", async () => {
    const pull = await way.approved("exception", documents(docs({ exception: wanted })));
    await portal(label, "exception", { description: edited });
    await expectRefused(pull, await apply(pull), /the plan is stale/);

    const next = await way.approved("again", { "policies/more.yaml": "# once more\n" });
    const comment = story.comment(next) ?? "";
    expect(story.check(next, "plan")?.conclusion).toBe("failure");
    for (const said of [edited, wanted, "overwrite-drift"]) expect(comment).toContain(said);

    const acknowledged = await way.approved("meant", {
      "policies/more.yaml": yamlOf([
        {
          kind: "zerodrift/acknowledgement",
          resources: [{ change: `${label}:exception`, allows: "overwrite-drift", reason: "the edit was a mistake" }],
        },
      ]),
    });
    expect((await apply(acknowledged)).ended("apply")).toBe("success");
    expect(await description(label, "exception")).toBe(wanted);
    expect(story.ledger()[0]?.state).toBe("success");
  }, 120_000);

  test("an object that the plan does not touch: applied, and the other edit stays", async () => {
    const pull = await way.approved("exception", documents(docs({ exception: wanted })));
    await portal(label, "ticket", { description: edited });
    await portal(url, "Block gambling", { description: edited });
    const played = await apply(pull);
    expect(played.ended("apply")).toBe("success");
    expect(await description(label, "exception")).toBe(wanted);
    expect(await description(label, "ticket")).toBe(edited);
    expect((await story.writes()).map(({ method }) => method)).toEqual(["PUT", "POST"]);
  }, 120_000);

  test("the order that the plan changes: refused", async () => {
    const pull = await way.approved("order", documents(docs({ rules: [anonymizers, sharing, gambling] })));
    await story.portal("POST", { kind: url, object: { ...rule("Block chat", "ONLINE_CHAT"), order: 2, rank: 7 } });
    await expectRefused(pull, await apply(pull), /the plan is stale/);
  }, 120_000);

  test("an object of the plan to what the plan wants: refused too, as approved is not what would be done", async () => {
    const pull = await way.approved("exception", documents(docs({ exception: wanted, ticket: "Names the ticket." })));
    await portal(label, "exception", { description: wanted });
    await expectRefused(pull, await apply(pull), /no longer planned: PUT zia\/rule-label:exception/);

    // Its next plan finds one done and does the other.
    const next = await way.approved("again", { "policies/more.yaml": "# once more\n" });
    expect(story.check(next, "plan")?.conclusion).toBe("success");
    expect((await apply(next)).ended("apply")).toBe("success");
    expect((await story.writes()).map(({ method }) => method)).toEqual(["PUT", "POST"]);
    expect(await description(label, "ticket")).toBe("Names the ticket.");
  }, 120_000);
});

describe("somebody else has staged changes in ZIA", () => {
  const stage = () =>
    story.control("PATCH", "objects", {
      kind: label,
      name: "ticket",
      changes: { description: edited },
      actor: "j.doe",
    });

  test("an apply that writes to ZIA is refused, one that does not is not, and publishes nothing", async () => {
    const zia = await way.approved("exception", documents(docs({ exception: wanted })));
    await stage();
    await expectRefused(zia, await apply(zia), /somebody else has staged changes in ZIA/);

    await story.control("POST", "activate", { actor: "j.doe" });
    const first = await way.approved("again", { "policies/more.yaml": "# once more\n" });
    expect((await apply(first)).ended("apply")).toBe("success");
    await stage();
    const zpa = await way.approved("finance", documents(docs({ exception: wanted, finance: "ERP and treasury" })));
    const played = await apply(zpa);
    expect(played.ended("apply"), played.text).toBe("success");
    expect((await story.writes()).every(({ product }) => product === "zpa")).toBe(true);
    // Their change waits as before, and the pull request of ours is told so.
    expect(story.comments(zpa).at(-1)).toMatch(/\*\*Staged:\*\* .*somebody else/);
  }, 120_000);

  test("on top of what a lost run of ours staged: it is refused, and nothing of it is published", async () => {
    const loser = loserOf(story);
    const pull = await way.approved("both", documents(docs({ exception: wanted, finance: "ERP and treasury" })));
    const commit = way.merge(pull);
    await loser.during({ method: "PUT", path: "ruleLabels", hold: "after" });
    await way.apply(commit);
    loser.spare();
    await stage();
    await story.forget();
    const played = await way.resume();
    expect(played.ended("apply")).toBe("failure");
    expect(await story.writes()).toEqual([]);
    const told = story.comments(pull).at(-1);
    expect(told).toContain("somebody else changed what an unfinished run of this plan left");
    expect(told).toContain("might publish or undo their changes");
    // What the lost run had begun is still known.
    expect(story.ledger().map(({ state }) => state)).toEqual(["inactive", "in_progress", "success"]);
    loser.close();
  }, 120_000);
});

describe("the job that applies", () => {
  /** What its environment holds otherwise than that of the plan. */
  const give = (more: {
    readonly secrets?: Record<string, string>;
    readonly vars?: Record<string, string>;
  }): (() => void) => {
    const { environment } = story.host;
    Object.assign(story.host, {
      environment: (name: string) => {
        const found = environment(name);
        if (found === undefined || !name.endsWith("-apply")) return found;
        return { ...found, secrets: { ...found.secrets, ...more.secrets }, vars: { ...found.vars, ...more.vars } };
      },
    });
    return () => void Object.assign(story.host, { environment });
  };

  test("writes nothing with a list, credentials or a tenant other than it needs; with the right ones it does", async () => {
    const pull = await way.approved("exception", documents(docs({ exception: wanted })));
    const commit = way.merge(pull);
    await story.forget();

    const allowed = give({ vars: { ZERODRIFT_WRITE_ALLOW: "zpa/*:update" } });
    const narrow = await way.apply(commit);
    await expectRefused(pull, narrow, /zia\/rule-label:update/);
    expect(story.comments(pull).at(-1)).toContain("zia/activation:activate");
    allowed();

    const secret = "not-the-secret-of-this-client";
    const known = give({ secrets: { ZSCALER_CLIENT_SECRET: secret } });
    const unknown = await way.apply(commit);
    expect(unknown.ended("apply")).toBe("failure");
    expect(story.ledger()[0]?.description).toBe("nothing was written: no plan could be made");
    expect(story.comments(pull).at(-1)).toContain("NOT APPLIED, no plan could be made again");
    expect(unknown.text + story.comments(pull).join()).not.toContain(secret);
    known();

    const ours = give({ vars: { ZSCALER_CUSTOMER_ID: "216191638867999999" } });
    const other = await way.apply(commit);
    expect(other.ended("apply")).toBe("failure");
    expect(story.ledger()[0]?.state).toBe("inactive");
    expect(await story.writes()).toEqual([]);
    ours();

    expect((await way.apply(commit)).ended("apply")).toBe("success");
    expect(story.ledger().map(({ state }) => state)).toEqual(["success", ...Array(3).fill("inactive"), "success"]);
  }, 120_000);
});

describe("drift that a pull request names", () => {
  test("is undone by it, and what else drifted is not", async () => {
    await portal(label, "exception", { description: edited });
    await portal(label, "ticket", { description: edited });
    const pull = await way.approved("reapply", {
      "policies/more.yaml": yamlOf([
        {
          kind: "zerodrift/acknowledgement",
          resources: [{ change: `${label}:exception`, allows: "overwrite-drift", reason: "the edit was a mistake" }],
        },
      ]),
    });
    expect(story.comment(pull)).toContain("**undoes** `zia/rule-label:exception`");
    expect(story.comment(pull)).toMatch(/not touched/i);
    expect((await apply(pull)).ended("apply")).toBe("success");
    expect(await description(label, "exception")).toBe("Owned by security.");
    expect(await description(label, "ticket")).toBe(edited);
  }, 120_000);
});
