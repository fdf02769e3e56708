import type { Spec } from "../../../src/model/resource.ts";
import type { Example } from "../../support/kind-example.ts";

const both = ["serverCertificates", "ocspCheck", "blockSslTrafficWithNoSniEnabled"];
const decrypted = ["minClientTLSVersion", "minServerTLSVersion", "blockUndecrypt", "http2Enabled"];
const undecrypted = ["bypassOtherPolicies", "minTLSVersion"];
const cleared = (...names: readonly string[]): Spec => Object.fromEntries(names.map((name) => [name, null]));

export const example: Example = {
  minimal: { action: "BLOCK" },
  values: {
    serverCertificates: ["ALLOW", "BLOCK"],
    minClientTLSVersion: ["CLIENT_TLS_1_1", "CLIENT_TLS_1_2"],
    minServerTLSVersion: ["SERVER_TLS_1_1", "SERVER_TLS_1_2"],
    minTLSVersion: ["SERVER_TLS_1_1", "SERVER_TLS_1_2"],
  },
  variants: [
    {
      without: [...undecrypted, "showEUN", "showEUNATP"],
      values: { action: ["DECRYPT", "BLOCK"] },
      along: { action: cleared(...both, ...decrypted) },
    },
    {
      without: decrypted,
      values: { action: ["DO_NOT_DECRYPT", "DECRYPT"] },
      along: { action: cleared(...undecrypted, "showEUN", "showEUNATP") },
    },
  ],
  elsewhere: ["rank"],
};
