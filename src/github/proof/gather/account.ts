import type { Account } from "../facts.ts";

interface Listed {
  readonly id?: number;
  readonly login?: string;
  readonly type?: string;
}

/** An account, or null: GitHub says null, or an empty object, where there is none. */
export const accountFrom = (user: Listed | null | undefined): Account | null =>
  user?.id === undefined || user.login === undefined
    ? null
    : { id: user.id, login: user.login, type: user.type ?? "unknown" };
