import type { Example } from "../../support/kind-example.ts";

export const example: Example = { minimal: {} };
