import { type KindName, type Product, productOf } from "../model/address.ts";
import { type Finding, findingsIn } from "./finding.ts";

/** What a list answered: rows, no licence or right, no such list, or a failure in words. */
export type Answer = "ok" | "forbidden" | { readonly failed: string };

export interface TenantFacts {
  readonly cloud: string;
  readonly customerId: string;
  /** Why the credentials were refused; then nothing else was asked. */
  readonly refused?: string;
  readonly kinds: ReadonlyMap<KindName, Answer>;
  /** Kinds that documents of the repository declare. */
  readonly declared: ReadonlySet<KindName>;
  /** Undefined where ZIA is not used. */
  readonly activation?: { readonly status: string } | { readonly failed: string };
  /** Undefined where ZMS is not used. */
  readonly schema?: "read" | "hidden" | { readonly failed: string };
  /** How far the tenant's clock is ahead of ours; undefined where no answer told. */
  readonly skewSeconds?: number;
}

const { ok, warning, error, unknown } = findingsIn("tenant");

const portal = "ZIdentity admin portal → Integration → API Clients";

/** A signed log in is refused when it seems to come from the future; a minute is what such checks mostly allow. */
const mostSkewSeconds = 60;

const judgeLogin = ({ cloud, customerId, refused }: TenantFacts): Finding =>
  refused === undefined
    ? ok("log in", `cloud ${cloud}, customer ${customerId}`)
    : error("log in", refused, `${portal}: compare the client id, make a new secret, set it in the environment again`);

const products: Readonly<Record<Product, string>> = {
  zms: "ZMS (microsegmentation)",
  zpa: "ZPA (private access)",
  zia: "ZIA (internet access)",
};

const judgeKind = (kind: KindName, answer: Answer, isDeclared: boolean): readonly Finding[] => {
  if (answer === "ok") return [];
  if (answer !== "forbidden")
    return [(isDeclared ? error : unknown)(kind, answer.failed, "run again; if it stays, ask the vendor's support")];
  const fix = `${portal} → the client → add a role that may read ${kind}; if it may, ask the vendor about the licence`;
  return [
    isDeclared
      ? error(kind, "is declared here, and this client may not read it (no right, or no licence)", fix)
      : warning(kind, "cannot be read (no right, or no licence); who refers to what is not seen there", fix),
  ];
};

const judgeProduct = (product: Product, facts: TenantFacts): readonly Finding[] => {
  const asked = [...facts.kinds].filter(([kind]) => productOf(kind) === product);
  if (asked.length === 0) return [];
  const read = asked.filter(([, answer]) => answer === "ok").length;
  if (read === 0 && asked.every(([, answer]) => answer === "forbidden")) {
    const isDeclared = asked.some(([kind]) => facts.declared.has(kind));
    return [
      (isDeclared ? error : warning)(
        products[product],
        "answers nothing: no licence, or the client has no right to it",
        `${portal} → the client → Resources: add ${product.toUpperCase()}; or take ${product} out of products: in zerodrift.yaml`,
      ),
    ];
  }
  return [
    ...(read > 0 ? [ok(products[product], `${read} of ${asked.length} kinds can be read`)] : []),
    ...asked.flatMap(([kind, answer]) => judgeKind(kind, answer, facts.declared.has(kind))),
  ];
};

const judgeSchema = ({ schema }: TenantFacts): readonly Finding[] => {
  const subject = "ZMS schema";
  if (schema === undefined) return [];
  if (schema === "read") return [ok(subject, "the tenant shows it: writes can be checked against it")];
  if (schema === "hidden")
    return [
      warning(
        subject,
        "introspection is off: ZMS can be read and compared, and nothing can be written",
        "ask the vendor for the schema, and give the file to plan and apply with `--zms-schema`",
      ),
    ];
  return [unknown(subject, schema.failed, "run again; if it stays, ask the vendor's support")];
};

const judgeActivation = ({ activation }: TenantFacts): readonly Finding[] => {
  const subject = "ZIA activation";
  if (activation === undefined) return [];
  if ("failed" in activation)
    return [unknown(subject, activation.failed, `${portal} → the client → Resources: add ZIA`)];
  switch (activation.status) {
    case "ACTIVE":
      return [ok(subject, "nothing is staged")];
    case "PENDING":
      return [
        warning(
          subject,
          "somebody's staged changes wait; an apply that writes ZIA refuses until they are gone",
          "ZIA admin portal → Activation: their owner activates or discards them",
        ),
      ];
    case "INPROGRESS":
      return [warning(subject, "an activation is running", "wait for it, and run again")];
    default:
      return [
        unknown(
          subject,
          `the service tells "${activation.status}"`,
          "ZIA admin portal → Activation: look what it says",
        ),
      ];
  }
};

const judgeClock = ({ skewSeconds }: TenantFacts): readonly Finding[] => {
  const subject = "clock";
  if (skewSeconds === undefined) return [];
  const off = Math.abs(skewSeconds);
  if (off <= mostSkewSeconds) return [ok(subject, "agrees with the tenant's")];
  const way = skewSeconds > 0 ? "behind" : "ahead of";
  return [
    warning(
      subject,
      `${Math.round(off)} s ${way} the tenant's: a log in with a private key may be refused`,
      "set this machine's clock (on Linux: `timedatectl set-ntp true`)",
    ),
  ];
};

/** What the tenant lets this client do. */
export const judgeTenant = (facts: TenantFacts): readonly Finding[] =>
  facts.refused === undefined
    ? [
        judgeLogin(facts),
        ...(["zms", "zpa", "zia"] as const).flatMap((product) => judgeProduct(product, facts)),
        ...judgeSchema(facts),
        ...judgeActivation(facts),
        ...judgeClock(facts),
      ]
    : [judgeLogin(facts)];
