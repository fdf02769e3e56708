import { isEqual, isList, isTable, isTruthy, memberOf, textOf, type Value } from "./value.ts";

/** What an expression may look at. */
export interface Scope {
  readonly contexts: Readonly<Record<string, Value>>;
  /** What success(), failure() and cancelled() answer. */
  readonly status: { readonly success: boolean; readonly failure: boolean; readonly cancelled: boolean };
}

type Node = (scope: Scope) => Value;

const pattern = /\s*(?:('(?:[^']|'')*')|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w-]*)|(&&|\|\||==|!=|[!()[\].,*]))/y;

const tokensOf = (text: string): readonly string[] => {
  const tokens: string[] = [];
  pattern.lastIndex = 0;
  while (text.slice(pattern.lastIndex).trim() !== "") {
    const start = pattern.lastIndex;
    const found = pattern.exec(text);
    if (found === null) throw new Error(`cannot read the expression "${text}" from "${text.slice(start)}" on`);
    tokens.push(found[1] ?? found[2] ?? found[3] ?? found[4] ?? "");
  }
  return tokens;
};

const statusWords = ["success", "failure", "cancelled", "always"] as const;

const contains = (where: Value, what: Value): boolean =>
  isList(where)
    ? where.some((one) => isEqual(one, what))
    : textOf(where).toLowerCase().includes(textOf(what).toLowerCase());

const functions: Readonly<Record<string, (args: readonly Value[], scope: Scope) => Value>> = {
  success: (_, { status }) => status.success,
  failure: (_, { status }) => status.failure,
  cancelled: (_, { status }) => status.cancelled,
  always: () => true,
  fromJSON: ([text = null]) => JSON.parse(textOf(text)) as Value,
  toJSON: ([value = null]) => JSON.stringify(value, null, 2),
  contains: ([where = null, what = null]) => contains(where, what),
  startsWith: ([text = null, start = null]) => textOf(text).toLowerCase().startsWith(textOf(start).toLowerCase()),
  format: ([text = null, ...values]) =>
    textOf(text).replace(/\{(\d+)\}/g, (_, index: string) => textOf(values[Number(index)] ?? null)),
};

const literals: Readonly<Record<string, Value>> = { null: null, true: true, false: false };

/** `needs.*.result`: of every member. */
const each = (value: Value): Value => (isList(value) ? value : isTable(value) ? Object.values(value) : []);

/** Recursive descent; loosest operator first. */
const parse = (text: string): Node => {
  const tokens = tokensOf(text);
  let at = 0;
  const fail = (): never => {
    throw new Error(`cannot read the expression "${text}" at "${tokens.slice(at).join(" ")}"`);
  };
  const take = (token: string): boolean => {
    if (tokens[at] !== token) return false;
    at += 1;
    return true;
  };
  const expect = (token: string): void => {
    if (!take(token)) fail();
  };
  const next = (): string => tokens[at++] ?? fail();

  const call = (name: string): Node => {
    const run = functions[name] ?? fail();
    const args: Node[] = [];
    while (!take(")")) {
      args.push(or());
      if (tokens[at] !== ")") expect(",");
    }
    return (scope) =>
      run(
        args.map((arg) => arg(scope)),
        scope,
      );
  };
  const primary = (): Node => {
    const token = next();
    if (token === "(") {
      const inner = or();
      expect(")");
      return inner;
    }
    if (token.startsWith("'")) return () => token.slice(1, -1).replaceAll("''", "'");
    if (/^-?\d/.test(token)) return () => Number(token);
    if (token in literals) return () => literals[token] ?? null;
    if (!/^[A-Za-z_]/.test(token)) return fail();
    if (take("(")) return call(token);
    return ({ contexts }) => {
      if (!(token in contexts)) throw new Error(`there is no context "${token}" here: "${text}"`);
      return contexts[token] ?? null;
    };
  };
  const member = (): Node => {
    let value = primary();
    let isEach = false;
    for (;;) {
      const [of, wasEach] = [value, isEach];
      if (take(".")) {
        const name = next();
        isEach ||= name === "*";
        if (name === "*") value = (scope) => each(of(scope));
        else if (wasEach) value = (scope) => (of(scope) as readonly Value[]).map((one) => memberOf(one, name));
        else value = (scope) => memberOf(of(scope), name);
      } else if (take("[")) {
        const key = or();
        expect("]");
        value = (scope) => memberOf(of(scope), key(scope));
      } else return value;
    }
  };
  const not = (): Node => {
    if (!take("!")) return member();
    const inner = not();
    return (scope) => !isTruthy(inner(scope));
  };
  const equality = (): Node => {
    const left = not();
    const isWanted = tokens[at] === "==";
    if (!take("==") && !take("!=")) return left;
    const right = not();
    return (scope) => isEqual(left(scope), right(scope)) === isWanted;
  };
  const and = (): Node => {
    const left = equality();
    if (!take("&&")) return left;
    const right = and();
    return (scope) => (isTruthy(left(scope)) ? right(scope) : left(scope));
  };
  const or = (): Node => {
    const left = and();
    if (!take("||")) return left;
    const right = or();
    return (scope) => (isTruthy(left(scope)) ? left(scope) : right(scope));
  };
  const whole = or();
  return at === tokens.length ? whole : fail();
};

/** The value of an expression, as it stands between `${{` and `}}`. */
export const evaluate = (text: string, scope: Scope): Value => parse(text)(scope);

const hole = /\$\{\{([\s\S]*?)\}\}/g;

/** A text with its expressions filled in; one that is nothing but an expression keeps the type. */
export const fill = (text: string, scope: Scope): Value => {
  const [, only] = /^\$\{\{((?:(?!\}\})[\s\S])*)\}\}$/.exec(text.trim()) ?? [];
  if (only !== undefined) return evaluate(only, scope);
  return text.replace(hole, (_, inner: string) => textOf(evaluate(inner, scope)));
};

export const fillText = (text: string, scope: Scope): string => textOf(fill(text, scope));

/** An `if:`; one that does not ask for the status means "and everything before succeeded". */
export const holds = (condition: string | boolean | undefined, scope: Scope): boolean => {
  if (condition === undefined) return scope.status.success;
  const text = String(condition).trim();
  const inner = /^\$\{\{([\s\S]*)\}\}$/.exec(text)?.[1] ?? text;
  const tokens = tokensOf(inner);
  const asks = tokens.some((token, at) => statusWords.some((word) => word === token) && tokens[at + 1] === "(");
  return (asks || scope.status.success) && isTruthy(evaluate(inner, scope));
};
