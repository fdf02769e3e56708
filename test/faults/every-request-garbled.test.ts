import { everyRequest } from "./every-request.ts";

await everyRequest({
  "the answer is cut short": { truncate: true },
  "the answer has another shape": { malform: "$" },
});
