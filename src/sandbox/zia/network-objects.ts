import { isIP } from "node:net";
import type { Wire } from "../json.ts";
import type { ZiaKind } from "./kind.ts";

/** SDK: objects of the vendor's, and those of another product, cannot be modified. */
export const ownedElsewhere: NonNullable<ZiaKind["owned"]> = {
  is: (row: Wire) => row.isNonEditable === true || (row.creatorContext !== undefined && row.creatorContext !== "ZIA"),
  locked: true,
};

/** SDK: an address, a CIDR block or a range. */
export const isAddress = (text: string): boolean => {
  const [address = "", length] = text.split("/");
  const bits = isIP(address) === 4 ? 32 : 128;
  if (length !== undefined) return isIP(address) > 0 && /^\d+$/.test(length) && Number(length) <= bits;
  const [from = "", to = from] = text.split("-").map((part) => part.trim());
  return isIP(from) > 0 && isIP(from) === isIP(to);
};
