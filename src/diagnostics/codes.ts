/** Every code a diagnostic may carry, with the one sentence the documentation shows (docs/diagnostics.md is generated). */
export const codes = {
  "ambiguous-order":
    "The rules of one ordering domain stand in several files; list them under `order:` in the configuration.",
  "ambiguous-reference":
    "A reference names something that several live objects are called; rename one of them in the tenant.",
  "broken-yaml": "The file is not YAML 1.2; the place and the parser's reason are given.",
  "builtin-readonly": "A built-in object takes only the fields the vendor lets you change; leave the others out.",
  "duplicate-key": "A key stands twice in one mapping; remove one.",
  "duplicate-resource":
    "Two resources have one identity (names are compared trimmed and without case); remove or rename one.",
  "immutable-field": "The API keeps this field's first value for ever; make a new object instead.",
  "invalid-configuration": "zerodrift.yaml has a key or value that is not allowed; see docs/configuration.md.",
  "invalid-document": "A document must be a mapping with `kind` and `resources`.",
  "invalid-plan": "The plan file cannot be read or is not a plan of this version; make a new one.",
  "invalid-value": "A value has the wrong type or form; the expected one is given.",
  "live-duplicate":
    "Two live objects have one identity, so a name does not say which one is meant; rename one in the tenant.",
  "lookup-kind":
    "The objects of this kind are made elsewhere (directory, devices, vendor); they can be referred to, not declared.",
  "missing-credentials":
    "An environment variable with the API client's credentials is not set; the message says which and where to get it.",
  "missing-field": "A required field is absent, or one that creating the object needs while it does not exist yet.",
  "missing-policies": "The policies folder does not exist or holds no YAML file.",
  "not-a-text": "YAML reads the value as a number, boolean or date where text is due; quote it.",
  "not-supported":
    "The word is part of the contract, but this version cannot follow it yet; ignoring it would do something else.",
  "order-conflict": "The rule cannot stand where the list puts it, because a fixed rule of the vendor is in the way.",
  "rank-conflict":
    "The declared order puts a rule of a worse admin rank above one of a better rank, which the service refuses.",
  "reserved-name": "The name equals a predefined id of the vendor; choose another one.",
  symlink: "Symbolic links are not read; put the file itself into the policies folder.",
  "unknown-field": "The kind has no field of this name; near names are suggested.",
  "unknown-kind": "There is no kind of this name; near names are suggested.",
  "unknown-reference": "A reference names nothing that is declared or live; near names are suggested.",
  "unknown-value": "The value is not among those known for this field; it is passed on, the service has the last word.",
  "unreadable-field": "The tenant cannot return a declared field, so the resource is not written.",
  "unreadable-kind": "A kind could not be read (no licence, no right, or an error), which is never taken for absence.",
  "unsupported-file":
    "The file is too large, not UTF-8, or uses YAML features that are not allowed here (custom tags, too many aliases).",
  "unsupported-operation":
    "The tenant's own GraphQL schema does not offer the write as it would be sent; nothing is written.",
  "unverified-reference":
    "A predefined id is not in the tenant's list; it is passed on, the service has the last word.",
  "wrong-product": "The kind's product is not listed under `products` in the configuration.",
} as const satisfies Record<string, string>;

export type Code = keyof typeof codes;
