/** The two hosts of a cloud, without scheme. */
export interface CloudHosts {
  /** Follows the vanity domain and a dot. */
  readonly tokenDomain: string;
  readonly apiHost: string;
}

/**
 * Hosts as both official SDKs build them. They accept any name, which turns a typo into a host that does not exist, so
 * ours is a closed list. `beta` is on record, `alpha` and the government clouds are from SDK code only; for `govus` a test
 * in one SDK contradicts the token domain.
 */
export const clouds: Readonly<Record<string, CloudHosts>> = {
  production: { tokenDomain: "zslogin.net", apiHost: "api.zsapi.net" },
  beta: { tokenDomain: "zsloginbeta.net", apiHost: "api.beta.zsapi.net" },
  alpha: { tokenDomain: "zsloginalpha.net", apiHost: "api.alpha.zsapi.net" },
  gov: { tokenDomain: "zidentitygov.net", apiHost: "api.zscalergov.net" },
  govus: { tokenDomain: "zidentitygov.us", apiHost: "api.zscalergov.us" },
};
