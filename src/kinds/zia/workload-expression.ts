import { z } from "zod";
import type { Json, JsonObject } from "../../model/json.ts";
import { ShapeError, type Unbound } from "../field.ts";
import { isObject, readObjects, readText } from "../fields/shape.ts";
import { base, type Common } from "../fields/text.ts";

const operators = ["AND", "OR", "OPEN_PARENTHESES", "CLOSE_PARENTHESES"] as const;
const most = 8;

interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Tags of one type, and how they are joined with each other and with the next part. */
interface Part {
  readonly tagType?: string;
  readonly operator?: string;
  readonly tags?: readonly Tag[];
  readonly tagOperator?: string;
}

const part = z.strictObject({
  tagType: z.enum(["ANY", "VPC", "SUBNET", "VM", "ENI", "ATTR"]).describe("What the tags are on").optional(),
  operator: z.enum(operators).describe("How it is joined with what comes next").optional(),
  tags: z
    .array(z.strictObject({ key: z.string().min(1), value: z.string() }))
    .describe("Tags")
    .optional(),
  tagOperator: z.enum(operators).describe("How its tags are joined").optional(),
});

/** Left out where it says nothing. */
const some = (entries: Readonly<Record<string, Json | undefined>>): JsonObject =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as JsonObject;

const shownTag = (wire: JsonObject): JsonObject => ({
  key: readText(wire, "key") ?? "",
  value: readText(wire, "value") ?? "",
});

const shownPart = (wire: JsonObject): JsonObject => {
  const { tagContainer } = wire;
  const container = isObject(tagContainer) ? tagContainer : {};
  const tags = readObjects(container, "tags")?.map(shownTag) ?? [];
  return some({
    tagType: readText(wire, "tagType"),
    operator: readText(wire, "operator"),
    tags: tags.length === 0 ? undefined : tags,
    tagOperator: readText(container, "operator"),
  });
};

const wirePart = ({ tagType, operator, tags = [], tagOperator }: Part): JsonObject =>
  some({ tagType, operator, tagContainer: some({ tags: tags.map((tag) => ({ ...tag })), operator: tagOperator }) });

/**
 * An expression over the tags of workloads, part by part. What one with parentheses comes to is told nowhere, so two of
 * them are the same, or they are not.
 */
export const workloadExpression =
  (given: Common): Unbound =>
  (name) => {
    const key = given.wire ?? name;
    const parts = (value: unknown): readonly JsonObject[] =>
      ((value ?? []) as readonly Part[]).map((one) => shownPart(wirePart(one)));
    return {
      ...base(name, given),
      schema: z.array(part).describe(given.about),
      empty: undefined,
      canonical: parts,
      check: (value) =>
        ((value ?? []) as readonly Part[]).flatMap(({ tags = [] }) => tags).length <= most
          ? []
          : [{ path: [], message: `more than ${most} tags` }],
      decode: (wire) => {
        const expression = wire[key];
        if (expression === undefined || expression === null) return undefined;
        if (!isObject(expression)) throw new ShapeError(key, "an expression");
        return readObjects(expression, "expressionContainers")?.map(shownPart);
      },
      encode: (value) => ({
        [key]: value === null ? undefined : { expressionContainers: (value as readonly Part[]).map(wirePart) },
      }),
      forms: [
        [
          "{tagType: ATTR, operator: AND, tags: [{key: app, value: erp}], tagOperator: OR}",
          '{"tagType": "ATTR", "operator": "AND", "tagContainer": {"tags": [{"key": "app", "value": "erp"}], "operator": "OR"}}',
        ],
      ],
    };
  };
