import { refs } from "../fields/references.ts";

/** Whether `resCategories` come beside the other destinations or narrow them is not known: both are reckoned with. [ASSUMED] */
export const resolvedCategories = refs("zia/url-category", {
  about: "URL categories of the resolved address",
  form: "bare",
  role: "match",
  asks: "where",
  criterion: "destination",
  any: ["ANY"],
});
