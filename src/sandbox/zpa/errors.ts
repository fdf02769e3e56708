import { answer, Refusal } from "../http.ts";

/** Recorded for the 429: two-space indent, a blank before and after the colon. */
const print = (body: Readonly<Record<string, string | readonly string[]>>): string => {
  const lines = Object.entries(body).map(([key, value]) => {
    const shown =
      typeof value === "string" ? JSON.stringify(value) : `[ ${value.map((v) => JSON.stringify(v)).join(", ")} ]`;
    return `  "${key}" : ${shown}`;
  });
  return `{\n${lines.join(",\n")}\n}`;
};

const refuse = (status: number, body: Readonly<Record<string, string | readonly string[]>>): Refusal =>
  new Refusal(answer(status, { "content-type": "application/json;charset=utf-8" }, print(body)));

/** Help and SDK: told by its id; the status 400 is what an SDK test asserts. */
export const notFound = (what = "resource"): Refusal =>
  refuse(400, { params: [what], id: "resource.not.found", reason: "resource.not.found" });

/** Vendor help. */
export const invalidArgument = (...fields: string[]): Refusal =>
  refuse(400, {
    params: fields,
    id: "invalid.resource.argument",
    reason: `One or more input fields ${fields.join(", ")} are not valid.`,
  });

/** Issue report: JSON of the wrong shape. */
export const unreadable = (): Refusal =>
  refuse(400, {
    id: "read.message.failed",
    reason: "Failed to read http message, Please check the input/format of the message",
  });

/** Vendor help. */
export const referenced = (word: string, name: string): Refusal =>
  refuse(400, {
    params: [word, name],
    id: "resource.referenced",
    reason: `Resource is being referenced in ${word} : ${name}.`,
  });

/** The id is invented: no source tells it. */
export const duplicateName = (name: string): Refusal =>
  refuse(400, { params: [name], id: "duplicate.entity.name", reason: `The name ${name} is already in use.` });

/** Help: what Zscaler or Deception owns cannot be changed; the text is known for reorders, the id is invented. */
export const restricted = (id: string, verb: string): Refusal =>
  refuse(400, { id: "restricted.entity", reason: `Rule id ${id} is a restricted entity and cannot be ${verb}` });

/** Vendor help. */
export const defaultRuleMoved = (id: string): Refusal =>
  refuse(400, { id: "default.rule.reorder.notallowed", reason: `Reordering not allowed for default rule ${id}` });

/** Vendor help. */
export const missingRules = (ids: readonly string[], setId: string): Refusal =>
  refuse(400, { id: "missing.rule", reason: `Missing ruleIds: ${ids.join(", ")} from policySet ${setId}` });

/** Vendor help gives the text, the id is invented. */
export const foreignRule = (id: string, setId: string): Refusal =>
  refuse(400, { id: "invalid.rule.id", reason: `The ruleId: ${id} does not belong to the policySetId: ${setId}` });

/** Issue report: one domain inclusive here and exclusive there. */
export const overlappingStyle = (domain: string): Refusal =>
  refuse(400, {
    params: [domain],
    id: "domain.match.style.overlapping",
    reason: `The match style of domain ${domain} differs from another application segment.`,
  });

/** Provider: same domain, overlapping ports. The id is invented. */
export const overlappingDomain = (domain: string, segment: string): Refusal =>
  refuse(400, {
    params: [domain, segment],
    id: "domain.port.overlapping",
    reason: `Domain ${domain} and ports overlap with application segment ${segment}.`,
  });

/** SDK changelog: a bare value of several words. */
export const badSearch = (): Refusal =>
  refuse(400, { id: "filtering.input.invalid.operand", reason: "Invalid operand in search filter" });

/** SDK changelog: v1 rule writes with null lists. The body is invented. */
export const serverError = (): Refusal => refuse(500, { id: "internal.server.error", reason: "Internal server error" });

/** Issue report. */
export const noHandler = (): Refusal => refuse(404, { id: "no.handler.found", reason: "No handler found" });

/** Invented: a customer id in the path that is not the tenant's. */
export const wrongCustomer = (): Refusal =>
  refuse(403, { id: "authz.permission.denied", reason: "Access to the customer is denied" });
