import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: {},
  names: { "zia/url-category": ({ val }) => [{ urlCategories: [{ id: val! }] }] },
};
