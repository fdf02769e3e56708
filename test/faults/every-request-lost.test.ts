import { everyRequest } from "./every-request.ts";

await everyRequest({
  "the connection breaks before the request is carried out": { drop: "before" },
  "the connection breaks after the request was carried out": { drop: "after" },
});
