import type { Builder } from "./builder.ts";

/** What Acme set for everybody: exceptions that piled up over the years, and protection with a hole or two. */
export function addSettings(acme: Builder): void {
  acme.zia("zia/security-allowlist", "global", {
    whitelistUrls: [".windowsupdate.example", "pki.acme.example", "telemetry.machine-vendor.example/upload"],
  });
  acme.zia("zia/security-denylist", "global", {
    blacklistUrls: [".acme-login.example", "acme-support.example", "invoice-acme.example/pay"],
  });
  acme.zia("zia/auth-exempted-urls", "global", {
    urls: ["captive.guest.example", ".windowsupdate.example", "ocsp.pki.example"],
  });
  acme.zia("zia/security-exceptions", "global", { bypassUrls: ["scanner.quality.acme.example"] });
  acme.zia("zia/malicious-urls", "global", { maliciousUrls: ["drive-by.example/kit"] });
  acme.zia("zia/advanced-threat-settings", "global", {
    riskTolerance: 40,
    cmdCtlServerBlocked: true,
    cmdCtlTrafficBlocked: true,
    malwareSitesBlocked: true,
    browserExploitsBlocked: true,
    knownPhishingSitesBlocked: true,
    suspectedPhishingSitesBlocked: true,
    anonymizerBlocked: true,
    torBlocked: true,
    cryptoMiningBlocked: true,
    blockedCountries: ["COUNTRY_KP"],
  });
  acme.zia("zia/malware-settings", "global", {
    virusBlocked: true,
    trojanBlocked: true,
    wormBlocked: true,
    spywareBlocked: true,
    ransomwareBlocked: true,
  });
  acme.zia("zia/malware-policy", "global", { blockPasswordProtectedArchiveFiles: true });
  acme.zia("zia/malware-inspection", "global", { inspectInbound: true, inspectOutbound: true });
  acme.zia("zia/malware-protocols", "global", { inspectHttp: true, inspectFtpOverHttp: true });
}
