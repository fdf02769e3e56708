import { type Diagnostic, isError } from "../diagnostics/diagnostic.ts";
import type { Kind } from "../kinds/kind.ts";
import type { Specs } from "../kinds/specs.ts";
import { type Address, addressOf, identityOf, type KindName, productOf } from "../model/address.ts";
import type { Realm } from "../model/history.ts";
import type { Untouched } from "../model/plan.ts";
import { type LiveObject, liveNameOf, type Resource } from "../model/resource.ts";
import { keyOf } from "../scope/declarations.ts";
import type { Gone } from "../scope/scope.ts";
import { claimRemoval, existenceChange, isAsDeclared, mayOverwrite } from "./claims.ts";
import { deleteDraft } from "./diff.ts";
import type { Draft } from "./draft.ts";
import type { PlanInput } from "./input.ts";

/** What leaves the tenant, and what does not although Git declares it no more. */
export interface Removals {
  readonly drafts: readonly Draft[];
  readonly untouched: readonly Untouched[];
  readonly diagnostics: readonly Diagnostic[];
}

const nowhere = { file: "", line: 0, column: 0 };

/** A live object that nothing declares, in the form the planner works with. */
const standIn = (kind: Kind, live: LiveObject): Resource => ({
  address: addressOf(kind.name, live.name),
  kind: kind.name,
  name: live.name,
  spec: {},
  lifecycle: {},
  source: nowhere,
  at: () => nowhere,
});

const leftBehind = (address: string): Diagnostic => ({
  severity: "info",
  code: "left-behind",
  message: `${address} was declared after the base, is live with other values, and is no longer declared; it stays as it is`,
  hint: "delete it in the portal, or declare it again and take it over",
});

const droppedIn = (base: Realm, head: Realm): readonly string[] =>
  base.products.filter((product) => !head.products.includes(product));

/** What differs between the realms of base and head; each keeps deletes back. */
const differences = (base: Realm, head: Realm): readonly string[] => {
  const dropped = droppedIn(base, head);
  return [
    ...(base.tenant === head.tenant ? [] : [`the tenant was "${base.tenant}" at the base and is "${head.tenant}"`]),
    ...(base.policies === head.policies
      ? []
      : [`the policies folder was "${base.policies}" at the base and is "${head.policies}"`]),
    ...(base.products.length === head.products.length && dropped.length === 0
      ? []
      : [`the products were ${base.products.join(", ")} at the base and are ${head.products.join(", ")}`]),
  ];
};

const most = 10;

const scopeChanged = (reasons: readonly string[], kept: readonly Address[]): Diagnostic => {
  const names = kept.slice(0, most);
  const rest = kept.length > most ? ` and ${kept.length - most} more` : "";
  return {
    severity: "warning",
    code: "scope-changed",
    message: `${reasons.join("; ")}, so nothing is deleted${kept.length === 0 ? "" : `; left in the tenant: ${names.join(", ")}${rest}`}`,
    hint: "what left the documents together with such a change is not deleted by a later plan either; delete it in a pull request before, or in the portal",
  };
};

/** Settings cannot go: nobody says any more what they should be, so they stay as they are. */
const settingsStay = (address: string): Diagnostic => ({
  severity: "info",
  code: "left-behind",
  message: `${address} is no longer declared; every tenant has one, so it stays as it is`,
  hint: "declare it again to manage it",
});

interface Found {
  readonly draft?: Draft;
  readonly diagnostic?: Diagnostic;
}

const namesakes = (kind: Kind, name: string, found: readonly LiveObject[]): Diagnostic => ({
  severity: "error",
  code: "live-duplicate",
  message: `${kind.name}:${name} is no longer declared, and ${found.length} live objects are named so`,
  hint: `rename or delete all but the one that was declared in the portal (ids ${found.map(({ id }) => id).join(", ")})`,
});

/** A kind that cannot be read is not empty: what was declared of it stays, and somebody has to know. */
const unseen = (input: PlanInput): readonly Diagnostic[] => {
  const { gone } = input.claims.scope;
  return [...new Set(gone.map(({ kind }) => kind))].flatMap((kind): readonly Diagnostic[] => {
    const reason = input.live.unreadable.get(kind);
    if (reason === undefined) return [];
    const names = gone.filter((one) => one.kind === kind).map(({ name }) => `"${name}"`);
    const rest = names.length > most ? ` and ${names.length - most} more` : "";
    return [
      {
        severity: "warning",
        code: "unreadable-kind",
        message: `${kind} ${names.slice(0, most).join(", ")}${rest}: no longer declared, and not deleted, because the kind could not be read: ${reason}`,
        hint: "a later plan does not delete it either; check the API client's role and the tenant's licences first",
      },
    ];
  });
};

/** What the base says of an object under an older name goes for it unless the object of that name is still there. */
const baseOf = ({ kind, name, base }: Gone, { live }: PlanInput): Resource | undefined => {
  if (base === undefined || identityOf(base.name) === identityOf(name)) return base;
  const objects = live.listings.get(kind)?.objects ?? [];
  return objects.some((object) => identityOf(liveNameOf(object)) === identityOf(base.name)) ? undefined : base;
};

const removalOf = (gone: Gone, input: PlanInput, specs: Specs): Found => {
  const kind = input.kindOf(gone.kind);
  const found = input.find(gone.kind, gone.name);
  const [live, second] = found;
  if (kind === undefined) return {};
  if (kind.singleton) return { diagnostic: settingsStay(addressOf(kind.name, gone.name)) };
  if (second !== undefined) return { diagnostic: namesakes(kind, gone.name, found) };
  if (live === undefined || live.standing !== "custom" || live.renamedFrom !== undefined) return {};
  const before = specs.of(kind, live);
  const base = baseOf(gone, input);
  const isOurs =
    base !== undefined ||
    input.claims.isOurMake(kind, live) ||
    gone.since.some((declared) => isAsDeclared(kind, declared, before));
  if (!isOurs) return { diagnostic: leftBehind(addressOf(kind.name, live.name)) };
  const draft = deleteDraft(kind, standIn(kind, live), live, before);
  return { draft: claimRemoval(draft, base, gone.since, input.claims) };
};

const grace = (name: KindName, number: number): Diagnostic => ({
  severity: "info",
  code: "authoritative-grace",
  message: `${name} becomes authoritative with this apply; from the next plan on its ${number} undeclared objects count as drift`,
  hint: "declare what should stay",
});

/** Undeclared objects of authoritative kinds: drift, once the applied configuration said so. */
const foreignIn = (input: PlanInput, specs: Specs, declared: ReadonlySet<string>): Removals => {
  const drafts: Draft[] = [];
  const untouched: Untouched[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const name of input.realm.authoritative as readonly KindName[]) {
    const kind = input.kindOf(name);
    const objects = (input.live.listings.get(name)?.objects ?? []).filter(
      (object) => object.standing === "custom" && !declared.has(keyOf(name, object.name)),
    );
    if (kind === undefined || objects.length === 0) continue;
    if (!(input.history?.base.realm.authoritative.includes(name) ?? false)) {
      diagnostics.push(grace(name, objects.length));
      continue;
    }
    for (const live of objects) {
      const draft: Draft = { ...deleteDraft(kind, standIn(kind, live), live, specs.of(kind, live)), cause: "drift" };
      if (mayOverwrite(draft.resource.address, input.claims)) drafts.push(draft);
      else untouched.push({ address: draft.resource.address, fields: [existenceChange(true)] });
    }
  }
  return { drafts, untouched, diagnostics };
};

/** What left the documents with its product: nobody looks whether it is live. */
const unread = ({ history, realm, claims: { scope } }: PlanInput): readonly Address[] => {
  const dropped = history === undefined ? [] : droppedIn(history.base.realm, realm);
  return scope.gone
    .filter(({ kind }) => dropped.includes(productOf(kind)))
    .map(({ kind, name }) => addressOf(kind, name));
};

/** Everything that is to be deleted, with what speaks against it in Git. */
export const removals = (input: PlanInput, specs: Specs): Removals => {
  const { scope } = input.claims;
  const found = scope.gone.map((gone) => removalOf(gone, input, specs));
  const drafts = found.flatMap(({ draft }) => draft ?? []);
  const diagnostics = found.flatMap(({ diagnostic }) => diagnostic ?? []);
  const reasons = input.history === undefined ? [] : differences(input.history.base.realm, input.realm);
  if (reasons.length > 0) {
    const told = diagnostics.filter((one) => !isError(one));
    const kept = [...drafts.map(({ resource }) => resource.address), ...unread(input)];
    return { drafts: [], untouched: [], diagnostics: [...told, scopeChanged(reasons, kept)] };
  }
  const declared = new Set([
    ...input.also.map(({ kind, name }) => keyOf(kind, name)),
    ...scope.gone.map(({ kind, name }) => keyOf(kind, name)),
  ]);
  const foreign = foreignIn(input, specs, declared);
  return {
    drafts: [...drafts, ...foreign.drafts],
    untouched: foreign.untouched,
    diagnostics: [...diagnostics, ...unseen(input), ...foreign.diagnostics],
  };
};
