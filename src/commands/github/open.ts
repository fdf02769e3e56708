import { clockRateFrom } from "../../clients/connection.ts";
import { type Checked, checked } from "../../diagnostics/diagnostic.ts";
import { type GitHub, openGitHub } from "../../github/client.ts";
import { placeFrom } from "../../github/place.ts";
import type { Environment } from "../outcome.ts";
import { version } from "../version.ts";

/** GitHub, as the environment of the workflow names it. Nothing is sent yet. */
export const openFrom = (environment: Environment): Checked<GitHub> => {
  const place = placeFrom(environment.env);
  if (!place.ok) return place;
  const github = openGitHub(place.value, {
    userAgent: `zerodrift/${version}`,
    clockRate: clockRateFrom(environment.env, place.value.apiUrl),
    report: environment.report,
    signal: environment.signal,
  });
  return checked(github, []);
};
