import { type Checked, checked, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Source } from "../diagnostics/source.ts";
import { didYouMean } from "../diagnostics/suggest.ts";
import type { DesiredState } from "../model/desired.ts";
import { type DomainName, domainOf, type RuleKind, typeIn } from "../model/domain.ts";
import type { Anchor } from "../model/position.ts";
import type { Configuration } from "./configuration.ts";
import type { Document } from "./loaded.ts";
import { mistake } from "./mistake.ts";
import { type Found, filesOf, filledFiles, type Listed, listKind, orderLine, type Setting } from "./order-files.ts";
import type { Path } from "./places.ts";
import { quote } from "./words.ts";

export interface OrderOptions {
  /** Folder the entries of `order:` are relative to. */
  readonly policies?: string;
  /** Where a part of the configuration stands; see `Configuration.at`. */
  readonly at?: (path: Path) => Source;
}

/** An ordering domain with its part of the documents. */
interface Domain {
  readonly kind: Listed;
  readonly name: DomainName;
  readonly documents: readonly Document[];
}

const typesIn = (rules: RuleKind, documents: readonly Document[]): readonly string[] =>
  [...new Set(documents.flatMap(({ resources }) => resources.flatMap(({ spec }) => typeIn(rules, spec) ?? [])))].sort();

/** The part of the documents that holds rules of one type. */
const ofType = (rules: RuleKind, type: string, documents: readonly Document[]): readonly Document[] =>
  documents
    .map((document) => ({
      ...document,
      resources: document.resources.filter(({ spec }) => typeIn(rules, spec) === type),
    }))
    .filter(({ resources }) => resources.length > 0);

/** The orders that a kind has: one, or one for each type that is declared. */
const domainsOf = (rules: RuleKind, kind: Listed): readonly Domain[] => {
  if (rules.order?.per === undefined) return [{ kind, name: kind.name, documents: kind.documents }];
  return typesIn(rules, kind.documents).map((type) => ({
    kind,
    name: domainOf(kind.name, type),
    documents: ofType(rules, type, kind.documents),
  }));
};

const ambiguous = ({ kind, name, documents }: Domain, files: readonly string[], setting: Setting): Diagnostic => {
  const second = documents.find(({ file }) => file === files[1]);
  const where = Object.keys(setting.order).length === 0 ? "to zerodrift.yaml" : "below `order:` in zerodrift.yaml";
  const hint = `add ${where}, in the order you mean: ${orderLine(kind.name, kind.files, setting)}`;
  return mistake(
    "ambiguous-order",
    `the rules of ${name} stand in several files: ${files.join(", ")}`,
    second?.source,
    hint,
  );
};

const orderProblems = (domain: Domain, setting: Setting): readonly Diagnostic[] => {
  const filled = filledFiles(domain.documents);
  return domain.kind.isSettled || filled.length < 2 ? [] : [ambiguous(domain, filled, setting)];
};

/** A position is a place in one order. */
const mixedPositions = (rules: RuleKind, { name, documents }: Listed): readonly Diagnostic[] =>
  documents.flatMap((document): readonly Diagnostic[] => {
    const types = typesIn(rules, [document]);
    if (document.position === undefined || types.length < 2) return [];
    return [
      mistake(
        "invalid-document",
        `the document has a position, and its rules of ${name} stand in several orders: ${types.join(", ")}`,
        document.positionSource ?? document.source,
        `put the rules of each ${rules.order?.per} in a document of their own`,
      ),
    ];
  });

const strayKinds = (orderedKinds: readonly string[], setting: Setting): readonly Diagnostic[] =>
  Object.keys(setting.order)
    .filter((kind) => !orderedKinds.includes(kind))
    .map((kind) => {
      const hint = didYouMean(kind, orderedKinds) ?? `kinds with an order: ${orderedKinds.join(", ")}`;
      return mistake(
        "invalid-configuration",
        `\`order:\` names ${quote(kind)}, which has no order`,
        setting.at(["order", kind]),
        hint,
      );
    });

const strayPositions = (documents: readonly Document[], orderedKinds: readonly string[]): readonly Diagnostic[] =>
  documents
    .filter(({ kind, position }) => position !== undefined && !orderedKinds.includes(kind))
    .map(({ kind, positionSource, source }) =>
      mistake(
        "invalid-document",
        `${kind} has no order, so its documents have no position`,
        positionSource ?? source,
        "remove `position:`",
      ),
    );

const anchorsIn = (documents: readonly Document[]): readonly Anchor[] => {
  let first = 0;
  return documents.flatMap(({ position, positionSource, source, resources }) => {
    const at = first;
    first += resources.length;
    return position === undefined
      ? []
      : [{ position, first: at, count: resources.length, source: positionSource ?? source }];
  });
};

/** What the documents say about order. */
export type Ordered = Pick<DesiredState, "order" | "anchors">;

/** The declared sequence of every domain beside what is wrong with it; what has no place comes last, by path. */
export const readOrder = (
  documents: readonly Document[],
  order: Configuration["order"],
  orderedKinds: readonly RuleKind[],
  options: OrderOptions = {},
): Found<Ordered> => {
  const setting: Setting = {
    order,
    folder: options.policies ?? "policies",
    files: [...filesOf(documents)].sort(),
    at: (path) => options.at?.(path),
  };
  const kinds = orderedKinds.map((rules) => {
    const { value, diagnostics } = listKind(rules, documents, setting);
    const domains = domainsOf(rules, value);
    const problems = domains.flatMap((domain) => orderProblems(domain, setting));
    return { domains, diagnostics: [...diagnostics, ...mixedPositions(rules, value), ...problems] };
  });
  const domains = kinds.flatMap((kind) => kind.domains);
  const names = orderedKinds.map(({ name }) => name);
  return {
    value: {
      order: new Map(domains.map((one) => [one.name, one.documents.flatMap(({ resources }) => resources)])),
      anchors: new Map(domains.map((one) => [one.name, anchorsIn(one.documents)])),
    },
    diagnostics: [
      ...strayKinds(names, setting),
      ...strayPositions(documents, names),
      ...kinds.flatMap(({ diagnostics }) => diagnostics),
    ],
  };
};

/** The declared sequence of every domain: documents in order, resources as listed, with the documents' positions. */
export const orderDocuments = (
  documents: readonly Document[],
  order: Configuration["order"],
  orderedKinds: readonly RuleKind[],
  options: OrderOptions = {},
): Checked<Ordered> => {
  const { value, diagnostics } = readOrder(documents, order, orderedKinds, options);
  return checked(value, diagnostics);
};
