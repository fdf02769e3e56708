import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { callsOf } from "../../src/kinds/calls.ts";
import * as describing from "../../src/kinds/describe.ts";
import { refs } from "../../src/kinds/fields/references.ts";
import { flag, oneOf, text } from "../../src/kinds/fields/text.ts";
import { defineKind, type Kind } from "../../src/kinds/kind.ts";
import { kindsNamedBy, referrersOf } from "../../src/kinds/referrers.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { resourceSchema } from "../../src/kinds/schema.ts";

const { kindPage } = (await import(pathToFileURL("scripts/generate/kind-page.mjs").href)) as {
  readonly kindPage: (kind: Kind, program: object) => string;
};

const pageOf = (kind: Kind): string =>
  kindPage(kind, {
    ...{ kinds: [...kinds, kind], kindsNamedBy, referrersOf },
    ...{ describe: describing, callsOf, resourceSchema },
  });

const path = "/zia/api/v1/lamps";

const settings = defineKind({
  name: "zia/lamp-settings",
  title: "lamp settings",
  summary: "All lamps.",
  activation: "staged",
  singleton: true,
  api: { style: "rest", list: path, paging: "whole", update: path },
  fields: { enabled: flag({ about: "Whether lamps burn", role: "effect", loosens: [true, false] }) },
});

const colours = ["RED", "GREEN", "BLUE", "WHITE", "BLACK", "PINK", "GREY", "GOLD", "BROWN"];

const rule = defineKind({
  name: "zia/lamp-rule",
  title: "lamp rule",
  summary: "Which lamps burn.",
  activation: "staged",
  terraform: ["zia_lamp_rules"],
  api: {
    style: "rest",
    list: `${path}/{type}`,
    perType: ["DESK", "FLOOR"],
    paging: "whole",
    update: `${path}/{type}/{id}`,
  },
  order: { key: "order", writes: "numbered" },
  rule: { action: "action", allow: ["ON", "DIM"], block: ["OFF"], guarded: ["DIM"], off: { state: "DISABLED" } },
  fields: {
    action: oneOf(["ON", "OFF", "DIM", "BLINK"], { about: "What happens", role: "decision", required: true }),
    colour: oneOf(colours, { about: "Its colour" }),
    labels: refs("zia/rule-label", { about: "Labels", form: "number" }),
    users: refs("zia/user", { about: "Who sees it", form: "number", role: "match" }),
    description: text({ about: "Free text", max: 100 }),
  },
});

describe("the page of a kind of which the tenant has one", () => {
  const page = pageOf(settings);

  test("says so instead of telling of names, creates and deletes", () => {
    expect(page).toContain("The tenant has exactly one, named `global`: it is changed, never created or deleted.");
    expect(page).not.toMatch(/is the identity|needed to create|It is deleted|POST \/zia\/api\/v1\/lamps|DELETE/);
  });

  test("shows no column without a cell", () => {
    expect(page).toContain("| Field | Type | For traffic | About |");
    expect(page).toContain("| `enabled` | true or false | more passes from `true` to `false` | Whether lamps burn |");
  });
});

describe("the page of rules with a list per type", () => {
  const page = pageOf(rule);

  test("says what the types are and that each has an order of its own", () => {
    expect(page).toContain("`{type}` is one of `DESK`, `FLOOR`.");
    expect(page).toMatch(/The API has one list per `type`, each with an order of its own/);
    expect(page).toContain("| read | `GET /zia/api/v1/lamps/{type}` | one answer; one list per type |");
  });

  test("names limits, and what is needed to create", () => {
    expect(page).toContain("| `action` \\* | `ON`, `OFF`, `DIM`, `BLINK` |");
    expect(page).toContain("up to 100 characters");
  });

  test("gives many words a section of their own", () => {
    expect(page).toContain("| `colour` | one of 9 words |");
    expect(page).toContain(`### colour\n\n${colours.map((word) => `\`${word}\``).join(", ")}`);
  });

  test("says of actions which way they go", () => {
    expect(page).toContain("- Guards what it lets through: `DIM`.");
    expect(page).toContain("- Unknown direction: `BLINK`.");
  });

  test("tells declared references from look-ups", () => {
    expect(page).toContain("- Names: [zia/rule-label](../zia/rule-label.md).");
    expect(page).toContain("- Names as [look-ups](../../kinds.md#look-ups): `zia/user`.");
    expect(page).toContain("- Is named by nothing.");
  });

  test("names the Terraform resources it stands for", () => {
    expect(page).toContain("[Terraform](../../coverage.md): `zia_lamp_rules`.");
  });
});
