import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Address } from "../model/address.ts";
import type { Change } from "../model/change.ts";
import type { DomainName } from "../model/domain.ts";
import type { Resource } from "../model/resource.ts";

const told = (
  severity: Diagnostic["severity"],
  code: Diagnostic["code"],
  message: string,
  resource: Resource | undefined,
  hint: string,
): Diagnostic => ({ severity, code, message, ...(resource === undefined ? {} : { source: resource.source }), hint });

export const conflict = (address: Address, resource: Resource | undefined): Diagnostic =>
  told(
    "error",
    "adopt-conflict",
    `${address} drifted, and was changed in Git since it was applied; nobody but you knows which of both counts`,
    resource,
    "write what is to count by hand, or apply what Git says first",
  );

export const foreign = ({ address, kind, name }: Change): Diagnostic =>
  told(
    "info",
    "not-adopted",
    `${address} is live and no document declares it, so there is no line to write it into`,
    undefined,
    `zerodrift import --kind ${kind} --name ${JSON.stringify(name)}`,
  );

export const already = (address: Address, resource: Resource | undefined): Diagnostic =>
  told("info", "not-adopted", `${address}: Git says so already`, resource, "commit and apply it");

export const perhapsRenamed = (address: Address, resource: Resource, twin: string): Diagnostic =>
  told(
    "error",
    "not-adopted",
    `${address} is gone, and "${twin}", which nobody declares, is just like it`,
    resource,
    "if it was renamed, write its new name here; if not, delete this resource; then run this again",
  );

export const mixed = (domain: DomainName, resource: Resource | undefined): Diagnostic =>
  told(
    "error",
    "not-adopted",
    `the live order of ${domain} mixes rules of several documents, so no document can say it`,
    resource,
    "move the rules between the documents by hand, or set the order back with `plan --include-drift`",
  );

export const unbounded = (address: Address, rule: Resource): Diagnostic =>
  told(
    "error",
    "not-adopted",
    `"${rule.name}" moved past rules that nobody declares, which only the position of its document (${address}) can say`,
    rule,
    "change or take away `position:` by hand, or set the rule back with `plan --include-drift`",
  );
