import { type CST, Lexer, Parser } from "yaml";

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
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    const { offset } = parser;
    yield* parser.next(lexeme);
    if (isDeeper(parser.stack, limits.depth)) return limits.onTooDeep(offset);
  }
  yield* parser.end();
}
