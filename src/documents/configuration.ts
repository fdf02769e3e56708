import { posix } from "node:path";
import { type Checked, checked, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { withExcerpts } from "../diagnostics/excerpt.ts";
import type { Severities } from "../diagnostics/severities.ts";
import type { Source } from "../diagnostics/source.ts";
import { type Product, products } from "../model/address.ts";
import { compileChecker } from "./check.ts";
import { configurationSchema } from "./configuration-schema.ts";
import { type ParsedDocument, parseYaml } from "./parse.ts";
import type { Path } from "./places.ts";
import { isRecord, type JsonSchema } from "./problems.ts";
import { quote } from "./words.ts";

export { configurationSchema } from "./configuration-schema.ts";

export type Connection =
  | { readonly sandbox: string }
  | { readonly cloud?: string; readonly vanityDomain?: string; readonly customerId?: string };

/** zerodrift.yaml with every default filled in. */
export interface Configuration {
  readonly tenant: string;
  /** Absent: the environment alone decides. */
  readonly connection?: Connection;
  readonly policies: string;
  readonly products: readonly Product[];
  readonly authoritative: readonly string[];
  readonly order: Readonly<Record<string, readonly string[]>>;
  readonly writes: { readonly enabled: boolean; readonly allow: readonly string[] };
  readonly guardrails: { readonly maxDeletes: number; readonly maxChangePercent: number };
  /** Severities of the findings of the analysis; those not named are warnings. */
  readonly analysis: Severities;
  readonly approvals: {
    readonly required: number;
    readonly teams: readonly string[];
    readonly maxPlanAge: string;
  };
  /** Where a part of the file stands; absent when the configuration was not read from one. */
  readonly at?: (path: Path) => Source;
}

const checker = compileChecker(configurationSchema as JsonSchema, "the configuration");

/** Spellings of what must never stand in a repository. */
const credential =
  /^(zscaler)?(api|oauth2?|access|auth|bearer|client|private|shared)?(secret|password|passwd|passphrase|token|privatekey|apikey|clientid|credentials?)$/;
const isCredential = (key: string): boolean => credential.test(key.toLowerCase().replace(/[\s_.-]/g, ""));

/** Every key of the file with its path. */
const keysOf = (value: unknown, path: Path): readonly Path[] => {
  if (Array.isArray(value)) return value.flatMap((item, index) => keysOf(item, [...path, index]));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [[...path, key], ...keysOf(item, [...path, key])]);
};

const credentialsIn = ({ value, places }: ParsedDocument): readonly Diagnostic[] =>
  keysOf(value, [])
    .filter((path) => isCredential(String(path.at(-1))))
    .map((path) => ({
      severity: "error",
      code: "invalid-configuration",
      message: `${quote(String(path.at(-1)))} looks like a credential, which must not stand in the repository`,
      source: places.keyAt(path),
      // Instead of the line, which shows the value.
      excerpt: "",
      hint: "remove it, replace the credential at the vendor, and set ZSCALER_CLIENT_ID and ZSCALER_CLIENT_SECRET in the environment",
    }));

/** A line that would show a credential even where YAML cannot be read. */
const credentialLine = /(secret|passw|token|private.?key|api.?key|credential)/i;

/** Problems at keys that are already reported as credentials say nothing new. */
const withoutEchoes = (found: readonly Diagnostic[], credentials: readonly Diagnostic[]): readonly Diagnostic[] =>
  found.filter(
    ({ source }) =>
      !credentials.some((one) => one.source?.line === source?.line && one.source?.column === source?.column),
  );

const checkDocument = (document: ParsedDocument): readonly Diagnostic[] => {
  const credentials = credentialsIn(document);
  const found = checker
    .check(document.value, document.places, [])
    .map((one): Diagnostic => ({ ...one, code: "invalid-configuration" }));
  return [...credentials, ...withoutEchoes(found, credentials)];
};

const conceal = (found: Diagnostic): Diagnostic =>
  found.excerpt !== undefined && credentialLine.test(found.excerpt) ? { ...found, excerpt: "" } : found;

/** `./policies/` and `policies` are one folder. */
const tidy = (path: string): string => posix.normalize(path).replace(/\/$/, "");

type Given = Partial<Omit<Configuration, "writes" | "guardrails" | "approvals" | "at">> & {
  readonly tenant: string;
  readonly writes?: Partial<Configuration["writes"]>;
  readonly guardrails?: Partial<Configuration["guardrails"]>;
  readonly approvals?: Partial<Configuration["approvals"]>;
};

const tidyConnection = (connection: Connection): Connection =>
  "sandbox" in connection ? { sandbox: tidy(connection.sandbox) } : connection;

const withDefaults = (given: Given): Configuration => ({
  tenant: given.tenant,
  ...(given.connection === undefined ? {} : { connection: tidyConnection(given.connection) }),
  policies: tidy(given.policies ?? "policies"),
  products: products.filter((product) => (given.products ?? products).includes(product)),
  authoritative: given.authoritative ?? [],
  order: given.order ?? {},
  writes: { enabled: false, allow: [], ...given.writes },
  guardrails: { maxDeletes: 10, maxChangePercent: 30, ...given.guardrails },
  analysis: given.analysis ?? {},
  approvals: { required: 1, teams: [], maxPlanAge: "7d", ...given.approvals },
});

/** What counts where there is no zerodrift.yaml. */
export const defaultConfiguration: Configuration = withDefaults({ tenant: "tenant" });

const invalid = (message: string, source: Source, hint: string): Diagnostic => ({
  severity: "error",
  code: "invalid-configuration",
  message,
  source,
  hint,
});

/** What zerodrift.yaml says, beside its mistakes. */
export interface ReadConfiguration {
  /** Absent when not even the tenant can be read. */
  readonly configuration?: Configuration;
  readonly diagnostics: readonly Diagnostic[];
}

/** The top-level keys that have nothing wrong in them. */
const soundPart = ({ value, places }: ParsedDocument): Partial<Given> => {
  if (!isRecord(value)) return {};
  const isSound = ([key, item]: [string, unknown]): boolean =>
    checker.check({ tenant: "tenant", [key]: item }, places, []).length === 0;
  return Object.fromEntries(Object.entries(value).filter(isSound));
};

/** Reads zerodrift.yaml as far as it can be read. */
export const readConfiguration = (text: string, file: string): ReadConfiguration => {
  const parsed = parseYaml(text.replace(/^\ufeff/, ""), file);
  const [document, second] = parsed.documents;
  const found = [...parsed.diagnostics];
  if (second !== undefined)
    found.push(invalid("the configuration is one document", second.source, "remove the second"));
  if (document === undefined && found.length === 0) {
    found.push(invalid("the configuration is empty", { file, line: 1, column: 1 }, "write `tenant: <name>`"));
  }
  if (document !== undefined) found.push(...checkDocument(document));
  const diagnostics = withExcerpts(found, () => text).map(conceal);
  if (document === undefined) return { diagnostics };
  const given = found.length === 0 ? (document.value as Given) : soundPart(document);
  const { tenant } = given;
  if (tenant === undefined) return { diagnostics };
  return { configuration: { ...withDefaults({ ...given, tenant }), at: document.places.valueAt }, diagnostics };
};

/** Reads zerodrift.yaml; all its mistakes are returned together. */
export const loadConfiguration = (text: string, file: string): Checked<Configuration> => {
  const { configuration, diagnostics } = readConfiguration(text, file);
  if (configuration === undefined || diagnostics.length > 0) return { ok: false, diagnostics };
  return checked(configuration, diagnostics);
};
