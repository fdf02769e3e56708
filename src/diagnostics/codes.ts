/** Every code a diagnostic may carry, with the one sentence the documentation shows (docs/diagnostics.md is generated). */
export const codes = {
  "additive-conflict": "An additive list cannot be kept apart from what others put in it; the message says why.",
  "adopt-conflict":
    "A resource drifted and was changed in Git as well since it was applied; write what is to count by hand.",
  "ambiguous-order":
    "The rules of one ordering domain stand in several files; list them under `order:` in the configuration.",
  "ambiguous-reference":
    "A reference names something that several live objects are called; rename one of them in the tenant.",
  "anchor-conflict": "The positions of documents exclude each other in the live order; change one of them.",
  "authoritative-grace":
    "A kind became authoritative; undeclared objects of it count as drift once this configuration has been applied.",
  "base-not-ancestor":
    "The base is not an ancestor of what is planned; give the commit that was applied last, or bring the branch up to date.",
  "broken-yaml": "The file is not YAML 1.2; the place and the parser's reason are given.",
  "builtin-readonly": "A built-in object takes only the fields the vendor lets you change; leave the others out.",
  "disabled-reference": "A rule that is switched on names an object that is switched off.",
  "duplicate-key": "A key stands twice in one mapping; remove one.",
  "duplicate-resource":
    "Two resources have one identity (names are compared trimmed and without case); remove or rename one.",
  "edit-failed":
    "A file would not read as intended after an edit, so it was left as it is; this is a bug, please report it.",
  "file-changed":
    "A file was changed by somebody else while it was worked on; nothing was written, run the command again.",
  "immutable-field": "The API keeps this field's first value for ever; make a new object instead.",
  "invalid-configuration": "zerodrift.yaml has a key or value that is not allowed; see docs/configuration.md.",
  "invalid-document": "A document must be a mapping with `kind` and `resources`.",
  "invalid-plan": "The plan file cannot be read or is not a plan of this version; make a new one.",
  "invalid-value": "A value has the wrong type or form; the expected one is given.",
  "left-behind":
    "An object is declared no more and left in the tenant: it was never applied as it stands, or cannot be deleted because every tenant has one.",
  "live-duplicate":
    "Two live objects have one identity, so a name does not say which one is meant; rename one in the tenant.",
  "lookup-kind":
    "The objects of this kind are made elsewhere (directory, devices, vendor); they can be referred to, not declared.",
  "many-changes":
    "The plan changes a larger share of a kind than `guardrails.maxChangePercent` allows; each delete of it needs an acknowledgement.",
  "missing-credentials":
    "An environment variable with the API client's credentials is not set; the message says which and where to get it.",
  "missing-field": "A required field is absent, or one that creating the object needs while it does not exist yet.",
  "missing-policies": "The policies folder does not exist or holds no YAML file.",
  "needs-acknowledgement":
    "A risky change needs an acknowledgement in Git, reviewed like everything else; the hint is the entry to write.",
  "no-repository": "A base was given, but there is no Git repository here, or no commit in it.",
  "not-adopted": "Drift that is not written into the documents; the message says why, the hint what to do.",
  "not-a-text": "YAML reads the value as a number, boolean or date where text is due; quote it.",
  "order-conflict": "The rule cannot stand where the list puts it, because a fixed rule of the vendor is in the way.",
  "overlapping-segments":
    "Two application segments answer for one host name and port, so traffic may take the other one's rules.",
  "overridden-url":
    "A URL is listed in two categories, and the more specific entry meets another fate than the wider one.",
  "possible-rename":
    "One object would be deleted and an equal one made under another name; say `lifecycle.renamedFrom` if it is the same one.",
  protected:
    "The resource is protected, at the base or now: take `lifecycle.protect` away in one pull request, delete it in the next.",
  "rank-conflict":
    "The declared order puts a rule of a worse admin rank above one of a better rank, which the service refuses.",
  "removed-key":
    "A field was declared and is declared no more; write `null` to clear it, or list it under `lifecycle.unmanaged` to let it go.",
  "rename-conflict":
    "A rename that cannot be done: the new name is taken, the old one is still declared, or renames form a chain or a swap.",
  "reserved-name": "The name equals a predefined id of the vendor; choose another one.",
  "rule-without-criteria": "A rule asks for nothing, so it matches everything.",
  "scope-changed": "Base and head are about another tenant, folder or other products; nothing is deleted.",
  "shadowed-rule": "A rule never matches, because one above it takes all its traffic.",
  "shallow-history": "The clone is shallow and does not reach the base; fetch the whole history.",
  "shared-value":
    "An edit would change a value that aliases use in other places too; write the value out in each of them first.",
  "still-referenced":
    "An object is to be deleted that live objects would still refer to, or nobody can say whether any does.",
  symlink: "Symbolic links are not read; put the file itself into the policies folder.",
  takeover: "A declared object exists already and is not ours; it is managed from now on.",
  "unconvertible-conditions":
    "A live object holds something that no document can say; import leaves it unmanaged, and the message says what it is.",
  "unknown-acknowledgement": "An acknowledgement names nothing that is declared, live or was declared at the base.",
  "unknown-anchor": "A position names a rule that is not live, or one that is declared and has its place in the list.",
  "unknown-base": "The base is not a commit of this repository.",
  "unknown-field": "The kind has no field of this name; near names are suggested.",
  "unknown-kind": "There is no kind of this name; near names are suggested.",
  "unknown-reference": "A reference names nothing that is declared or live; near names are suggested.",
  "unknown-value": "The value is not among those known for this field; it is passed on, the service has the last word.",
  "unmanaged-conflict": "A field is listed under `lifecycle.unmanaged` and declared as well; do one of both.",
  "unreadable-commit": "The documents of a commit after the base have mistakes; what can be read of them counts.",
  "unreadable-field": "The tenant cannot return a declared field, so the resource is not written.",
  "unreadable-kind": "A kind could not be read (no licence, no right, or an error), which is never taken for absence.",
  "unsupported-file":
    "The file is too large, not UTF-8, or uses YAML features that are not allowed here (custom tags, too many aliases).",
  "unsupported-operation":
    "The tenant's own GraphQL schema does not offer the write as it would be sent; nothing is written.",
  "unused-acknowledgement": "An acknowledgement matches no planned change; remove it.",
  "unverified-reference":
    "A predefined id is not in the tenant's list; it is passed on, the service has the last word.",
  "unwritable-file": "A file cannot be written; the message says why and what is new and what is old on the disk.",
  "wrong-product": "The kind's product is not listed under `products` in the configuration.",
} as const satisfies Record<string, string>;

export type Code = keyof typeof codes;
