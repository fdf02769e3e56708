import { afterWrite, bodyOf } from "../../src/apply/body.ts";
import { kindOf } from "../../src/kinds/find.ts";
import { type Address, identityOf } from "../../src/model/address.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { LiveState } from "../../src/model/live.ts";
import type { Step } from "../../src/model/step.ts";
import { buildNames } from "../../src/state/names.ts";

/** What an apply sends for each step of a plan, with the ids of what it made. */
export const bodies = (live: LiveState) => {
  const names = buildNames(live);
  const made = new Map<string, string>();
  const wires = new Map<Address, JsonObject>();
  const idOf = (kind: string, name: string, within: readonly string[] = []): string =>
    names.find(kind as never, name, within)[0]?.id ?? made.get(`${kind}:${identityOf(name)}`) ?? "?";
  return {
    idOf: (step: Step) => step.id ?? made.get(`${step.kind}:${identityOf(step.name ?? step.address.split(":")[1]!)}`),
    bodyOf(step: Step): JsonObject | readonly string[] {
      if (step.verb === "delete") return {};
      if (step.verb === "reorder")
        return step.sequence!.map((key) => made.get(key.replace(/:.*/, (name) => identityOf(name))) ?? key);
      const kind = kindOf(step.kind);
      const base =
        step.verb === "create"
          ? undefined
          : (wires.get(step.address) ?? live.listings.get(step.kind)!.objects.find(({ id }) => id === step.id)?.wire);
      const body = bodyOf(kind, step, base, idOf);
      wires.set(step.address, afterWrite(base, body));
      return body;
    },
    remember: (step: Step, id: string) => made.set(`${step.kind}:${identityOf(step.address.split(":")[1]!)}`, id),
  };
};
