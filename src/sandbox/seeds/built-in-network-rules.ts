import type { Wire } from "../json.ts";
import type { Builder } from "./builder.ts";

/** Rules and classes of the service itself, with their recorded names and numbers. */
export function addBuiltInNetworkRules(builder: Builder): void {
  addDnsRules(builder);
  addForwardingRules(builder);
  addBandwidth(builder);
  builder.zia("zia/firewall-ips-rule", "Default Cloud IPS Rule", {
    action: "BLOCK_DROP",
    order: -1,
    defaultRule: true,
    predefined: true,
  });
  builder.zia("zia/nat-control-rule", "Zscaler Trusted DNS Resolver", {
    redirectIp: "198.51.100.53",
    nwServices: ["DNS"],
    trustedResolverRule: true,
    predefined: true,
  });
}

function addDnsRules({ zia }: Builder): void {
  const add = (name: string, action: string, fields: Wire): void => {
    zia("zia/firewall-dns-rule", name, { action, ...fields });
  };
  const predefined = true;
  const risky = ["PHISHING", "BOTNET", "MALWARE_SITE"];
  add("Office 365 One Click Rule", "ALLOW", { predefined, state: "DISABLED" });
  // Recorded: two of them share a number. What they ask for is assumed.
  add("Critical risk DNS categories", "BLOCK", { predefined, order: 2, destIpCategories: risky });
  add("Critical risk DNS tunnels", "BLOCK", { predefined, order: 2, applications: ["DNSTUNNEL"] });
  add("Unknown DNS Traffic", "ALLOW", { predefined, order: -3, defaultRule: true });
  add("Default Firewall DNS Rule", "ALLOW", { order: -1, defaultRule: true });
}

/** Recorded: told by their numbers only. Which way they send traffic is assumed. */
function addForwardingRules({ zia }: Builder): void {
  const add = (name: string, forwardMethod: string, order: number): void => {
    zia("zia/forwarding-control-rule", name, { type: "FORWARDING", forwardMethod, order });
  };
  add("ZPA Pool For Stray Traffic", "DROP", -2);
  add("Client Connector Traffic Direct", "DIRECT", -3);
  add("ZIA Inspected ZPA Apps", "ZPA", -4);
  add("Fallback mode of ZPA Forwarding", "ZPA", -5);
}

const classes = "GENERAL_SURFING LARGE_FILE SALES FINANCE MEDIA WEBCONF VOIP FSHARE".split(" ");

function addBandwidth({ zia }: Builder): void {
  for (const [index, word] of classes.entries()) {
    const type = `BANDWIDTH_CAT_${word}`;
    // Recorded: the list calls this one otherwise than rules do.
    const name = word === "LARGE_FILE" ? word : type;
    zia("zia/bandwidth-class", name, {
      id: index + 1,
      type,
      isNameL10nTag: true,
      ...(word === "LARGE_FILE" ? { fileSize: "FILE_50MB" } : {}),
    });
  }
  const whole = { protocols: ["ANY_RULE"], minBandwidth: 0, maxBandwidth: 100 };
  zia("zia/bandwidth-control-rule", "Streaming Media Bandwidth", {
    ...whole,
    bandwidthClasses: ["BANDWIDTH_CAT_MEDIA"],
    state: "DISABLED",
  });
  zia("zia/bandwidth-control-rule", "Default Bandwidth Control", {
    ...whole,
    bandwidthClasses: ["BANDWIDTH_CAT_GENERAL_SURFING"],
    order: 2147483647,
    defaultRule: true,
  });
}
