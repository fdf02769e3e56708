import type { Wire } from "./json.ts";

/** Who changes something: the API client under test, or an administrator in the portal. */
export interface Actor {
  readonly name: string;
  readonly id: number;
  readonly interface: "API" | "UI";
  readonly ip: string;
}

/** Recorded: OneAPI clients of a tenant appear under one pseudo administrator. */
export const apiActor: Actor = {
  name: "API Client Secret Authentication",
  id: 90112233,
  interface: "API",
  ip: "127.0.0.1",
};

/** Recorded: objects the system made. */
export const systemActor: Actor = { name: "DEFAULT ADMIN", id: 65544, interface: "UI", ip: "127.0.0.1" };

const hash = (text: string): number => {
  let value = 7;
  for (const character of text) value = (value * 31 + (character.codePointAt(0) ?? 0)) % 9_000_000;
  return value;
};

/** The administrator of a name; the same name is the same administrator. */
export const portalActor = (name: string): Actor => ({
  name,
  id: 81_000_000 + hash(name),
  interface: "UI",
  ip: "203.0.113.77",
});

export const modifiedBy = (actor: Actor): Wire => ({ id: actor.id, name: actor.name });
