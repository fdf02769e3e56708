import type { Draft } from "../draft.ts";

/**
 * The end of a sentence about changed fields whose effect has no order; empty without any. A field that only turns another
 * one around, or joins another object, is told with what it does.
 */
export const effectsText = ({ kind, differing, live, isDelete }: Draft): string => {
  if (live === undefined || isDelete) return "";
  const fields = Object.values(kind.fields);
  const effects = fields.filter(
    ({ name, role, joins }) =>
      role === "effect" && name in differing && !joins && !fields.some(({ invertedBy }) => invertedBy === name),
  );
  const names = effects.map(({ name }) => name).join(", ");
  return names === "" ? "" : `; what ${names} does to traffic is not known here`;
};
