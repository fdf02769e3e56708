import { z } from "zod";

/** `sha256:<hex>`, as every digest is written here. */
export const sha256Shape = z.string().regex(/^sha256:[0-9a-f]{64}$/);

/** The full name of a commit, of either hash of Git. */
export const commitShape = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
