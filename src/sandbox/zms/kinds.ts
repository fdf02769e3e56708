/** What the tenant stores for ZMS. Agents, their groups and keys are addressed by `eyezId` (SDK). */
export interface ZmsKind {
  readonly kind: string;
  readonly nameKey: string;
  readonly idKey: string;
}

const kind = (name: string, nameKey = "name", idKey = "id"): ZmsKind => ({ kind: `zms/${name}`, nameKey, idKey });

export const zmsKinds: readonly ZmsKind[] = [
  kind("managed-resource-group"),
  kind("unmanaged-resource-group"),
  kind("recommended-resource-group"),
  kind("policy-rule"),
  kind("default-policy-rule"),
  kind("tag-namespace"),
  kind("tag-key"),
  kind("tag-value"),
  kind("resource"),
  kind("app-zone", "appZoneName"),
  kind("app-catalog-entry"),
  kind("agent", "name", "eyezId"),
  kind("agent-group", "name", "eyezId"),
  kind("nonce", "name", "eyezId"),
];
