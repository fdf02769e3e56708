import { object, refs } from "../fields.ts";
import { lookup } from "../lookup.ts";

/** SDK: the configuration stands one level down, and has no name beside it. */
export const lssConfig = lookup("zpa/lss-config", "lssConfig", {
  listVersion: "v2",
  nameKey: "id",
  word: "LSS Config",
  fields: { config: object({ required: true }), connectorGroups: refs("zpa/app-connector-group", { required: true }) },
});
