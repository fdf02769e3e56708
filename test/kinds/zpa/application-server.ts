import type { Example } from "../../support/kind-example.ts";

export const example: Example = { minimal: { address: "10.1.4.98" }, portal: { address: "10.1.4.99" } };
