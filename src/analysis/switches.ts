import { switchOf } from "../kinds/meaning.ts";
import { identityOf, type KindName } from "../model/address.ts";
import { heldBy, type Policy, type PolicyObject } from "./policy.ts";

/** Objects by kind and name, and which of them are out of use. */
export interface Switches {
  find(kind: KindName, name: string): PolicyObject | undefined;
  /** The object that is switched off: this one, or one it belongs to. */
  offBy(object: PolicyObject): PolicyObject | undefined;
}

export const switchesIn = (policy: Policy): Switches => {
  const names = new Map(
    [...policy].map(([kind, objects]) => [
      kind.name,
      new Map(objects.map((object) => [identityOf(object.name), object])),
    ]),
  );
  const find: Switches["find"] = (kind, name) => names.get(kind)?.get(identityOf(name));
  const offBy: Switches["offBy"] = (object) => {
    const flag = switchOf(object.kind);
    if (flag !== undefined && heldBy(object, flag) === false) return object;
    return Object.values(object.kind.fields)
      .filter(({ joins }) => joins)
      .flatMap((field) => field.references(heldBy(object, field)))
      .map(({ kind, name }) => find(kind, name))
      .find((joined) => joined !== undefined && offBy(joined) !== undefined);
  };
  return { find, offBy };
};
