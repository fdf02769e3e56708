/** A URL entry as it is looked up: host without case, `*.x` as `.x`, no slash at the end. */
interface UrlEntry {
  readonly host: string;
  readonly path: string;
}

const read = (written: string): UrlEntry => {
  const text = written.trim();
  const slash = text.indexOf("/");
  const host = (slash < 0 ? text : text.slice(0, slash)).toLowerCase().replace(/^\*\./, ".");
  return { host, path: slash < 0 ? "" : text.slice(slash).replace(/\/+$/, "") };
};

/** What makes two entries the same. */
export const urlKey = (written: string): string => {
  const { host, path } = read(written);
  return `${host}${path}`;
};

/** Subdomains that a leading dot takes along. [vendor help] */
const deepest = 5;

/** The path and what it lies below, longest first; a path takes along what lies below it. */
const pathsAround = (path: string): readonly string[] => {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("/"));
};

/** Hosts that take this one along, itself first. */
const hostsAround = (host: string): readonly string[] => {
  const bare = host.replace(/^\./, "").replace(/:\d+$/, "");
  const parents = bare.split(".").map((_, index, labels) => `.${labels.slice(index).join(".")}`);
  const ports = /:\d+$/.test(host) ? [bare] : [];
  return [...new Set([host, ...ports, ...parents.slice(0, deepest + 1)])];
};

/** Keys of the entries that hold all of this one, the most specific first. */
export const widerKeys = (written: string): readonly string[] => {
  const { host, path } = read(written);
  const paths = pathsAround(path);
  return hostsAround(host)
    .flatMap((around) => paths.map((one) => `${around}${one}`))
    .slice(1);
};
