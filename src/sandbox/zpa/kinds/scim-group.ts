import { lookup } from "../lookup.ts";

export const scimGroup = lookup("zpa/scim-group", undefined, {
  // Recorded: numeric ids, and the IdP as a bare number of 18 digits.
  born: (row, { next, seconds }) => ({
    idpGroupId: null,
    ...row,
    id: Number(row.id ?? next("zpa scim", 3_251_059)),
    idpId: BigInt(String(row.idpId ?? 0)),
    creationTime: Number(row.creationTime ?? seconds),
    modifiedTime: Number(row.modifiedTime ?? seconds),
  }),
});
