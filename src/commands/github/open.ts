import type { Checked } from "../../diagnostics/diagnostic.ts";
import { type GitHub, openGitHub } from "../../github/client.ts";
import { placeFrom } from "../../github/place.ts";
import type { Environment } from "../outcome.ts";
import { version } from "../version.ts";

/** GitHub as the environment of a workflow's step describes it. Nothing is sent yet. */
export const openFrom = ({ env, report, signal }: Environment): Checked<GitHub> => {
  const place = placeFrom(env);
  if (!place.ok) return place;
  const rate = Number(env.ZERODRIFT_CLOCK_RATE ?? "1");
  const github = openGitHub(place.value, {
    userAgent: `zerodrift/${version}`,
    ...(rate > 0 ? { clockRate: rate } : {}),
    report,
    signal,
  });
  return { ok: true, value: github, diagnostics: place.diagnostics };
};
