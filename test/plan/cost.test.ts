import { expect, test } from "vitest";
import type { Address } from "../../src/model/address.ts";
import type { PlannedRequest } from "../../src/model/plan.ts";
import { costOf } from "../../src/plan/cost.ts";

const write = (method: PlannedRequest["method"], path: string, address: Address): PlannedRequest => ({
  ...{ phase: "cleanup", method, path, address },
});
const zia = (method: PlannedRequest["method"], endpoint: string, id: number): PlannedRequest =>
  write(method, `/zia/api/v1/${endpoint}/${id}`, `zia/rule-label:${id}`);
const labels = (count: number): readonly PlannedRequest[] =>
  Array.from({ length: count }, (_, id) => zia("DELETE", "ruleLabels", id));
const times = (count: number, method: PlannedRequest["method"], endpoint: string): readonly PlannedRequest[] =>
  Array.from({ length: count }, (_, id) => zia(method, endpoint, id));
const zpa = (count: number): readonly PlannedRequest[] =>
  Array.from({ length: count }, (_, id) => write("DELETE", `/zpa/x/segmentGroup/${id}`, `zpa/segment-group:${id}`));

test.each<[string, readonly PlannedRequest[], number]>([
  ["nothing takes no time", [], 0],
  ["the first delete of an endpoint need not wait", labels(1), 1],
  ["the next one waits for a minute to pass", labels(2), 61],
  ["what is written meanwhile counts towards that minute", [...labels(1), ...times(20, "PUT", "x"), ...labels(1)], 61],
  ["four fit into an hour", labels(4), 181],
  ["the fifth waits for the next hour", labels(5), 3601],
  ["so does the ninth", labels(9), 7201],
  ["each endpoint has limits of its own", [...labels(1), ...times(1, "DELETE", "ipSourceGroups")], 2],
  ["URL filtering rules are deleted as fast as they are written", times(30, "DELETE", "urlFilteringRules"), 30],
  ["ZPA counts a delete as any other write", zpa(12), 12],
])("%s", (_, requests, seconds) => {
  expect(costOf(requests)).toEqual({ requests: requests.length, seconds });
});
