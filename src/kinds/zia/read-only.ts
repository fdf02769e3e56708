/**
 * Keys of ZIA rules that the server owns. Sending the flags back makes it refuse the whole body; sending an old stamp
 * makes it report a stale configuration. [provider, SDK]
 */
export const ruleReadOnly = [
  "id",
  "accessControl",
  "lastModifiedTime",
  "lastModifiedBy",
  "predefined",
  "defaultRule",
  "usersAndGroupsSet",
  "groupsAndDepartmentsSet",
] as const;
