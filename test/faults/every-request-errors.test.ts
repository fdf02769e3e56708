import { everyRequest } from "./every-request.ts";

await everyRequest({
  "the service answers 500": { status: 500, body: { message: "internal" } },
  "the service answers 503": { status: 503 },
});
