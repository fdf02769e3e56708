import { code } from "./markdown.mjs";

const list = (words) => words.map(code).join(", ");

const line = (words, make) => (words === undefined || words.length === 0 ? [] : [`- ${make(list(words))}`]);

const switchLine = ({ off = {} }, fields) => {
  const [[field, value] = []] = Object.entries(off);
  if (field === undefined) return "- Holds as long as it exists: there is no switch.";
  const part = fields[field] === undefined ? "" : ", which takes part in the safe order of writes";
  return `- Switched off by ${code(`${field}: ${value}`)}${part}.`;
};

/** What the rules of a kind do to traffic. */
export const trafficSection = (kind, { describe, resourceSchema }) => {
  const { rule, bystander, fields } = kind;
  if (bystander)
    return ["## What it does to traffic", "It decides over none: no change of it opens or closes anything."];
  if (rule === undefined) return [];
  const { allow, block, observe = [], guarded = [], guardedBy, softenedBy } = rule;
  // Who may reach what is decided elsewhere: there is nothing to let through or to stop.
  const sides = rule.handling ? ["Looser", "Stricter"] : ["Lets through", "Stops"];
  const open = rule.handling ? allow.filter((one) => !guarded.includes(one)) : allow;
  const known = [...allow, ...block, ...observe];
  const action = describe.shapeOf(resourceSchema(kind).properties[rule.action] ?? {});
  const others = (action.enum ?? []).filter((one) => !known.includes(one));
  return [
    "## What it does to traffic",
    [
      ...(rule.action === undefined && !rule.handling
        ? ["- Has no action: every rule lets through what it matches, in its own way."]
        : line(open, (words) => `${sides[0]}: ${words}.`)),
      ...line(
        guardedBy === undefined ? guarded : [...guarded, ...guardedBy],
        (words) =>
          `Guards what it lets through: ${words}. Without the rule that may pass unguarded, so the plan says that this broadens.`,
      ),
      ...line(block, (words) => `${sides[1]}: ${words}.`),
      ...line(
        softenedBy,
        (words) => `Stops some only: with ${words}. Such a rule may let through what another one stops.`,
      ),
      ...line(observe, (words) => `Only observes: ${words}.`),
      ...line(
        others,
        (words) => `Unknown direction: ${words}. No order of writes is known to be safe; the plan says so.`,
      ),
      switchLine(rule, fields),
    ].join("\n"),
  ];
};

const sequenceOf = ({ api, order }) =>
  api.perType === undefined && order.per === undefined
    ? "The position in the list is the order of evaluation."
    : `The API has one list per ${code(order.per ?? "type")}, each with an order of its own: the position among the rules of one ${code(order.per ?? "type")} is their order of evaluation.`;

export const orderSection = (kind) => {
  const { order, movableFields } = kind;
  if (order === undefined) return [];
  const how =
    order.writes === "numbered"
      ? "Each rule carries its number in its own write; only rules that change place are moved."
      : "New rules are appended by the service; one call per phase puts all rules in order.";
  const rank =
    order.rank === undefined
      ? ""
      : " A rule of a better admin rank (a lower number) stands above one of a worse rank; a list that says otherwise is `rank-conflict`.";
  const builtin =
    movableFields.length === 0
      ? ""
      : ` Movable built-in rules may be declared with ${list(movableFields)} and their place, nothing else.`;
  return ["## Order", `${sequenceOf(kind)} ${how}${rank}${builtin} See [order](../../order.md).`];
};
