import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Edit } from "../documents/edit/edit.ts";
import { declaredIn } from "../model/desired.ts";
import type { DomainName } from "../model/domain.ts";
import type { Adopted, AdoptionInput, Ground } from "./input.ts";
import { objectPart } from "./object-part.ts";
import { orderPart } from "./order-part.ts";

/** What is to be written, and what is not. */
export interface Adoption {
  readonly adopted: readonly Adopted[];
  /** Edits by file. */
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
  /** Drift that cannot be written as things stand; then nothing is. */
  readonly refused: readonly Diagnostic[];
  /** Drift that adopting is not for, or that Git says already. */
  readonly left: readonly Diagnostic[];
}

/** How the working tree has to be edited so that it says what is live. Pure; the caller writes. */
export const adoptionOf = (input: AdoptionInput): Adoption => {
  const ground: Ground = { ...input, declared: declaredIn(input.head.resources) };
  const parts = [
    ...input.plan.changes.map((change) => objectPart(ground, change)),
    ...Object.entries(input.plan.orders).map(([domain, { before }]) => orderPart(ground, domain as DomainName, before)),
  ];
  const edits = new Map<string, readonly Edit[]>();
  for (const part of parts)
    for (const [file, more] of part.edits ?? []) edits.set(file, [...(edits.get(file) ?? []), ...more]);
  return {
    adopted: parts.flatMap(({ adopted = [] }) => adopted),
    edits,
    refused: parts.flatMap(({ refused }) => refused ?? []),
    left: parts.flatMap(({ left }) => left ?? []),
  };
};
