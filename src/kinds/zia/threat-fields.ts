import type { Unbound } from "../field.ts";
import { flag } from "../fields/text.ts";

type Fields = Readonly<Record<string, Unbound>>;

/** A switch of a protection: off lets through what on stops, or looks into. */
export const protection = (about: string): Unbound => flag({ about, role: "effect", loosens: [true, false] });

/** For each threat whether it is blocked, and whether its packets are captured. */
export const threats = (about: Readonly<Record<string, string>>): Fields =>
  Object.fromEntries(
    Object.entries(about).flatMap(([threat, what]) => [
      [`${threat}Blocked`, protection(`Blocks ${what}`)],
      [`${threat}Capture`, flag({ about: `Captures the packets of ${what}` })],
    ]),
  );
