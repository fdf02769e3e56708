/** Only the cloud at the very end goes; blanks inside a name count. [provider, recorded] */
export const withoutCloud = (name: string): string => name.replace(/\s+\([A-Za-z0-9_.-]*\)\s*$/, "");
