import { type Checked, checked, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { type CloudHosts, clouds } from "./clouds.ts";
import { readPrivateKey, unfoldPem } from "./private-key.ts";

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret?: string;
  /** PEM or JWK text; wins over the secret. */
  readonly privateKey?: string;
}

/** Where a tenant is and who we are there. */
export interface Connection {
  readonly tokenUrl: string;
  /** Without a slash at the end. */
  readonly apiUrl: string;
  readonly cloud: string;
  readonly vanityDomain: string;
  /** Tenant id in ZPA and ZMS paths; decimal digits. */
  readonly customerId: string;
  readonly credentials: Credentials;
}

export interface ConnectionDefaults {
  readonly cloud?: string;
  readonly vanityDomain?: string;
  readonly customerId?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;
type Report = (diagnostic: Diagnostic) => void;

const clientHint = "ZIdentity admin portal, Integration > API Clients";
const hints: Readonly<Record<string, string>> = {
  ZSCALER_CLIENT_ID: `copy the client id from the ${clientHint}`,
  ZSCALER_CLIENT_SECRET: `copy the secret when the client is made (${clientHint}), or set ZSCALER_PRIVATE_KEY instead`,
  ZSCALER_VANITY_DOMAIN: 'the first label of the sign-in address, "acme" for acme.zslogin.net',
  ZSCALER_CUSTOMER_ID: "copy the number from the admin portal, Administration > Company Profile",
};

/** Values pasted into CI secrets often end in a line feed. */
const read = (env: Environment, name: string): string | undefined => env[name]?.trim() || undefined;

const missing = (name: string): Diagnostic => ({
  severity: "error",
  code: "missing-credentials",
  message: `the environment variable ${name} is not set`,
  hint: hints[name],
});

const invalid = (message: string, hint: string): Diagnostic => ({
  severity: "error",
  code: "invalid-value",
  message,
  hint,
});

/**
 * Reads the variables under the names the vendor's SDKs use. The environment wins over `defaults`, which come from the
 * repository and therefore never hold credentials or a free choice of host.
 */
export function connectionFromEnvironment(env: Environment, defaults: ConnectionDefaults = {}): Checked<Connection> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const override = read(env, "ZERODRIFT_API_URL");
  const cloud = (read(env, "ZSCALER_CLOUD") ?? defaults.cloud ?? "production").toLowerCase();
  const vanity = read(env, "ZSCALER_VANITY_DOMAIN") ?? defaults.vanityDomain;
  const urls = override === undefined ? publicUrls(cloud, vanity, report) : overriddenUrls(override, report);
  const connection: Connection = {
    ...urls,
    cloud,
    vanityDomain: vanity === undefined ? "" : vanityLabel(vanity),
    customerId: customerIdFrom(read(env, "ZSCALER_CUSTOMER_ID") ?? defaults.customerId, report),
    credentials: credentialsFrom(env, report),
  };
  return checked(connection, diagnostics);
}

type Urls = Pick<Connection, "tokenUrl" | "apiUrl">;
const noUrls: Urls = { tokenUrl: "", apiUrl: "" };
const tokenPath = "/oauth2/v1/token";

function publicUrls(cloud: string, vanity: string | undefined, report: Report): Urls {
  const hosts = hostsOf(cloud);
  if (hosts === undefined) {
    const known = Object.keys(clouds).join(", ");
    report(invalid(`ZSCALER_CLOUD "${cloud}" is not a known cloud`, `known clouds: ${known}`));
  }
  const label = vanity === undefined ? undefined : vanityLabel(vanity);
  if (vanity === undefined) report(missing("ZSCALER_VANITY_DOMAIN"));
  else if (label === "") {
    report(invalid(`ZSCALER_VANITY_DOMAIN "${vanity}" is not a host label`, hints.ZSCALER_VANITY_DOMAIN!));
  }
  if (hosts === undefined || !label) return noUrls;
  return { tokenUrl: `https://${label}.${hosts.tokenDomain}${tokenPath}`, apiUrl: `https://${hosts.apiHost}` };
}

const hostsOf = (cloud: string): CloudHosts | undefined => (Object.hasOwn(clouds, cloud) ? clouds[cloud] : undefined);

/**
 * The label alone, also from the whole sign-in host; empty for anything else. The value becomes part of the host that the
 * secret is sent to, so nothing but a label may pass.
 */
function vanityLabel(value: string): string {
  const suffix = Object.values(clouds).find(({ tokenDomain }) => value.toLowerCase().endsWith(`.${tokenDomain}`));
  const label = suffix === undefined ? value : value.slice(0, -suffix.tokenDomain.length - 1);
  return /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(label) ? label.toLowerCase() : "";
}

function overriddenUrls(text: string, report: Report): Urls {
  const url = parseUrl(text);
  if (url === undefined) {
    report(
      invalid("ZERODRIFT_API_URL is not a plain base URL", "use a form such as https://api.example.test, without user"),
    );
    return noUrls;
  }
  if (url.protocol !== "https:" && !isLoopback(url)) {
    report(
      invalid(
        `ZERODRIFT_API_URL uses "${url.protocol}//" towards "${url.hostname}"`,
        "use https; plain http is for loopback addresses only, since it shows the secret to the network",
      ),
    );
    return noUrls;
  }
  const apiUrl = `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
  return { tokenUrl: `${apiUrl}${tokenPath}`, apiUrl };
}

/** An http(s) URL of origin and path only; credentials in it would end up in messages. */
function parseUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const plain = url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  return plain && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** `localhost` is loopback by RFC 6761; other names could resolve anywhere. */
const isLoopback = (url: URL): boolean => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);

function customerIdFrom(value: string | undefined, report: Report): string {
  if (value === undefined) {
    report(missing("ZSCALER_CUSTOMER_ID"));
    return "";
  }
  if (!/^\d+$/.test(value)) {
    report(invalid(`ZSCALER_CUSTOMER_ID "${value}" is not a decimal number`, hints.ZSCALER_CUSTOMER_ID!));
  }
  return value;
}

function credentialsFrom(env: Environment, report: Report): Credentials {
  const clientId = read(env, "ZSCALER_CLIENT_ID");
  const clientSecret = read(env, "ZSCALER_CLIENT_SECRET");
  const keyText = read(env, "ZSCALER_PRIVATE_KEY");
  const privateKey = keyText === undefined ? undefined : unfoldPem(keyText);
  if (clientId === undefined) report(missing("ZSCALER_CLIENT_ID"));
  if (clientSecret === undefined && privateKey === undefined) report(missing("ZSCALER_CLIENT_SECRET"));
  if (privateKey !== undefined && readPrivateKey(privateKey) === undefined) {
    report(
      invalid(
        "ZSCALER_PRIVATE_KEY is not an RSA key that can be used",
        "give the text itself: unencrypted PEM (PKCS#8 or PKCS#1) or JWK, 2048 bits or more",
      ),
    );
  }
  return { clientId: clientId ?? "", clientSecret, privateKey };
}

/** ZERODRIFT_CLOCK_RATE, honoured only towards loopback: hurrying a real tenant would mean hammering it. */
export function clockRateFrom(env: Environment, apiUrl: string): number {
  const rate = Number(read(env, "ZERODRIFT_CLOCK_RATE") ?? "1");
  if (!URL.canParse(apiUrl) || !isLoopback(new URL(apiUrl))) return 1;
  return Number.isFinite(rate) && rate > 0 ? rate : 1;
}
