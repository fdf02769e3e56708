import type { Position } from "../../model/position.ts";
import { fieldLines, resourceLines } from "./render.ts";

/** A document that is not there yet. */
export interface NewDocument {
  readonly kind: string;
  /** The path of its schema from where the file will stand, for editors. */
  readonly schema?: string;
  readonly position?: Position;
  /** `name` first, then the fields in the order they are to stand in. */
  readonly resources: readonly Readonly<Record<string, unknown>>[];
}

const look = { listIndent: 2 };

/** The text of a new document, as one would write it by hand. */
export const renderDocument = ({ kind, schema, position, resources }: NewDocument): string => {
  const lines = [
    ...(schema === undefined ? [] : [`# yaml-language-server: $schema=${schema}`]),
    `kind: ${kind}`,
    ...(position === undefined ? [] : fieldLines("position", position, 0, look)),
    resources.length === 0 ? "resources: []" : "resources:",
    ...resources.flatMap((resource, index) => [...(index === 0 ? [] : [""]), ...resourceLines(resource, 2, look)]),
  ];
  return `${lines.join("\n")}\n`;
};
