export type Product = "token" | "zia" | "zpa" | "zms";

/** Which product a path belongs to, by its first segment. */
export function productOf(path: string): Product | undefined {
  const [, first = ""] = path.split("/");
  if (first === "oauth2") return "token";
  return first === "zia" || first === "zpa" || first === "zms" ? first : undefined;
}
