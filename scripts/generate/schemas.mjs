const text = (schema) => `${JSON.stringify(schema, null, 2)}\n`;

/** One schema per declarable kind, for acknowledgements and for the configuration; editors and the program read the same ones. */
export const schemaFiles = ({ kinds, documentSchema, acknowledgementsSchema, configurationSchema }) => {
  const { $schema, ...configuration } = configurationSchema;
  const id = "https://zerodrift.dev/schemas/zerodrift.schema.json";
  return [
    ...kinds
      .filter(({ writable }) => writable)
      .map((kind) => [`schemas/${kind.name}.schema.json`, text(documentSchema(kind))]),
    ["schemas/zerodrift/acknowledgement.schema.json", text(acknowledgementsSchema)],
    ["schemas/zerodrift.schema.json", text({ $schema, $id: id, ...configuration })],
  ];
};
