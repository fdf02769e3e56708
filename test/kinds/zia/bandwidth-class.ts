import type { Example } from "../../support/kind-example.ts";

export const example: Example = {
  minimal: { urls: ["minimal.story.example"] },
  values: { webApplications: [["ZOOM"], ["ZOOM", "WEBEX"]] },
};
