import { addresses, type Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { ipAddresses: ["10.60.0.1"] },
  portal: { ipAddresses: ["10.60.0.2"] },
  values: { ipAddresses: addresses },
};
