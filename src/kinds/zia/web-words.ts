/** Browsers as rules name them. [provider] */
export const userAgents = "OPERA FIREFOX MSIE MSEDGE CHROME SAFARI OTHER MSCHREDGE".split(" ");

/** Protocols of rules over files. [SDK structs] */
export const fileProtocols = "ANY_RULE FOHTTP_RULE FTP_RULE HTTPS_RULE HTTP_RULE SMRULEF_CASCADING_ALLOWED".split(" ");
