import type { Example } from "../../support/kind-example.ts";

export const example: Example = { minimal: { enabled: true, address: "10.1.4.98" }, portal: { address: "10.1.4.99" } };
