import { isWire, type Json, type Wire, wiresOf } from "../json.ts";
import type { World } from "../world.ts";
import { clientTypes, operandTypes, targetOf } from "../zpa/conditions.ts";
import { isSameName, type Matcher } from "./matcher.ts";

/** Access rules: blocks joined by the rule's operator, operands by the block's. A rule without blocks matches everything. */
export function zpaMatcher(world: World, kindName: string): Matcher {
  const meets = (operand: Wire, flow: Wire): boolean => operandMeets(world, operand, flow);
  const blockMeets = (block: Wire, flow: Wire): boolean => {
    const operands = wiresOf(block.operands);
    const isMet =
      block.operator === "AND"
        ? operands.every((operand) => meets(operand, flow))
        : operands.some((operand) => meets(operand, flow));
    return block.negated === true ? !isMet : isMet;
  };
  return {
    rules: world.tenant
      .collection(kindName)
      .values()
      .filter((rule) => rule.disabled !== "1"),
    matches(rule, flow) {
      const blocks = wiresOf(rule.conditions);
      if (blocks.length === 0) return true;
      return rule.operator === "OR"
        ? blocks.some((block) => blockMeets(block, flow))
        : blocks.every((block) => blockMeets(block, flow));
    },
  };
}

function operandMeets(world: World, operand: Wire, flow: Wire): boolean {
  const type = String(operand.objectType);
  if (type === "APP_GROUP" && flow.APP_GROUP === undefined) return isInGroup(world, operand, flow.APP);
  const given = flow[type];
  return given !== undefined && isMet(world, operand, type, given);
}

/** A flow to a segment is a flow to the segment's group too. */
function isInGroup(world: World, operand: Wire, app: Json | undefined): boolean {
  if (app === undefined) return false;
  const segments = world.tenant.collection("zpa/application-segment").named(String(app));
  return segments.some((segment) => segment.segmentGroupId === operand.rhs);
}

/** What the operand must be true or false of, and which side of a flow's object form says so. */
function isMet(world: World, operand: Wire, type: string, given: Json): boolean {
  const [target] = operandTypes[type]?.targets ?? [];
  const row = target ? targetOf(world.tenant, target, operand) : undefined;
  if (type === "CLIENT_TYPE") {
    return given === operand.rhs || isSameName(clientTypes[String(operand.rhs)] ?? "", given);
  }
  if (type === "SAML" || type === "SCIM") return attributeMeets(operand, row, given);
  if (type === "SCIM_GROUP") return groupMeets(world, operand, row, given);
  if (type === "RISK_FACTOR_TYPE") return isSameName(operand.rhs, given);
  if (type === "CHROME_ENTERPRISE") return String(operand.rhs) === String(isWire(given) ? given.is : given);
  if (type === "PLATFORM" || type === "COUNTRY_CODE") return isSameName(operand.lhs, given);
  if (target?.side === "lhs") return stateMeets(operand, row, given);
  return row !== undefined && isNamed(row, given);
}

/** Postures and networks carry the cloud in their name; people leave it away. */
const bareName = (name: Json | undefined): string => String(name).replace(/\s+\([A-Za-z0-9_.-]*\)\s*$/, "");

const isNamed = (row: Wire, given: Json): boolean =>
  isSameName(row.name, given) || isSameName(bareName(row.name), given) || String(row.id) === String(given);

/** `"Corporate laptop"` means it is fulfilled, `{profile|network, is}` says which. */
function stateMeets(operand: Wire, row: Wire | undefined, given: Json): boolean {
  const name = isWire(given) ? (given.profile ?? given.network ?? given.name ?? "") : given;
  const state = isWire(given) && given.is !== undefined ? String(given.is) : "true";
  return row !== undefined && isNamed(row, name) && String(operand.rhs) === state;
}

/** `"Finance"` or `{idp, group}`. */
function groupMeets(world: World, operand: Wire, row: Wire | undefined, given: Json): boolean {
  if (!row) return false;
  if (!isWire(given)) return isNamed(row, given);
  const idp = world.tenant.collection("zpa/idp").get(operand.lhs);
  const isRightIdp = given.idp === undefined || (idp !== undefined && isSameName(idp.name, given.idp));
  return isRightIdp && isNamed(row, given.group ?? "");
}

/** `{attribute, value}`, with the IdP if wanted. Values are compared without case (provider). */
function attributeMeets(operand: Wire, row: Wire | undefined, given: Json): boolean {
  if (!isWire(given)) return isSameName(operand.rhs, given);
  const names = [row?.name, row?.samlName];
  return (
    names.some((name) => name !== undefined && isSameName(name, given.attribute ?? "")) &&
    isSameName(operand.rhs, given.value)
  );
}
