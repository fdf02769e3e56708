import type { Builder } from "./builder.ts";

export function addWorkloads(acme: Builder): void {
  acme.namespace("CLOUD", "EXTERNAL", { region: ["eu-central-1", "us-east-1"], owner: ["platform", "finance"] });
  acme.namespace("ML", "ML", { role: ["web", "database"] });
  acme.namespace("ACME", "CUSTOM", {
    env: ["prod", "staging", "dev"],
    app: ["erp", "payroll", "shop", "ledger", "time-attendance", "ci-agent"],
    tier: ["web", "app", "db", "gateway"],
    zone: ["plant-koeln", "plant-ostrava", "dc-dresden"],
  });
  acme.zms("zms/agent-group", "Linux servers", {
    agentGroupType: "VM",
    cloudProvider: "AWS",
    adminStatus: "ENABLED",
    agentCount: 28,
    policyStatus: "ENABLED",
    upgradeStatus: "UP_TO_DATE",
    agentAutoUpgrade: "ENABLED",
    versionProfileName: "Default",
  });
  for (const [appNumber, app] of ["erp", "payroll", "shop", "ledger"].entries()) {
    for (const [tierNumber, tier] of ["web", "app", "db"].entries()) {
      for (const [number, env] of ["prod", "staging"].entries()) {
        acme.workload(`${app}-${tier}-${env}-01`, `10.${50 + appNumber}.${tierNumber}.${10 + number}`, {
          "ACME/app": app,
          "ACME/tier": tier,
          "ACME/env": env,
        });
      }
    }
  }
  for (const number of [1, 2]) {
    acme.workload(`ci-agent-0${number}`, `10.54.0.${number}`, { "CLOUD/owner": "platform", "ACME/app": "ci-agent" });
  }
  acme.workload("gw-koeln-01", "10.41.0.5", { "ACME/zone": "plant-koeln", "ACME/tier": "gateway" });
  acme.workload("gw-ostrava-01", "10.42.0.5", { "ACME/zone": "plant-ostrava", "ACME/tier": "gateway" });
}

export function addResourceGroups(acme: Builder): void {
  declaredResourceGroups(acme);
  acme.managedGroup("Databases", { "ACME/tier": ["db"], "ACME/env": ["prod"] });
  acme.managedGroup("Shop front end", { "ACME/app": ["shop"], "ACME/tier": ["web"] });
  acme.unmanagedGroup("Branch printers", { cidrs: ["192.0.2.128/25"], description: "Made in the portal" });
  acme.unmanagedGroup("Backup service", { cidrs: ["10.99.0.0/24"], fqdns: ["backup.acme.example"] });
  acme.zms("zms/app-zone", "Production", {
    description: "eu-central-1",
    memberCount: 12,
    includeAllVpcs: true,
    includeAllSubnets: true,
  });
  acme.zmsRule("ERP to databases", {
    priority: 100,
    action: "ALLOW",
    from: ["ERP production"],
    to: ["Databases"],
    ports: ["TCP/5432"],
    lastHit: "2026-01-11T08:00:00.000Z",
  });
  acme.zmsRule("Backups everywhere", {
    priority: 200,
    action: "ALLOW",
    from: ["Backup service"],
    to: "ANY",
    ports: ["TCP/10000-10010"],
  });
  acme.zmsRule("Nothing else to databases", { priority: 900, action: "SIM_BLOCK", from: "ANY", to: ["Databases"] });
}

function declaredResourceGroups(acme: Builder): void {
  acme.managedGroup(
    "ERP production",
    { "ACME/env": ["prod"], "ACME/app": ["erp"] },
    { description: "Application and database servers of the ERP" },
  );
  acme.managedGroup("Payroll production", { "ACME/env": ["prod"], "ACME/app": ["time-attendance", "payroll"] });
  acme.managedGroup(
    "Build agents",
    { "ACME/app": ["ci-agent"], "CLOUD/owner": ["platform"] },
    { description: "Short-lived, untrusted by design; they run whatever a branch contains" },
  );
  acme.managedGroup("Plant gateways", { "ACME/tier": ["gateway"], "ACME/zone": ["plant-ostrava", "plant-koeln"] });
  acme.unmanagedGroup("Plant floor Köln", {
    description: "Controllers and panels; no agent can run there",
    cidrs: ["10.41.16.0/22", "10.41.0.0/20"], // update: the subnet of hall 4 comes
  });
  acme.unmanagedGroup("Bank & tax gateways", {
    cidrs: ["198.51.100.16/28"],
    fqdns: ["elster.steuer.example", "h2h.alpencredit.example", "h2h.nordbank.example"],
  });
  acme.unmanagedGroup("Legacy file servers", {
    description: "Windows 2012, isolated until they are gone",
    cidrs: ["10.20.44.0/26"],
    fqdns: ["fs2.acme.example", "fs1.acme.example"],
  });
}
