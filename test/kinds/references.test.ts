import { expect, test } from "vitest";
import { refObject } from "../../src/kinds/fields/references.ts";

const nameOf = (_: string, id: string, given?: string): string => given ?? `name ${id}`;

test.each([
  ["a text", undefined, { id: "7", name: "Partner proxy" }],
  ["a number", "numberAndName", { id: 7, name: "Partner proxy" }],
] as const)("one object of another kind is written with its name, its id as %s", (_, form, wire) => {
  const given = { about: "", ...(form === undefined ? {} : { form }) };
  const field = refObject("zia/proxy-gateway", given)("proxyGateway");
  expect(field.encode("Partner proxy", () => "7")).toEqual({ proxyGateway: wire });
  expect(field.decode({ proxyGateway: wire }, nameOf)).toBe("Partner proxy");
  expect(field.encode(null, () => "7")).toEqual({ proxyGateway: undefined });
});
