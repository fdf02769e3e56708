import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { none } from "../kinds/fields/text.ts";
import type { Kind } from "../kinds/kind.ts";
import { decodeField } from "../kinds/specs.ts";
import type { KindName } from "../model/address.ts";
import type { Untouched } from "../model/plan.ts";
import { type LiveObject, liveNameOf, type Spec } from "../model/resource.ts";
import { existenceChange } from "./claims.ts";
import type { Draft } from "./draft.ts";
import type { PlanInput } from "./input.ts";
import { renameAdvice, successorOf } from "./renames.ts";

/** One object that names another one. */
interface Referrer {
  readonly kind: Kind;
  readonly name: string;
  readonly field: string;
}

const idKey = (kind: KindName, id: string): string => `${kind}\u0000${id}`;

/** By what others hold it. */
const heldKey = (kind: Kind, live: LiveObject): string =>
  idKey(kind.name, kind.heldByName === undefined ? live.id : liveNameOf(live));

/** References of a live object by the ids they hold: names may be those of namesakes. */
const byId = (kind: Kind, live: LiveObject, wanted: ReadonlySet<string>): readonly (readonly [string, string])[] =>
  Object.values(kind.fields).flatMap((field) => {
    if (field.references === none) return [];
    const value = decodeField(kind, field, live, (target, id) => (wanted.has(idKey(target, id)) ? `#${id}` : ""));
    return value === undefined || value === null
      ? []
      : field
          .references(value)
          .filter(({ name }) => name.startsWith("#"))
          .map((reference) => [idKey(reference.kind, reference.name.slice(1)), field.name] as const);
  });

/** References of a spec as it will be. */
const byName = (
  kind: Kind,
  spec: Spec,
  { find, kindOf }: Pick<PlanInput, "find" | "kindOf">,
): readonly (readonly [string, string])[] =>
  Object.entries(spec).flatMap(([name, value]) => {
    const field = kind.fields[name];
    if (field === undefined || value === null || value === undefined) return [];
    return field.references(value).flatMap((reference) => {
      const target = kindOf(reference.kind);
      const found = target === undefined ? [] : find(reference.kind, reference.name, reference.within);
      return found.map((live) => [heldKey(target!, live), name] as const);
    });
  });

/** Who would still name the wanted objects when the plan is done. */
const referrersAfter = (
  input: PlanInput,
  drafts: readonly Draft[],
  kinds: ReadonlySet<KindName>,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, readonly Referrer[]> => {
  const found = new Map<string, Referrer[]>();
  const add = (kind: Kind, name: string, references: readonly (readonly [string, string])[]): void => {
    for (const [key, field] of references) {
      if (wanted.has(key)) found.set(key, [...(found.get(key) ?? []), { kind, name, field }]);
    }
  };
  const drafted = new Map(drafts.flatMap((draft) => (draft.live === undefined ? [] : [[draft.live, draft] as const])));
  for (const name of kinds) {
    const kind = input.kindOf(name);
    if (kind === undefined) continue;
    for (const live of input.live.listings.get(name)?.objects ?? []) {
      const draft = drafted.get(live);
      if (draft?.isDelete) continue;
      if (draft === undefined || draft.fields.length === 0) add(kind, live.name, byId(kind, live, wanted));
      else add(kind, draft.resource.name, byName(kind, draft.after, input));
    }
  }
  for (const draft of drafts) {
    if (draft.live === undefined && kinds.has(draft.kind.name))
      add(draft.kind, draft.resource.name, byName(draft.kind, draft.after, input));
  }
  return found;
};

/** What keeps an object from being deleted. */
interface Hold {
  readonly referrers: readonly Referrer[];
  /** Kinds that may refer to it and could not be read, with the reason each. */
  readonly blind: readonly (readonly [KindName, string])[];
}

/** Deletes that would take something away from a live object that still names it, ours or not. */
const holdsOn = (input: PlanInput, drafts: readonly Draft[]): ReadonlyMap<Draft, Hold> => {
  const deletes = drafts.filter(({ isDelete }) => isDelete);
  const kinds = new Set(deletes.flatMap(({ kind }) => input.referrersOf(kind.name)));
  const wanted = new Set(deletes.map(({ kind, live }) => heldKey(kind, live!)));
  const found = deletes.length === 0 ? new Map() : referrersAfter(input, drafts, kinds, wanted);
  return new Map(
    deletes.flatMap((draft): [Draft, Hold][] => {
      const blind = input
        .referrersOf(draft.kind.name)
        .filter((name) => !input.live.listings.has(name))
        .map((name) => [name, input.live.unreadable.get(name) ?? "it was not asked for"] as const);
      const referrers = found.get(heldKey(draft.kind, draft.live!)) ?? [];
      return blind.length + referrers.length === 0 ? [] : [[draft, { referrers, blind }]];
    }),
  );
};

const most = 10;

const whyHeld = ({ referrers, blind }: Hold): string => {
  const named = referrers.map(({ kind, name, field }) => `${kind.name}:${name} (${field})`);
  const rest = named.length > most ? ` and ${named.length - most} more` : "";
  return [
    ...(named.length === 0 ? [] : [`${named.slice(0, most).join(", ")}${rest} would still refer to it`]),
    ...(blind.length === 0
      ? []
      : [`what may refer to it could not be read: ${blind.map(([kind, reason]) => `${kind} (${reason})`).join("; ")}`]),
  ].join(", and ");
};

const advice = ({ referrers }: Hold): string =>
  referrers.length === 0
    ? "give the API client's role the right to read it, or delete the object in the portal"
    : "take it out of what names it, in the same pull request or in the portal";

const refused = (draft: Draft, hold: Hold, drafts: readonly Draft[]): Diagnostic => {
  const successor = successorOf(draft, drafts);
  const rename = successor === undefined ? "" : `${renameAdvice(draft, successor)}; otherwise `;
  return {
    severity: "error",
    code: "still-referenced",
    message: `${draft.resource.address} cannot be deleted, because ${whyHeld(hold)}`,
    hint: `${rename}${advice(hold)}`,
  };
};

const spared = (draft: Draft, hold: Hold): Diagnostic => ({
  severity: "warning",
  code: "still-referenced",
  message: `${draft.resource.address} is drift and is left alone, because ${whyHeld(hold)}`,
  hint: `declare it, or ${advice(hold)}`,
});

/** What is left of the deletes, and what was said of them. */
export interface Settled {
  readonly drafts: readonly Draft[];
  readonly untouched: readonly Untouched[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Refuses deletes of what live objects would still refer to. What nobody ever declared is only drift: that one of it is in
 * use must not keep all other drift from being undone.
 */
export const settleDeletes = (input: PlanInput, drafts: readonly Draft[]): Settled => {
  const holds = holdsOn(input, drafts);
  const drift = [...holds].filter(([{ cause }]) => cause === "drift");
  if (drift.length === 0) {
    const diagnostics = [...holds].map(([draft, hold]) => refused(draft, hold, drafts));
    return { drafts, untouched: [], diagnostics };
  }
  // What stays may refer to what else was to go.
  const rest = settleDeletes(
    input,
    drafts.filter((draft) => !drift.some(([one]) => one === draft)),
  );
  return {
    drafts: rest.drafts,
    untouched: [
      ...drift.map(([{ resource }]) => ({ address: resource.address, fields: [existenceChange(true)] })),
      ...rest.untouched,
    ],
    diagnostics: [...drift.map(([draft, hold]) => spared(draft, hold)), ...rest.diagnostics],
  };
};
