import type { Checked, Diagnostic } from "../diagnostics/diagnostic.ts";
import { checked } from "../diagnostics/diagnostic.ts";
import { didYouMean } from "../diagnostics/suggest.ts";
import type { Kind } from "../kinds/kind.ts";
import { kinds as registry } from "../kinds/registry.ts";
import { identityOf, type Product, productOf } from "../model/address.ts";
import { globToPattern } from "./glob.ts";

/** What is imported: kinds, and of these the objects of some names. */
export interface Selection {
  readonly kinds: readonly Kind[];
  readonly isNamed: (name: string) => boolean;
}

const isAny =
  (globs: readonly string[]): ((text: string) => boolean) =>
  (text) =>
    globs.length === 0 || globs.map(globToPattern).some((pattern) => pattern.test(text));

/** Declarable kinds of the configured products; a glob that fits none is a slip. */
export const selectionOf = (
  { kind, name }: { readonly kind: readonly string[]; readonly name: readonly string[] },
  products: readonly Product[],
): Checked<Selection> => {
  const declarable = registry.filter((one) => one.writable && products.includes(productOf(one.name)));
  const idle = kind.find((glob) => !declarable.some((one) => globToPattern(glob).test(one.name)));
  if (idle !== undefined) {
    const near = didYouMean(
      idle,
      declarable.map((one) => one.name),
    );
    const hint =
      near ?? "zerodrift kinds lists what can be declared; products: in zerodrift.yaml says what is looked at";
    return {
      ok: false,
      diagnostics: [{ severity: "error", code: "unknown-kind", message: `no kind is like "${idle}"`, hint }],
    };
  }
  const isKind = isAny(kind);
  const isNamed = isAny(name.map(identityOf));
  const kinds = declarable.filter((one) => isKind(one.name));
  return checked({ kinds, isNamed: (given) => isNamed(identityOf(given)) }, []);
};

/** Globs that no name fits: slips, which would look like a tenant that has nothing new. */
export const unmatched = (globs: readonly string[], names: readonly string[]): readonly Diagnostic[] =>
  globs.flatMap((glob) => {
    const pattern = globToPattern(identityOf(glob));
    if (names.some((name) => pattern.test(identityOf(name)))) return [];
    const hint = didYouMean(glob, names) ?? "names are matched whole; * stands for any part of one";
    return [
      { severity: "error", code: "unknown-reference", message: `nothing that was read is called "${glob}"`, hint },
    ];
  });
