import { CST, Lexer, Parser } from "yaml";

/** Positions that the parser keeps to itself; stable since yaml 2.0, and the version is pinned. */
interface Inner {
  atNewLine: boolean;
  atScalar: boolean;
  indent: number;
  source: string;
  type: CST.TokenType | null;
  step(): Generator<CST.Token, void>;
}

/**
 * yaml's own parser reads `process.env` for every token, which is a third of its time on large files; apart from that
 * this is its `next`, which the package documents as the way to feed it tokens.
 */
class TokenParser extends Parser {
  override *next(source: string): Generator<CST.Token, void> {
    const inner = this as unknown as Inner;
    const type = inner.atScalar ? "scalar" : CST.tokenType(source);
    if (type === null) return yield* super.next(source);
    inner.source = source;
    if (inner.atScalar) {
      inner.atScalar = false;
      yield* inner.step();
    } else if (type === "scalar") {
      inner.atNewLine = false;
      inner.atScalar = true;
      inner.type = type;
      return;
    } else {
      inner.type = type;
      yield* inner.step();
      if (type === "doc-mode" || type === "flow-error-end") return;
      this.track(inner, source, type);
    }
    this.offset += source.length;
  }

  private track(inner: Inner, source: string, type: CST.TokenType): void {
    switch (type) {
      case "newline":
        inner.atNewLine = true;
        inner.indent = 0;
        return;
      case "space":
        if (inner.atNewLine && source[0] === " ") inner.indent += source.length;
        return;
      case "explicit-key-ind":
      case "map-value-ind":
      case "seq-item-ind":
        if (inner.atNewLine) inner.indent += source.length;
        return;
      default:
        inner.atNewLine = false;
    }
  }
}

const isCollection = ({ type }: CST.Token): boolean =>
  type === "block-map" || type === "block-seq" || type === "flow-collection";

const isDeeper = (stack: readonly CST.Token[], limit: number): boolean =>
  stack.length > limit && stack.filter(isCollection).length > limit;

export interface TokenLimits {
  readonly depth: number;
  /** Called once with the offset where the text nests too deep; reading ends there. */
  onTooDeep(offset: number): void;
}

/** The concrete syntax of a text. Too deep nesting is found before anything recurses into it. */
export function* tokensOf(text: string, limits: TokenLimits): Generator<CST.Token, void> {
  const parser = new TokenParser();
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (isDeeper(parser.stack, limits.depth)) return limits.onTooDeep(parser.offset);
  }
  yield* parser.end();
}
