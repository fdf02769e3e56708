import { object, objects, text } from "../fields.ts";
import { lookup } from "../lookup.ts";

export const praConsole = lookup("zpa/pra-console", "praConsole", {
  word: "Privileged Console",
  always: { enabled: true, microtenantName: "Default" },
  fields: {
    name: text({ required: true }),
    description: text(),
    praApplication: object({ to: "zpa/application-segment", by: "appId" }),
    praPortals: objects(),
  },
});
