const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `7d`, `12h` or `30m` in milliseconds; undefined when it is none of these. */
export const ageInMs = (text: string): number | undefined => {
  const match = /^([1-9]\d*)([mhd])$/.exec(text);
  return match === null ? undefined : Number(match[1]) * unitMs[match[2] as keyof typeof unitMs];
};

/** A span for people: the largest unit that it fills. */
export const ageText = (ms: number): string => {
  const unit = ms >= unitMs.d ? "d" : ms >= unitMs.h ? "h" : "m";
  const count = Math.floor(ms / unitMs[unit]);
  const word = { m: "minute", h: "hour", d: "day" }[unit];
  return `${count} ${word}${count === 1 ? "" : "s"}`;
};
