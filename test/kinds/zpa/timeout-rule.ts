import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: {},
  portal: { action: "RE_AUTH", reauthTimeout: "3600", reauthIdleTimeout: "3600" },
};
