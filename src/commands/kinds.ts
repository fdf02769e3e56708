import { callsOf } from "../kinds/calls.ts";
import type { Kind } from "../kinds/kind.ts";
import { kinds as all } from "../kinds/registry.ts";
import { columns } from "./columns.ts";
import type { CommandResult, Format } from "./outcome.ts";

const purposes: Readonly<Record<Kind["purpose"], string>> = {
  declared: "to declare",
  named: "to refer to",
  referrer: "read before a delete",
};

const row = (kind: Kind): object => ({
  name: kind.name,
  title: kind.title,
  summary: kind.summary,
  purpose: kind.purpose,
  writable: kind.writable,
  ordered: kind.order !== undefined,
  singleton: kind.singleton === true,
  activation: kind.activation,
  terraform: kind.terraform ?? [],
  api: callsOf(kind).map(({ purpose, request }) => ({ purpose, request })),
});

const productOf = ({ name }: Kind): string => name.split("/")[0]!;

/** The kinds of one product, by what they are for. */
const listed = (product: string): string => {
  const own = all.filter((kind) => productOf(kind) === product);
  const width = Math.max(...own.map(({ name }) => name.length));
  return Object.entries(purposes)
    .map(([purpose, words]) => ({ words, found: own.filter((kind) => kind.purpose === purpose) }))
    .filter(({ found }) => found.length > 0)
    .map(({ words, found }) => {
      const rows = found.map(({ name, summary }) => [`  ${name.padEnd(width)}`, summary]);
      return `${product}: ${found.length} ${words}\n${columns(rows)}\n`;
    })
    .join("\n");
};

/** What can be declared, what can be referred to, and what else is read, by product. */
export const kinds = (format: Format): CommandResult =>
  format === "json"
    ? { exitCode: 0, output: `${JSON.stringify(all.map(row), null, 2)}\n` }
    : { exitCode: 0, output: [...new Set(all.map(productOf))].map(listed).join("\n") };
