import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { apiActor } from "./actor.ts";
import { faultAnswer, malformed, send, sendHalf } from "./answers.ts";
import { startClock } from "./clock.ts";
import { type Controls, controlPrefix, routeControl } from "./control.ts";
import { openEditLock } from "./edit-lock.ts";
import { exchangeExtraFields } from "./extra-fields.ts";
import { type FaultAction, openFaults } from "./faults.ts";
import { openGateway } from "./gateway.ts";
import { answer, jsonAnswer, type Request, type Response, readRequest } from "./http.ts";
import { type GivenCredentials, newIdentity } from "./identity.ts";
import { type Product, productOf } from "./products.ts";
import { openRateLimits } from "./rate-limits.ts";
import { openRequestLog } from "./requests.ts";
import { buildSeed, seedNames } from "./seeds/seeds.ts";
import { defaultSettings, extraFieldsOf } from "./settings.ts";
import { openStateFile, type StateFile } from "./state-file.ts";
import { type Identity, Tenant } from "./tenant.ts";
import type { World } from "./world.ts";
import { routeZia } from "./zia/router.ts";
import { routeZms } from "./zms/router.ts";
import { routeZpa } from "./zpa/router.ts";

export { seedNames } from "./seeds/seeds.ts";

export interface SandboxOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly seed?: string;
  /** Where the tenant lives between runs; without it everything is gone when the server closes. */
  readonly stateFile?: string;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly random?: () => number;
  readonly token?: GivenCredentials;
}

export interface Sandbox {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly vanityDomain: string;
  readonly customerId: string;
  close(): Promise<void>;
}

function seeded(seed: string, identity: Identity, now: number): Tenant {
  if (!seedNames.includes(seed))
    throw new Error(`there is no sandbox seed "${seed}"; there are ${seedNames.join(", ")}`);
  return buildSeed(seed, identity, now);
}

function openTenant(options: SandboxOptions, file: StateFile | undefined, now: number): Tenant {
  const record = file?.load();
  if (record) return Tenant.from(record);
  const seed = options.seed ?? "acme";
  const tenant = seeded(seed, newIdentity(options.random ?? Math.random, options.token ?? {}, seed), now);
  file?.save(tenant.serialize());
  return tenant;
}

/** Serves an emulated tenant over plain HTTP on loopback. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const now = options.now ?? Date.now;
  const file = options.stateFile === undefined ? undefined : openStateFile(options.stateFile);
  try {
    return await serve(options, openTenant(options, file, now()), file);
  } catch (error) {
    file?.release();
    throw error;
  }
}

async function serve(options: SandboxOptions, tenant: Tenant, file: StateFile | undefined): Promise<Sandbox> {
  const clock = startClock(options.now ?? Date.now);
  const settings = defaultSettings();
  const lock = openEditLock(clock);
  const requests = openRequestLog();
  const faults = openFaults();
  const limits = openRateLimits(clock);
  const world: World = {
    tenant,
    settings,
    clock,
    random: options.random ?? Math.random,
    actor: apiActor,
    report: undefined,
    pendingPolls: 0,
    extraFields: () => extraFieldsOf(settings),
    editLockReleased: lock.released,
    isEditLocked: lock.isLocked,
  };
  const gateway = openGateway({ settings, clock, identity: () => world.tenant.identity });
  let savedRevision = tenant.revision;

  const saveIfChanged = (): void => {
    if (!file || world.tenant.revision === savedRevision) return;
    file.save(world.tenant.serialize());
    savedRevision = world.tenant.revision;
  };

  const controls: Controls = {
    world,
    requests,
    faults,
    reset(seed) {
      world.tenant = seeded(seed ?? world.tenant.seed, world.tenant.identity, clock.now());
      world.report = undefined;
      world.pendingPolls = 0;
      exchangeExtraFields(world.tenant, {}, world.extraFields());
      limits.reset();
      savedRevision = -1;
    },
    settingsChanged(before) {
      clock.rate = settings.clockRate;
      if (before.editLock !== settings.editLock) lock.settingChanged(settings);
      if (before.rateLimits !== settings.rateLimits) limits.reset();
      exchangeExtraFields(world.tenant, extraFieldsOf(before), extraFieldsOf(settings));
    },
  };

  const execute = async (product: Product, request: Request): Promise<Response> => {
    const started = performance.now();
    if (product === "token") {
      const isToken = request.method === "POST" && request.path === "/oauth2/v1/token";
      return gateway.dress("token", isToken ? await gateway.issue(request) : answer(404), undefined, 0);
    }
    const token = gateway.admit(request);
    if ("status" in token) return gateway.dress(product, token, undefined, 0);
    const limited =
      settings.rateLimits === "published" ? limits.check(product, request.method, request.path) : undefined;
    const response = limited ?? (await routes[product](world, request));
    saveIfChanged();
    return gateway.dress(product, response, token, performance.now() - started);
  };

  const take = async (message: IncomingMessage, reply: ServerResponse): Promise<void> => {
    const request = await readRequest(message);
    if (request.path.startsWith(controlPrefix)) {
      const response = routeControl(controls, request);
      saveIfChanged();
      return send(reply, response);
    }
    const product = productOf(request.path);
    if (!product) return send(reply, answer(404));
    const entry = requests.enter(request, clock.now());
    const fault = faults.take(request);
    const response = await answerWith(fault, () => execute(product, request));
    if (!response) {
      reply.destroy();
      return;
    }
    entry.status = response.status;
    if (fault && "truncate" in fault) {
      sendHalf(reply, response);
      return;
    }
    send(reply, fault && "malform" in fault ? malformed(response, fault.malform) : response);
  };

  /** The answer under a fault; undefined where the connection ends without one. */
  const answerWith = async (
    fault: FaultAction | undefined,
    run: () => Promise<Response>,
  ): Promise<Response | undefined> => {
    if (settings.latencyMs > 0) await clock.wait(settings.latencyMs);
    if (!fault) return run();
    if ("status" in fault) return faultAnswer(fault);
    if ("delayMs" in fault) await clock.wait(fault.delayMs);
    if ("hold" in fault && fault.hold === "before") await faults.released();
    if ("drop" in fault && fault.drop === "before") return undefined;
    // A hold that starts now must not miss a release during execution.
    const released = faults.released();
    const response = await run();
    if ("hold" in fault && fault.hold === "after") await released;
    return "drop" in fault ? undefined : response;
  };

  const server = createServer({ keepAliveTimeout: 60_000 }, (message, reply) => {
    take(message, reply).catch((error: Error) => {
      if (reply.destroyed || reply.headersSent) return;
      send(reply, jsonAnswer(500, { message: `sandbox: ${error.stack ?? error.message}` }));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });

  const { clientId, clientSecret, vanityDomain, customerId } = tenant.identity;
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    faults.clear();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    saveIfChanged();
    file?.release();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clientId,
    clientSecret,
    vanityDomain,
    customerId,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

const routes: Readonly<
  Record<Exclude<Product, "token">, (world: World, request: Request) => Response | Promise<Response>>
> = { zia: routeZia, zpa: routeZpa, zms: routeZms };
