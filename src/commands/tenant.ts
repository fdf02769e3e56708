import { resolve } from "node:path";
import { type Clock, systemClock } from "../clients/clock.ts";
import { type Connection, clockRateFrom, connectionFromEnvironment } from "../clients/connection.ts";
import { type Api, createApi } from "../clients/http.ts";
import { type Checked, checked } from "../diagnostics/diagnostic.ts";
import type { Configuration } from "../documents/configuration.ts";
import type { TenantName } from "../model/plan.ts";
import type { Environment } from "./outcome.ts";
import { version } from "./version.ts";

/** An open tenant: the real one, or the embedded one served in-process. */
export interface Tenant {
  readonly name: TenantName;
  readonly api: Api;
  readonly clock: Clock;
  close(): Promise<void>;
}

const defaultMaxWaitMs = 15 * 60_000;

const sandboxFile = (configuration: Configuration): string | undefined =>
  configuration.connection !== undefined && "sandbox" in configuration.connection
    ? configuration.connection.sandbox
    : undefined;

/** An explicit API address, or CI with credentials, comes before the configuration. */
const usesEnvironment = ({ env }: Environment): boolean =>
  env.ZERODRIFT_API_URL !== undefined || (env.CI !== undefined && env.CI !== "" && env.ZSCALER_CLIENT_ID !== undefined);

const open = (
  connection: Connection,
  configuration: Configuration,
  environment: Environment,
  maxWaitMs: number,
  closeServer: () => Promise<void>,
): Tenant => {
  const clock = systemClock(clockRateFrom(environment.env, connection.apiUrl));
  const api = createApi({
    connection,
    clock,
    maxWaitMs,
    userAgent: `zerodrift/${version} node/${process.versions.node}`,
    onWait: ({ reason, ms, path }) => environment.report(`waiting ${Math.ceil(ms / 1000)} s: ${reason} (${path})`),
    signal: environment.signal,
  });
  return {
    name: { name: configuration.tenant, cloud: connection.cloud, customerId: connection.customerId },
    api,
    clock,
    close: async () => {
      await api.close();
      await closeServer();
    },
  };
};

/** Opens the tenant the configuration and the environment name. */
export const openTenant = async (
  configuration: Configuration,
  root: string,
  environment: Environment,
  maxWaitMs = defaultMaxWaitMs,
): Promise<Checked<Tenant>> => {
  const stateFile = sandboxFile(configuration);
  if (stateFile !== undefined && !usesEnvironment(environment)) {
    // Loaded only here: a real tenant should not wait for the emulated one.
    const { startSandbox } = await import("../sandbox/server.ts");
    const sandbox = await startSandbox({ stateFile: resolve(root, stateFile) });
    const connection: Connection = {
      tokenUrl: `${sandbox.url}/oauth2/v1/token`,
      apiUrl: sandbox.url,
      cloud: "sandbox",
      vanityDomain: sandbox.vanityDomain,
      customerId: sandbox.customerId,
      credentials: { clientId: sandbox.clientId, clientSecret: sandbox.clientSecret },
    };
    return checked(
      open(connection, configuration, environment, maxWaitMs, () => sandbox.close()),
      [],
    );
  }
  const given =
    configuration.connection !== undefined && !("sandbox" in configuration.connection) ? configuration.connection : {};
  const connection = connectionFromEnvironment(environment.env, given);
  return connection.ok
    ? checked(
        open(connection.value, configuration, environment, maxWaitMs, async () => {}),
        connection.diagnostics,
      )
    : connection;
};
