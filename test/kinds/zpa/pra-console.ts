import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: {},
  names: { "zpa/application-segment": ({ id }) => [{ praApplication: { appId: id! } }] },
};
