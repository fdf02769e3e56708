import { z } from "zod";
import { identityOf } from "../../model/address.ts";
import type { Reference, Unbound } from "../field.ts";
import { type Blocks, blocksExtent } from "../fields/blocks.ts";
import { readId, readObjects, readTexts } from "../fields/shape.ts";
import { base, type Common } from "../fields/text.ts";

interface Filter {
  readonly namespace: string;
  readonly tag: string;
  readonly values: readonly string[];
}

const filtersOf = (value: unknown): readonly Filter[] => (value ?? []) as readonly Filter[];
const keyOf = ({ namespace, tag }: Filter): string => JSON.stringify([identityOf(namespace), identityOf(tag)]);

const canonical = (value: unknown): unknown =>
  filtersOf(value)
    .map((filter) => [keyOf(filter), filter.values.map(identityOf).sort()])
    .sort();

const readBlocks = (value: unknown): Blocks | undefined => {
  const blocks = new Map<string, ReadonlyMap<string, unknown>>();
  for (const filter of filtersOf(value)) {
    if (blocks.has(keyOf(filter))) return undefined;
    blocks.set(keyOf(filter), new Map(filter.values.map((one) => [identityOf(one), { ...filter, values: [one] }])));
  }
  return blocks;
};

const writeBlocks = (blocks: Blocks): readonly Filter[] =>
  [...blocks.values()].map((entries) => {
    const filters = [...entries.values()] as readonly Filter[];
    return { ...filters[0]!, values: filters.flatMap(({ values }) => values) };
  });

const references = (value: unknown): readonly Reference[] =>
  filtersOf(value).flatMap(({ namespace, tag, values }, index): readonly Reference[] => [
    { kind: "zms/tag-namespace", name: namespace, within: [], path: [index, "namespace"] },
    { kind: "zms/tag-key", name: tag, within: [namespace], path: [index, "tag"] },
    ...values.map(
      (name, at): Reference => ({ kind: "zms/tag-value", name, within: [namespace, tag], path: [index, "values", at] }),
    ),
  ]);

/**
 * Membership of a managed group: every filter must match, by any of its values.
 * The wire shape is ASSUMED (zms-schema: tagFilters): no public text shows how membership is read or written.
 */
export const tagFilters =
  (given: Common): Unbound =>
  (name) => ({
    ...base(name, given),
    schema: z
      .array(
        z.strictObject({
          namespace: z.string().min(1).meta({ reference: "zms/tag-namespace" }),
          tag: z.string().min(1).meta({ reference: "zms/tag-key" }),
          values: z.array(z.string().min(1).meta({ reference: "zms/tag-value" })).min(1),
        }),
      )
      .min(1)
      .describe(given.about),
    empty: [],
    every: true,
    extent: blocksExtent(
      readBlocks,
      writeBlocks,
      (a, b) => JSON.stringify(canonical(a)) === JSON.stringify(canonical(b)),
    ),
    references,
    canonical,
    decode: (wire, nameOf) =>
      readObjects(wire, name)?.map((filter) => ({
        namespace: nameOf("zms/tag-namespace", readId(filter, "namespaceId")),
        tag: nameOf("zms/tag-key", readId(filter, "tagId")),
        values: (readTexts(filter, "tagValueIds") ?? []).map((id) => nameOf("zms/tag-value", id)).sort(),
      })),
    encode: (value, idOf) => ({
      [name]: filtersOf(value).map(({ namespace, tag, values }) => ({
        namespaceId: idOf("zms/tag-namespace", namespace),
        tagId: idOf("zms/tag-key", tag, [namespace]),
        tagValueIds: values.map((one) => idOf("zms/tag-value", one, [namespace, tag])),
      })),
    }),
  });
