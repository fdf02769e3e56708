import type { Wire } from "../json.ts";

/** Recorded on most kinds: who may change the object. */
export const governed: Wire = { readOnly: false, zscalerManaged: false };
