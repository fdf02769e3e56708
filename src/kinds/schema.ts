import { z } from "zod";
import { type Kind, singletonName } from "./kind.ts";

const lifecycle = z
  .strictObject({
    protect: z.boolean().describe("Deleting takes two pull requests").optional(),
    renamedFrom: z.string().min(1).describe("The name it had before").optional(),
    additive: z.array(z.string()).describe("Lists of which only the entries given here are ours").optional(),
    unmanaged: z.array(z.string()).describe("Fields that are let go").optional(),
  })
  .describe("The tool's own words, apart from API fields");

const nameOf = ({ singleton, namePattern }: Kind): z.ZodType =>
  singleton
    ? z.literal(singletonName).describe("Every tenant has one, under this name")
    : (namePattern === undefined ? z.string().min(1) : z.string().regex(namePattern)).describe(
        "Identity: unique per kind, compared without case",
      );

/**
 * JSON Schema of one resource: `name`, `lifecycle` and the kind's fields; `null` clears what is not required. Which order a
 * rule stands in is always said: its place in the list would mean nothing otherwise.
 */
export const resourceSchema = (kind: Kind): object => {
  // A required list with nothing in it is refused by the API, or worse, read as any.
  const filled = (schema: z.ZodType): z.ZodType => (schema instanceof z.ZodArray ? schema.min(1) : schema);
  const fields = Object.values(kind.fields).map(({ name, required, schema }) => {
    const own = required ? filled(schema) : z.union([schema, z.null()]);
    return [name, name === kind.order?.per ? own : own.optional()] as const;
  });
  const shape = z.strictObject({
    name: nameOf(kind),
    ...Object.fromEntries(fields),
    lifecycle: lifecycle.optional(),
  });
  const { $schema, ...schema } = z.toJSONSchema(shape, { target: "draft-7" }) as Record<string, unknown>;
  return schema;
};

/** JSON Schema of a document that holds only this kind; what editors read. */
export const documentSchema = (kind: Kind): object => ({
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: `https://zerodrift.dev/schemas/${kind.name}.schema.json`,
  title: kind.title,
  description: kind.summary,
  type: "object",
  additionalProperties: false,
  required: ["kind", "resources"],
  properties: {
    kind: { const: kind.name },
    position: {
      description: "Where the rules stand among those nobody declares",
      anyOf: [
        { enum: ["first", "last"] },
        { type: "object", additionalProperties: false, required: ["after"], properties: { after: { type: "string" } } },
        {
          type: "object",
          additionalProperties: false,
          required: ["before"],
          properties: { before: { type: "string" } },
        },
      ],
    },
    resources: { type: "array", items: resourceSchema(kind) },
  },
});
