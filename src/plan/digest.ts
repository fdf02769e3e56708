import { hashOf } from "../model/hash.ts";
import type { Plan } from "../model/plan.ts";

/** What the digest covers: what will be written and what it was computed from; not when, where or by which tool. */
export const digestOf = (plan: Omit<Plan, "digest">): string =>
  hashOf({
    formatVersion: plan.formatVersion,
    cloud: plan.tenant.cloud,
    customerId: plan.tenant.customerId,
    orders: plan.orders,
    changes: plan.changes.map(({ address, action, id, fields, precondition, impact }) => ({
      address,
      action,
      id,
      fields,
      precondition,
      impact,
    })),
    requests: plan.requests.map(({ phase, method, path, operation, address }) => ({
      phase,
      method,
      path,
      ...(operation === undefined ? {} : { operation }),
      address,
    })),
    activation: plan.activation,
  });
