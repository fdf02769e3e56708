import { addresses, type Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { type: "DSTN_FQDN", addresses: ["minimal.story.example"] },
  portal: { type: "DSTN_IP", addresses: ["192.0.2.61"] },
  variants: [
    {
      only: ["description", "type", "addresses"],
      values: { type: ["DSTN_IP", "DSTN_DOMAIN"], addresses },
      kept: { addresses: ["10.61.0.0/16"] },
    },
    {
      only: ["description", "type", "countries", "ipCategories"],
      values: { type: ["DSTN_OTHER", "DSTN_IP"] },
      kept: { countries: ["COUNTRY_DE"] },
    },
  ],
};
