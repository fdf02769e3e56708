/** Something that was read, or why it could not be: a judge that misses a fact says no. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** A fact. */
export const known = <T>(value: T): Read<T> => ({ ok: true, value });

/** A fact that is missing, with one sentence why: lower case, no full stop. */
export const unknown = (reason: string): Read<never> => ({ ok: false, reason });
