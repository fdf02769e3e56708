import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: {},
  refers: { "zpa/application-segment": ({ id }) => [{ praApplication: { appId: id! } }] },
};
