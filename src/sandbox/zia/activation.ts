import type { Actor } from "../actor.ts";
import { jsonAnswer, type Response } from "../http.ts";
import { isWire, type Json } from "../json.ts";
import { traceId, type World } from "../world.ts";
import { unbindable } from "./errors.ts";

/** Staged changes of anybody make the tenant PENDING; the setting `activationPolls` keeps an activation INPROGRESS. */
export function status(world: World): Response {
  if (world.pendingPolls > 0) {
    world.pendingPolls--;
    return jsonAnswer(200, { status: "INPROGRESS" });
  }
  return jsonAnswer(200, { status: world.tenant.dirty ? "PENDING" : "ACTIVE" });
}

export function activate(world: World, body: Json | undefined): Response {
  // Recorded: an empty object; provider: the wished status.
  if (body !== undefined && !isWire(body)) throw unbindable();
  if (isWire(body) && Object.keys(body).some((key) => key !== "status")) throw unbindable();
  const wasDirty = world.tenant.dirty;
  activateAs(world, world.actor);
  if (wasDirty && world.settings.activationPolls > 0) {
    world.pendingPolls = world.settings.activationPolls;
    return jsonAnswer(200, { status: "INPROGRESS" });
  }
  return jsonAnswer(200, { status: "ACTIVE" });
}

export function activateAs(world: World, actor: Actor): void {
  world.tenant.activate();
  world.tenant.log(
    {
      time: world.clock.now(),
      product: "zia",
      action: "ACTIVATE",
      category: "ACTIVATION",
      subCategory: "ACTIVATION",
      resource: "Configuration",
      traceId: traceId(),
    },
    actor,
  );
}
