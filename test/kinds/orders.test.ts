import { describe, expect, test } from "vitest";
import { z } from "zod";
import { kinds } from "../../src/kinds/registry.ts";
import { documentSchema, resourceSchema } from "../../src/kinds/schema.ts";
import { domainIn, domainOf, kindOfDomain, orderAddress, typeOfDomain } from "../../src/model/domain.ts";

describe("the name of an order", () => {
  test("is that of the kind, or of a kind and a type, and tells both again", () => {
    expect([orderAddress(domainOf("zia/a-rule")), orderAddress(domainOf("zia/a-rule", "WEBMAIL"))]).toEqual([
      "zia/a-rule:*",
      "zia/a-rule[WEBMAIL]:*",
    ]);
    for (const type of [undefined, "WEBMAIL"]) {
      const domain = domainOf("zia/a-rule", type);
      expect([kindOfDomain(domain), typeOfDomain(domain)]).toEqual(["zia/a-rule", type]);
    }
  });

  test("is no resource's: no kind has a bracket in its name", () => {
    expect(kinds.filter(({ name }) => /[[\]:]/.test(name))).toEqual([]);
  });

  test("follows from what a rule says of itself, where its kind has several", () => {
    const several = { name: "zia/a-rule", order: { per: "type" } } as const;
    expect([domainIn(several, { type: "A" }), domainIn({ name: "zia/a-rule", order: {} }, { type: "A" })]).toEqual([
      "zia/a-rule[A]",
      "zia/a-rule",
    ]);
  });
});

describe.each(kinds.filter(({ order }) => order?.per !== undefined).map((kind) => [kind.name, kind] as const))(
  "%s has several orders",
  (_, kind) => {
    const field = kind.fields[kind.order!.per!]!;
    const api = kind.api.style === "rest" ? kind.api : undefined;

    test("and a list for each value of the field that tells them apart", () => {
      const { enum: words } = z.toJSONSchema(field.schema) as { readonly enum?: readonly string[] };
      expect(api?.perType).toEqual(words);
    });

    test("and says in every path of a write which one is meant", () => {
      expect([api?.create, api?.update, api?.remove].every((path) => path?.includes("{type}"))).toBe(true);
    });

    test("and a rule says which, always, and for ever", () => {
      const { required } = resourceSchema(kind) as { readonly required: readonly string[] };
      expect([required, field.required, field.mutable]).toEqual([["name", field.name], true, false]);
      expect(JSON.stringify(documentSchema(kind))).toContain(`"required":["name","${field.name}"]`);
    });
  },
);
