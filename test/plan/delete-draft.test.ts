import { expect, test } from "vitest";
import { kindOf } from "../../src/kinds/find.ts";
import { decodeSpec } from "../../src/kinds/specs.ts";
import { deleteDraft } from "../../src/plan/diff.ts";
import { objectOf, resourcesOf } from "./given.ts";

const fieldsFor = (urls: readonly string[]) => {
  const kind = kindOf("zia/url-category");
  const wire = {
    id: "CUSTOM_01",
    configuredName: "Partners",
    superCategory: "USER_DEFINED",
    customCategory: true,
    urls,
  };
  const live = objectOf(kind.name, wire);
  const [resource] = resourcesOf({ [kind.name]: [{ name: "Partners" }] });
  return deleteDraft(
    kind,
    resource!,
    live,
    decodeSpec(kind, live, () => ""),
  ).fields;
};

test("what is deleted is told in one order, however the service lists it, so that a digest holds", () => {
  expect(fieldsFor(["b.example", "a.example"])).toEqual(fieldsFor(["a.example", "b.example"]));
  expect(fieldsFor(["b.example", "a.example"])).toContainEqual(
    expect.objectContaining({ path: "urls", before: ["a.example", "b.example"], after: null }),
  );
});
