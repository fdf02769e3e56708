import { visible } from "../../diagnostics/visible.ts";
import type { Outcome } from "../../model/result.ts";

/** `1 change`, `2,000 changes`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${String(number).replace(/\B(?=(\d{3})+$)/g, ",")} ${number === 1 ? one : many}`;

const done: Readonly<Record<Outcome["action"], string>> = {
  create: "created",
  update: "updated",
  delete: "deleted",
  reorder: "reordered",
};

/** `zia/url-category:Partners` and `created`; what another run had done already is said. */
export const told = ({ address, action, status }: Outcome): { readonly address: string; readonly what: string } => ({
  address: visible(address),
  what: status === "converged" ? `${done[action]} already` : status === "done" ? done[action] : action,
});

/**
 * As inline code, which GitHub leaves alone (mentions, references, links, HTML). The twin of `code` in
 * `plan/render/safe.ts`, which this folder may not import; one test holds them together.
 */
export const code = (text: string): string => {
  const shown = visible(text).replaceAll("<!--", "< !--").replaceAll("-->", "-- >");
  if (shown.trim() === "") return shown === "" ? "`(empty)`" : "`(blank)`";
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = /^[` ]|[` ]$/.test(shown) ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
};
