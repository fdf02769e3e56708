import type { ApplyContext } from "../../src/apply/render/story.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { type AuditTrace, attribute, buildDrift } from "../../src/drift/report.ts";
import type { Address, KindName } from "../../src/model/address.ts";
import type { Action, Change, FieldChange, Impact } from "../../src/model/change.ts";
import type { DriftReport } from "../../src/model/drift.ts";
import type { OrderChange, Phase, Plan, PlannedRequest, Untouched } from "../../src/model/plan.ts";
import type { ApplyResult, Outcome, OutcomeStatus } from "../../src/model/result.ts";

export const urlRule: KindName = "zia/url-filtering-rule";
export const firewallRule: KindName = "zia/firewall-filtering-rule";
export const urlCategory: KindName = "zia/url-category";
export const accessRule: KindName = "zpa/access-rule";
export const segment: KindName = "zpa/application-segment";
export const managedGroup: KindName = "zms/managed-resource-group";

export const field = (path: string, before: unknown, after: unknown): FieldChange => ({ path, before, after });

export const listField = (path: string, before: readonly unknown[], after: readonly unknown[]): FieldChange => {
  const has = (list: readonly unknown[], one: unknown): boolean =>
    list.some((other) => JSON.stringify(other) === JSON.stringify(one));
  return {
    path,
    before,
    after,
    added: after.filter((one) => !has(before, one)),
    removed: before.filter((one) => !has(after, one)),
  };
};

export const created = (path: string, after: unknown): FieldChange => field(path, null, after);

export const movedTo = (before: string | null, after: string | null): FieldChange =>
  field("position", { after: before }, { after });

export const change = (
  kind: KindName,
  name: string,
  action: Action,
  fields: readonly FieldChange[],
  more: Partial<Change> = {},
): Change => ({
  address: `${kind}:${name}`,
  kind,
  name,
  action,
  id: action === "create" ? null : "1234",
  managed: action !== "delete",
  cause: "commit",
  takeover: false,
  impact: "neutral",
  fields,
  precondition: action === "create" ? null : `sha256:${"0".repeat(64)}`,
  ...(action === "delete" ? { managed: true } : { source: { file: `policies/${kind}.yaml`, line: 4, column: 5 } }),
  ...more,
});

export const impact = (value: Impact, impactReason: string): Partial<Change> => ({ impact: value, impactReason });

/** An impact that a whole sentence tells. */
export const told = (value: Impact, sentence: string): Partial<Change> => ({
  ...impact(value, sentence),
  impactTold: true,
});

export const request = (phase: Phase, address: Address, more: Partial<PlannedRequest> = {}): PlannedRequest => ({
  phase,
  method: "PUT",
  path: "/zia/api/v1/urlFilteringRules/1234",
  address,
  ...more,
});

export const activation: PlannedRequest = {
  phase: "activation",
  method: "POST",
  path: "/zia/api/v1/status/activate",
  address: "zia/activation:*",
};

const phaseOf = ({ action, impact: effect }: Change): Phase =>
  action === "delete" ? "cleanup" : effect === "narrows" ? "stricter" : "looser";

/** A plan around some changes; requests, counts and cost follow from them unless given. */
export const plan = (changes: readonly Change[], more: Partial<Plan> = {}): Plan => {
  const writes = changes.map((one) => request(phaseOf(one), one.address));
  const activates = changes.some(({ kind }) => kind.startsWith("zia/"));
  const requests = [...writes, ...(activates ? [activation] : [])];
  const number = (action: Action): number => changes.filter((one) => one.action === action).length;
  return {
    formatVersion: 1,
    digest: "sha256:5f0c1d9a7be24c3388a1f6e2b7d40951c6e8f3a2d1b0c9e8f7a6b5c4d3e2f1a0",
    tenant: { name: "acme", cloud: "production", customerId: "216196257331281920" },
    binding: {
      tool: "0.1.0",
      base: "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d",
      head: "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c",
      dirty: false,
      tree: `sha256:${"1".repeat(64)}`,
      includeDrift: false,
      kinds: null,
    },
    summary: {
      create: number("create"),
      update: number("update"),
      delete: number("delete"),
      move: changes.filter(({ fields }) => fields.some(({ path }) => path === "position")).length,
      unchanged: 40,
      takeover: 0,
      unmanaged: 7,
      drift: more.notTouched?.length ?? 0,
      broadens: changes.filter(({ impact: effect }) => effect === "broadens").length,
    },
    changes,
    orders: {},
    requests,
    activation: { zia: activates },
    staged: null,
    notTouched: [],
    consents: [],
    cost: { requests: requests.length, seconds: writes.length + (activates ? 3 : 0) },
    diagnostics: [],
    ...more,
  };
};

export const order = (
  before: readonly string[],
  after: readonly string[],
  crossings: OrderChange["crossings"] = [],
): OrderChange => ({ before, after, crossings });

const financeConditions = [
  { APP_GROUP: ["Finance apps"] },
  { SCIM_GROUP: [{ idp: "Okta", group: "Finance" }] },
  { POSTURE: [{ profile: "Corporate laptop", is: true }] },
];

const socialMedia: Untouched = {
  address: `${urlRule}:Block social media`,
  fields: [field("state", "DISABLED", "ENABLED"), listField("groups", ["Marketing", "Sales"], ["Marketing"])],
  by: "j.doe@acme.example",
  at: "2026-11-19T22:14:09Z",
};

const shadowed: Diagnostic = {
  severity: "warning",
  code: "unverified-reference",
  message: 'zia/url-category:Partner site is not in the tenant, but "Partner sites" is',
  source: { file: "policies/zia/url-categories.yaml", line: 12, column: 11 },
  excerpt: "  - name: Partner site",
  hint: "if it is a new spelling, say lifecycle.renamedFrom",
};

/** A Tuesday: a new rule for Finance, a category grows, a text changes, one rule moves. */
export const believable = (): Plan => {
  const changes = [
    change(
      accessRule,
      "Finance to ERP",
      "create",
      [
        created("action", "ALLOW"),
        created("description", "Asked for in CHG-4711"),
        created("conditions", financeConditions),
        created("position", { after: "Machine tunnel to domain controllers" }),
      ],
      {
        ...told(
          "broadens",
          "Finance (Okta) can now reach Finance apps (ERP and Treasury workstation), with posture Corporate laptop",
        ),
        source: { file: "policies/zpa/access.yaml", line: 41, column: 5 },
      },
    ),
    change(
      urlCategory,
      "Partner portals & suppliers",
      "update",
      [
        listField(
          "urls",
          [".partner.brandt-steel.example", "portal.hydraulik-vogt.example"],
          [".partner.brandt-steel.example", "orders.moravia-castings.example", "orders.ostrava-foundry.example"],
        ),
        field(
          "description",
          "B2B portals of suppliers and customers.\nApproved by Purchasing.\nReview: yearly\n",
          "B2B portals of suppliers and customers.\nApproved by Purchasing (SEC-1702).\nReview: yearly\n",
        ),
      ],
      {
        ...impact("neutral", "no rule that was read uses it"),
        source: { file: "policies/zia/url-categories.yaml", line: 8, column: 5 },
      },
    ),
    change(
      urlRule,
      "Block gambling",
      "update",
      [listField("urlCategories", ["GAMBLING"], ["GAMBLING", "Partner sites"]), movedTo("Allow HR", "Block malware")],
      {
        ...told("narrows", "Partner sites is now also blocked for anyone"),
        source: { file: "policies/zia/url-filtering.yaml", line: 4, column: 5 },
      },
    ),
  ];
  return plan(changes, {
    orders: {
      [accessRule]: order(
        ["Deny risky users", "Machine tunnel to domain controllers", "HR to personnel files"],
        ["Deny risky users", "Machine tunnel to domain controllers", "Finance to ERP", "HR to personnel files"],
      ),
      [urlRule]: order(
        ["Block malware", "Portal rule", "Allow HR", "Block gambling", "Allow the rest", "Default rule"],
        ["Block malware", "Block gambling", "Portal rule", "Allow HR", "Allow the rest", "Default rule"],
        [{ rule: "Block gambling", crosses: "Portal rule" }],
      ),
    },
    notTouched: [socialMedia],
    diagnostics: [shadowed],
  });
};

/** What one should not merge at 11 pm. */
export const dangerous = (): Plan => {
  const changes = [
    change(
      managedGroup,
      "Payroll production",
      "update",
      [
        listField(
          "tagFilters",
          [{ namespace: "CLOUD", tag: "Application", values: ["payroll"] }],
          [{ namespace: "CLOUD", tag: "Application", values: ["payroll", "time-attendance"] }],
        ),
      ],
      impact("unknown", "which rules use it cannot be read"),
    ),
    change(
      accessRule,
      "Treasury to the banks",
      "update",
      [
        listField(
          "conditions",
          [
            { APP: ["Treasury workstation"] },
            { SCIM_GROUP: [{ idp: "Okta", group: "Treasury" }] },
            { POSTURE: [{ profile: "Corporate laptop", is: true }] },
          ],
          [
            { APP: ["Treasury workstation"] },
            {
              SCIM_GROUP: [
                { idp: "Okta", group: "Treasury" },
                { idp: "Okta", group: "Interns" },
              ],
            },
          ],
        ),
      ],
      {
        ...told(
          "broadens",
          "Interns (Okta) can now also reach Treasury workstation; Interns (Okta) and Treasury (Okta) can now reach Treasury workstation, which no longer needs the posture Corporate laptop",
        ),
        unsafePrefix: "it opens access at once, while what this plan closes in ZIA takes effect only at activation",
      },
    ),
    change(
      segment,
      "Domain controllers",
      "update",
      [
        field("enabled", false, true),
        listField("tcpPorts", ["88", "389"], ["88", "389", "3389", "8000-8010"]),
        field("credential", { env: "ZERODRIFT_SECRET_DC", version: 2 }, { env: "ZERODRIFT_SECRET_DC", version: 3 }),
      ],
      told("broadens", "anyone can now reach Domain controllers (dc1.acme.example on TCP 88, 389, 3389 and 1 more)"),
    ),
    change(
      firewallRule,
      "Allow web from the offices",
      "update",
      [
        field("state", "DISABLED", "ENABLED"),
        listField("locationGroups", ["Offices"], []),
        listField("nwServices", ["HTTP", "HTTPS"], ["ANY TCP"]),
      ],
      impact("broadens", "an allowing rule is switched on"),
    ),
    change(
      firewallRule,
      "Block embargoed countries",
      "delete",
      [
        field("action", "BLOCK_DROP", null),
        field(
          "destCountries",
          ["COUNTRY_BY", "COUNTRY_CU", "COUNTRY_IR", "COUNTRY_KP", "COUNTRY_RU", "COUNTRY_SY"],
          null,
        ),
      ],
      told("broadens", "COUNTRY_BY, COUNTRY_CU, COUNTRY_IR and 3 more are no longer blocked for anyone"),
    ),
    change(urlCategory, "Old partners", "delete", [field("urls", ["old.example"], null)], { cause: "earlier-commit" }),
    change(urlRule, "Allow marketing study", "update", [field("action", "BLOCK", "CAUTION")], {
      ...impact("broadens", "a rule that blocked now allows"),
      cause: "drift",
    }),
  ];
  return plan(changes, {
    orders: {
      [firewallRule]: order(
        ["Allow DNS to our resolvers", "Block embargoed countries", "Allow web from the offices", "Default"],
        ["Allow DNS to our resolvers", "Allow web from the offices", "Default"],
      ),
    },
    staged: { by: "unknown" },
    diagnostics: [
      {
        severity: "error",
        code: "order-conflict",
        message: "zpa/access-rule:Treasury to the banks broadens, and no acknowledgement allows it",
        source: { file: "policies/zpa/access.yaml", line: 52, column: 5 },
        excerpt: "  - name: Treasury to the banks",
        hint: '{change: "zpa/access-rule:Treasury to the banks", allows: broadening, reason: "…"}',
      },
    ],
  });
};

export const empty = (more: Partial<Plan> = {}): Plan => plan([], more);

const words = ["steel", "castings", "logistics", "bearings", "customs", "energy", "travel", "insurance"];

/** A migration: thousands of objects, long lists, a few dangers in between. */
export const huge = (size = 2_000): Plan => {
  const changes = Array.from({ length: size }, (_, index) => {
    const word = words[index % words.length];
    const hosts = Array.from({ length: 1 + (index % 30) }, (_unused, at) => `host${at}.${word}${index}.example`);
    if (index % 400 === 7)
      return change(
        accessRule,
        `Team ${index} to ${word}`,
        "create",
        [
          created("action", "ALLOW"),
          created("conditions", [
            { APP: [`${word} ${index}`] },
            { SCIM_GROUP: [{ idp: "Okta", group: `Team ${index}` }] },
          ]),
        ],
        impact("broadens", "a new allowing rule"),
      );
    if (index % 5 === 0)
      return change(
        urlCategory,
        `Category ${index} ${word}`,
        "update",
        [listField("urls", hosts, [...hosts.slice(1), `new.${word}${index}.example`])],
        impact("neutral", "no rule that was read uses it"),
      );
    if (index % 97 === 3)
      return change(segment, `Segment ${index} ${word}`, "delete", [field("domainNames", hosts, null)]);
    return change(segment, `Segment ${index} ${word}`, "create", [
      created("enabled", true),
      created("domainNames", hosts),
      created("tcpPorts", ["443"]),
      created("segmentGroup", "Migrated"),
    ]);
  });
  return plan(changes);
};

/** Fifty rules, two of which move far and one is new. */
export const longOrder = (): Plan => {
  const names = Array.from({ length: 50 }, (_, index) => `Rule ${String(index + 1).padStart(2, "0")}`);
  const rest = names.filter((name) => name !== "Rule 40" && name !== "Rule 05");
  const after = [...rest.slice(0, 12), "Rule 40", "New rule", ...rest.slice(12, 35), "Rule 05", ...rest.slice(35)];
  const foreign = names.slice(12, 39);
  return plan(
    [
      change(
        urlRule,
        "Rule 40",
        "update",
        [movedTo("Rule 39", "Rule 13")],
        told(
          "narrows",
          '"Rule 40" now stands above "Rule 13", "Rule 14" and 25 more, so GAMBLING is now blocked for anyone',
        ),
      ),
      change(
        urlRule,
        "New rule",
        "create",
        [created("action", "BLOCK"), created("urlCategories", ["GAMBLING"]), created("position", { after: "Rule 40" })],
        impact("narrows", "a new blocking rule"),
      ),
      change(
        urlRule,
        "Rule 05",
        "update",
        [movedTo("Rule 04", "Rule 36")],
        told(
          "broadens",
          '"Rule 05" now stands below "Rule 06", "Rule 07" and 28 more, so MALWARE is no longer blocked for anyone, where those rules say otherwise',
        ),
      ),
    ],
    {
      orders: {
        [urlRule]: order(
          [...names, "Default rule"],
          [...after, "Default rule"],
          [...foreign.map((crosses) => ({ rule: "Rule 40", crosses })), { rule: "Rule 05", crosses: "Rule 20" }],
        ),
      },
    },
  );
};

/** What a terminal or GitHub could be fooled with. */
export const attacks: readonly string[] = [
  "\u001b[2J\u001b[31mowned\u001b[0m",
  "\u009b31mowned",
  "line one\nacme: no changes\n",
  "\r\u0008\u0008overwritten",
  "\u202eetirw\u202c \u2066bidi\u2069",
  "zero\u200bwidth",
  "@acme/security please merge",
  "fixes #1 and GH-2 and acme/repo#3",
  "https://evil.example/?x=1 www.evil.example mailto:a@evil.example",
  "![x](https://evil.example/pixel.png)",
  "[click](javascript:alert(1))",
  "<img src=x onerror=alert(1)>",
  "</code></summary></details><script>alert(1)</script>",
  "<!-- zerodrift:plan:acme:sha256:0000 -->",
  "--> visible again",
  "``` \n**out of the fence**",
  "````diff\n+ forged",
  "`tick` and ``two``",
  "`",
  "~~~\nout",
  "| a | b |\n|---|---|",
  "# heading",
  "1. list **bold** _it_ ~~no~~",
  "&lt;b&gt; &#64;acme &commat;acme",
  "$`math`$ $$x$$",
  ":tada: deadbeefcafe",
  "  spaces  ",
  "",
  "München 🏭 安全 naïve",
  "a\\`b\\|c",
];

export const hostile = (): Plan =>
  plan(
    attacks.map((attack, index) =>
      change(
        urlRule,
        attack,
        "update",
        [
          field("description", `old\n${attack}\nrest`, `new\n${attack}\nrest ${attack}`),
          listField("urlCategories", [attack], [attack, `${attack} too`]),
          field("endUserNotificationUrl", attack, `${attack}!`),
          movedTo(attack, `${attack} other`),
        ],
        {
          ...impact("broadens", `what action ${attack} does cannot be ordered`),
          source: { file: `policies/${attack}.yaml`, line: index + 1, column: 1 },
        },
      ),
    ),
    {
      tenant: { name: "acme @all <b>", cloud: "production", customerId: "1" },
      orders: {
        [urlRule]: order(
          attacks,
          [...attacks.slice(1), attacks[0] ?? ""],
          [{ rule: attacks[0] ?? "", crosses: attacks[6] ?? "" }],
        ),
      },
      notTouched: attacks.slice(0, 8).map((attack) => ({
        address: `${urlRule}:${attack}`,
        fields: [field("state", attack, "ENABLED")],
        by: attack,
        at: attack,
      })),
      consents: attacks.flatMap((attack, index) =>
        (["broadening", "overwrite-drift"] as const).map((allows) => ({
          address: `${urlRule}:${attack}` as const,
          allows,
          what: `was changed (${attack}) and is overwritten`,
          given:
            index % 2 === 0
              ? { reason: attack, source: { file: `policies/${attack}.yaml`, line: 1, column: 1 } }
              : null,
        })),
      ),
      diagnostics: attacks.map((attack) => ({
        severity: "warning",
        code: "unknown-value",
        message: `"${attack}" is not among those known`,
        source: { file: attack, line: 1, column: 1 },
        hint: attack,
      })),
    },
  );

export const outcome = (
  address: Address,
  action: Outcome["action"],
  status: OutcomeStatus,
  error?: string,
): Outcome => ({
  address,
  action,
  status,
  ...(error === undefined ? {} : { error }),
});

export const result = (outcomes: readonly Outcome[], more: Partial<ApplyResult> = {}): ApplyResult => {
  const number = (status: OutcomeStatus): number => outcomes.filter((one) => one.status === status).length;
  return {
    digest: "sha256:5f0c1d9a7be24c3388a1f6e2b7d40951c6e8f3a2d1b0c9e8f7a6b5c4d3e2f1a0",
    outcomes,
    activation: { zia: "active" },
    staged: null,
    summary: {
      done: number("done"),
      failed: number("failed"),
      skipped: number("skipped"),
      converged: number("converged"),
      writes: number("done") + number("failed"),
    },
    ...more,
  };
};

interface Applied {
  readonly result: ApplyResult;
  readonly context: ApplyContext;
}

const acme: ApplyContext = { tenant: "acme" };

const five = (statuses: readonly OutcomeStatus[], error?: string): readonly Outcome[] =>
  (
    [
      [`${urlCategory}:Partner portals & suppliers`, "update"],
      [`${accessRule}:Finance to ERP`, "create"],
      [`${accessRule}:*`, "reorder"],
      [`${urlRule}:Block gambling`, "update"],
      [`${firewallRule}:Block embargoed countries`, "update"],
      [`${urlCategory}:Old partners`, "delete"],
    ] as const
  ).map(([address, action], index) => {
    const status = statuses[index] ?? "done";
    return outcome(address, action, status, status === "failed" ? error : undefined);
  });

const conflict = "PUT /zia/api/v1/urlFilteringRules/1234 was refused: 409 EDIT_LOCK_NOT_AVAILABLE (request 7f3a)";

export const applied: Readonly<Record<string, Applied>> = {
  done: { result: result(five([])), context: { ...acme, seconds: 14 } },
  "done-resumed": {
    result: result(five(["converged", "converged", "done"])),
    context: { ...acme, seconds: 8 },
  },
  "done-many": {
    result: result(
      Array.from({ length: 60 }, (_, index) => outcome(`${segment}:Segment ${index}`, "create", "done")),
      {
        activation: { zia: "not-needed" },
      },
    ),
    context: { ...acme, seconds: 61 },
  },
  nothing: { result: result([], { activation: { zia: "not-needed" } }), context: acme },
  partial: {
    result: result(five(["done", "done", "done", "failed", "skipped", "skipped"], conflict), {
      activation: { zia: "withheld" },
      staged: { by: "ours" },
      problem: conflict,
    }),
    context: acme,
  },
  "first-write": {
    result: result(five(["skipped", "skipped", "skipped", "skipped", "skipped", "skipped"]), {
      activation: { zia: "withheld" },
      staged: { by: "unknown" },
      problem: "somebody else wrote to ZIA meanwhile (zia/url-category:Partner portals & suppliers changed)",
    }),
    context: { ...acme, nextCommand: "zerodrift plan" },
  },
  withheld: {
    result: result(five([]), {
      activation: { zia: "withheld" },
      staged: { by: "ours" },
      problem: "somebody else wrote to ZIA meanwhile (zia/url-filtering-rule:Allow HR vanished)",
    }),
    context: acme,
  },
  "activation-failed": {
    result: result(five([]), {
      activation: { zia: "failed" },
      staged: { by: "ours" },
      problem: "ZIA was still activating after 15 min",
    }),
    context: acme,
  },
};

const driftPlan = (): Plan =>
  plan(
    [
      change(
        urlRule,
        "Block gambling",
        "update",
        [
          field("state", "DISABLED", "ENABLED"),
          listField("urlCategories", ["GAMBLING"], ["GAMBLING", "Partner sites"]),
        ],
        {
          ...impact("narrows", "a blocking rule is switched on"),
          source: { file: "policies/zia/url.yaml", line: 4, column: 5 },
        },
      ),
      change(urlRule, "Allow HR", "update", [movedTo("Block malware", "Block gambling")], {
        source: { file: "policies/zia/url.yaml", line: 19, column: 5 },
      }),
      change(
        accessRule,
        "Finance to ERP",
        "create",
        [created("action", "ALLOW"), created("conditions", financeConditions)],
        {
          ...impact("broadens", "a new allowing rule"),
          source: { file: "policies/zpa/access.yaml", line: 41, column: 5 },
        },
      ),
    ],
    {
      orders: {
        [urlRule]: order(
          ["Block malware", "Allow HR", "Portal rule", "Block gambling", "Default rule"],
          ["Block malware", "Portal rule", "Block gambling", "Allow HR", "Default rule"],
          [{ rule: "Allow HR", crosses: "Portal rule" }],
        ),
      },
    },
  );

export const traces: readonly AuditTrace[] = [
  { at: "2026-11-18T09:00:00.000Z", admin: "a.smith", action: "UPDATE", resource: "Block gambling" },
  {
    at: "2026-11-19T22:14:09.000Z",
    admin: "j.doe",
    action: "UPDATE",
    resource: " block GAMBLING",
    clientIp: "203.0.113.7",
    interface: "UI",
  },
  {
    at: "2026-11-20T08:00:00.000Z",
    admin: "zerodrift-ci",
    action: "UPDATE",
    resource: "Block gambling",
    interface: "API",
  },
  { at: "2026-11-20T09:00:00.000Z", admin: "a.smith", action: "SIGN_IN", resource: "Block gambling" },
  { at: "2026-11-20T09:30:00.000Z", admin: "a.smith", action: "DELETE", resource: "Finance to ERP" },
];

export const report = (): DriftReport => buildDrift(driftPlan());

export const drifted: Readonly<Record<string, () => DriftReport>> = {
  opened: () => attribute(report(), traces, { ownAdmin: "Zerodrift-CI" }),
  "without-log": () => ({ ...report(), attribution: "the audit report was not ready after 60 s" }),
  none: () => buildDrift(empty()),
  hostile: () =>
    attribute(
      buildDrift(hostile()),
      attacks.map((attack) => ({ at: attack, admin: attack, action: "UPDATE", resource: attack, interface: attack })),
    ),
};
