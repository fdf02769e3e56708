import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Kind } from "../kinds/kind.ts";
import type { Specs } from "../kinds/specs.ts";
import type { KindName } from "../model/address.ts";
import { declaredIn } from "../model/desired.ts";
import type { Resource } from "../model/resource.ts";
import { checkDraft, liveDuplicate, unreadableFields, unsendableUpdate } from "./admit.ts";
import { diff } from "./diff.ts";
import type { Draft } from "./draft.ts";
import type { PlanInput } from "./input.ts";
import { checkReferences, type World } from "./resolve.ts";
import { respell } from "./respell.ts";

export const worldOf = (input: PlanInput): World => {
  const declared = declaredIn(input.also);
  const names = new Map<KindName, string[]>();
  for (const { kind, name } of input.also) names.set(kind, [...(names.get(kind) ?? []), name]);
  return {
    live: input.live,
    find: input.find,
    namesOf: input.namesOf,
    declared,
    declaredNames: (kind) => names.get(kind) ?? [],
    kindOf: input.kindOf,
  };
};

interface Drafted {
  readonly drafts: readonly Draft[];
  readonly diagnostics: readonly Diagnostic[];
}

const unreadable = (kind: Kind, reason: string): Diagnostic => ({
  severity: "error",
  code: "unreadable-kind",
  message: `${kind.name} could not be read: ${reason}`,
  hint: "nothing is planned for a kind that cannot be read; check the API client's role and the tenant's licences",
});

/** Compares every resource with its live object, and says what cannot be done. */
export const draftAll = (input: PlanInput, world: World, specs: Specs): Drafted => {
  const drafts: Draft[] = [];
  const diagnostics: Diagnostic[] = [];
  const blind = new Set<KindName>();
  for (const declared of input.desired.resources) {
    const kind = input.kindOf(declared.kind);
    const listing = input.live.listings.get(declared.kind);
    if (kind === undefined) continue;
    if (listing === undefined) {
      if (!blind.has(kind.name))
        diagnostics.push(unreadable(kind, input.live.unreadable.get(kind.name) ?? "it was not asked for"));
      blind.add(kind.name);
      continue;
    }
    const found = input.find(kind.name, declared.name);
    // What an interrupted run changed on its way only is put back as if it were declared.
    const restore = found.length === 1 ? input.restore?.get(`${kind.name}\u0000${found[0]!.id}`) : undefined;
    const resource: Resource = { ...declared, spec: { ...restore, ...respell(kind, declared.spec, input.find) } };
    const hidden = unreadableFields(resource, listing);
    if (hidden.length > 0) {
      diagnostics.push(...hidden);
      continue;
    }
    if (found.length > 1) {
      diagnostics.push(
        liveDuplicate(
          kind,
          resource,
          found.map(({ id }) => id),
        ),
      );
      continue;
    }
    const live = found[0];
    const draft = diff(kind, resource, live, live === undefined ? {} : specs.of(kind, live));
    const unsendable = unsendableUpdate(draft, listing);
    if (unsendable.length > 0) {
      diagnostics.push(...unsendable);
      continue;
    }
    diagnostics.push(...checkDraft(draft), ...checkReferences(kind, resource, world));
    drafts.push(draft);
  }
  return { drafts, diagnostics };
};
