import type { Unbound } from "../field.ts";
import { words } from "../fields/list.ts";
import { within } from "../fields/within.ts";
import { defineKind } from "../kind.ts";
import { policyRule } from "./policy-rule.ts";

const files = ["FILE_UPLOAD", "INSPECT_FILE_UPLOAD"];
const capabilities = [
  ...["CLIPBOARD_COPY", "CLIPBOARD_PASTE", ...files, "FILE_DOWNLOAD", "INSPECT_FILE_DOWNLOAD", "MONITOR_SESSION"],
  ...["RECORD_SESSION", "SHARE_SESSION", "JOIN_SESSION", "CONTROL_SESSION"],
];

/** Some let users do more, others let somebody watch them: one more is neither looser nor stricter by itself. */
const sessionWords: Unbound = (name) => ({
  ...words(capabilities, {
    about: "What users may do, and how they are watched",
    role: "effect",
    required: true,
  })(name),
  // Files are uploaded as they are, or once they were inspected. [SDK]
  check: (value) =>
    files.every((word) => (value as readonly string[]).includes(word))
      ? [{ path: [], message: `${files.join(" and ")} exclude each other` }]
      : [],
});

/** The first match decides. */
export const capabilitiesRule = defineKind(
  policyRule("CAPABILITIES_POLICY", {
    name: "zpa/capabilities-rule",
    title: "privileged capabilities rule",
    summary: "What users may do in a privileged session.",
    terraform: ["zpa_policy_capabilities_rule"],
    handles: true,
    actions: ["CHECK_CAPABILITIES"],
    rule: { allow: ["CHECK_CAPABILITIES"], block: [], guarded: ["CHECK_CAPABILITIES"] },
    objectTypes: "APP APP_GROUP SAML SCIM SCIM_GROUP",
    fields: { privilegedCapabilities: within("capabilities", sessionWords) },
  }),
);
