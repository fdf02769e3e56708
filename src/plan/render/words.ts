/** `1 change`, `2,000 changes`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${grouped(number)} ${number === 1 ? one : many}`;

/** `2000` as `2,000`. */
export const grouped = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

/** `~12 s`, `~34 min`, `~2 h 10 min`. */
export const about = (seconds: number): string => {
  if (seconds < 100) return `~${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 100) return `~${minutes} min`;
  const rest = minutes % 60;
  return `~${Math.floor(minutes / 60)} h${rest === 0 ? "" : ` ${rest} min`}`;
};

/** `2026-11-19 22:14Z`; a time that is none is shown as it came. */
export const minute = (at: string): string => {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?Z$/.exec(at);
  return match === null ? at : `${match[1]} ${match[2]}Z`;
};

/** Enough of a hash to tell two apart by eye. */
export const shortHash = (hash: string): string => {
  const [scheme, digits] = hash.split(":", 2);
  return digits === undefined ? hash.slice(0, 12) : `${scheme}:${digits.slice(0, 12)}`;
};
