import type { Author } from "../../github/author.ts";
import type { Environment } from "../outcome.ts";

/** As whom the token writes: ZERODRIFT_APP_ID names an own GitHub App, where there is one. */
export const authorFrom = ({ env }: Environment): Author => {
  const id = env.ZERODRIFT_APP_ID?.trim() ?? "";
  return /^\d+$/.test(id) ? { appId: Number(id) } : {};
};
