import type { Unbound } from "../field.ts";
import { refs } from "../fields/references.ts";

/** A list of category ids, as most rules write it; ANY names none. [recorded] */
export const categories = (about: string): Unbound =>
  refs("zia/url-category", { about, form: "bare", role: "match", any: ["ANY"] });
