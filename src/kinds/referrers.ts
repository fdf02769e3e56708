import { z } from "zod";
import type { KindName } from "../model/address.ts";
import { findKind } from "./find.ts";
import type { Kind } from "./kind.ts";
import { kinds } from "./registry.ts";

/** Fields that refer leave a mark in their schemas, at any depth. */
const marksIn = (schema: unknown): readonly string[] => {
  if (typeof schema !== "object" || schema === null) return [];
  const { reference } = schema as { readonly reference?: unknown };
  const inner = Object.values(schema).flatMap(marksIn);
  return typeof reference === "string" ? [reference, ...inner] : inner;
};

/** Kinds whose objects an object of this kind may name. */
export const kindsNamedBy = (kind: Kind): ReadonlySet<KindName> =>
  new Set(Object.values(kind.fields).flatMap(({ schema }) => marksIn(z.toJSONSchema(schema)) as readonly KindName[]));

type Referrers = ReadonlyMap<KindName, readonly KindName[]>;

/** By kind, those of the given kinds that may name it. */
const invert = (given: readonly Kind[]): Referrers => {
  const result = new Map<KindName, KindName[]>();
  for (const kind of given) {
    for (const named of kindsNamedBy(kind)) result.set(named, [...(result.get(named) ?? []), kind.name]);
  }
  return result;
};

/** Whether it has a hand in the traffic of what it names without deciding who may reach it. */
export const isHandler = ({ purpose, handles, bystander }: Kind): boolean =>
  (purpose === "referrer" || handles === true) && bystander !== true;

/** Made when first asked for: most runs delete nothing, and need the first of them at most. */
const once = (make: () => Referrers): (() => Referrers) => {
  let made: Referrers | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

const users = once(() =>
  invert(kinds.filter(({ writable, handles, bystander }) => writable && !handles && !bystander)),
);
const all = once(() => invert(kinds));
const handlers = once(() => invert(kinds.filter(isHandler)));

/**
 * Kinds that tell what a change of an object means to traffic: rules that decide who may reach what, and objects that
 * join others. Read whenever such an object is declared, so these are only kinds that can be declared themselves.
 */
export const usersOf = (name: KindName): readonly KindName[] =>
  findKind(name)?.usedUnseen === true ? [] : (users().get(name) ?? []);

/** Every kind known to name such an object, declarable or not. Read before a delete. */
export const referrersOf = (name: KindName): readonly KindName[] => all().get(name) ?? [];

/**
 * Kinds that decide over the traffic of such an object in ways that are not judged (inspection, forwarding). Read before
 * a change of its content. Where no rules can be read that use it, all is unknown already.
 */
export const handlersOf = (name: KindName): readonly KindName[] =>
  usersOf(name).length === 0 ? [] : (handlers().get(name) ?? []);
