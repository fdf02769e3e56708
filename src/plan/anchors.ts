import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { didYouMean } from "../diagnostics/suggest.ts";
import type { KindName } from "../model/address.ts";
import type { Anchor, Position } from "../model/position.ts";
import type { LiveObject } from "../model/resource.ts";
import type { Bound, Exclusion, FoundAnchor } from "./bounds.ts";

/** What is known of a domain's rules when its positions are looked up. */
export interface AnchorWorld {
  readonly kind: KindName;
  find(name: string): readonly LiveObject[];
  /** Whether a document holds the rule, live under this name or yet to be made. */
  isDeclared(name: string, object: LiveObject | undefined): boolean;
  isLeaving(object: LiveObject): boolean;
  /** Whether it has a place among the rules that are ordered; catch-alls have none. */
  hasPlace(object: LiveObject): boolean;
  /** Live rules that a position may name. */
  readonly candidates: readonly string[];
  /** How many rules of the domain are declared before this index of the list. */
  countBefore(index: number): number;
}

/** The positions of a domain with their rules found, and what is wrong with the others. */
export interface FoundAnchors {
  readonly found: readonly FoundAnchor[];
  readonly diagnostics: readonly Diagnostic[];
}

const nameIn = (position: Position): string | undefined =>
  typeof position === "string" ? undefined : "after" in position ? position.after : position.before;

const at = (position: Position, id: string): Position =>
  typeof position === "string" ? position : "after" in position ? { after: id } : { before: id };

/** The id of the rule, or why it cannot be an anchor. */
const lookUp = (name: string, world: AnchorWorld): string | Omit<Diagnostic, "severity" | "source"> => {
  const objects = world.find(name);
  const [object] = objects;
  const code = "unknown-anchor";
  if (world.isDeclared(name, object)) {
    const hint = "put the rules in order in the list, or name a rule that no document declares";
    return { code, message: `"${name}" is declared, so its place is the one in the list`, hint };
  }
  if (object === undefined) {
    const hint =
      didYouMean(name, world.candidates) ?? "name a rule of the tenant that no document declares, or use first or last";
    return { code, message: `no live ${world.kind} is named "${name}"`, hint };
  }
  if (objects.length > 1) {
    const hint = `rename all but one in the portal (ids ${objects.map(({ id }) => id).join(", ")})`;
    return { code: "ambiguous-reference", message: `${objects.length} live rules are named "${name}"`, hint };
  }
  if (world.isLeaving(object))
    return { code, message: `"${name}" is deleted by this plan`, hint: "name a rule that stays in the tenant" };
  if (!world.hasPlace(object)) {
    const hint = "every rule stands above the default rule anyway; use position: last";
    return { code, message: `"${name}" has no place among the rules that can be ordered`, hint };
  }
  return object.id;
};

/** Finds the rules that documents' positions name: live ones that nobody declares. */
export const findAnchors = (anchors: readonly Anchor[], world: AnchorWorld): FoundAnchors => {
  const found: FoundAnchor[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { position, first, count, source } of anchors) {
    const name = nameIn(position);
    const result = name === undefined ? "" : lookUp(name, world);
    if (typeof result !== "string") diagnostics.push({ severity: "error", ...result, source });
    else {
      const [from, to] = [world.countBefore(first), world.countBefore(first + count)];
      found.push({ position: at(position, result), from, to, source });
    }
  }
  return { found, diagnostics };
};

const told = ({ anchor: { position }, key }: Bound, nameOf: (key: string) => string): string =>
  typeof position === "string" ? position : `${"after" in position ? "after" : "before"} "${nameOf(key)}"`;

/** Positions that leave a rule no place: told where the later one stands, with the place of the other. */
export const anchorConflicts = (
  pairs: readonly Exclusion[],
  found: readonly FoundAnchor[],
  nameOf: (key: string) => string,
): readonly Diagnostic[] =>
  pairs.map(({ below, above }): Diagnostic => {
    const isInOrder = found.indexOf(below.anchor) < found.indexOf(above.anchor);
    const [one, other] = isInOrder ? [below.anchor, above.anchor] : [above.anchor, below.anchor];
    const [low, high] = [nameOf(below.key), nameOf(above.key)];
    const reason =
      below.key === above.key ? `"${low}" has one place` : `"${low}" does not stand above "${high}" in the tenant`;
    return {
      severity: "error",
      code: "anchor-conflict",
      message: `the positions ${told(below, nameOf)} and ${told(above, nameOf)} exclude each other: ${reason}`,
      source: other.source,
      hint: `change this position or the one at ${one.source.file}:${one.source.line}`,
    };
  });
