/** More entries than these are counted. */
const most = 3;
/** Names can have 255 characters, and URLs more. */
const longestName = 40;
/** A sentence is read at one glance: what is longer loses details, and beyond the second limit is not said at all. */
const longest = 240;
const readable = 320;

const cut = (text: string, limit: number): string => {
  const points = [...text];
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join("")}…`;
};

/** A name or value of the tenant's, as it is; whoever shows the sentence makes it harmless. */
export const nameText = (name: string): string => cut(name, longestName);

/** What nothing in the plan needed by name stays an id (`#3251059`, `#3251059 (Okta)`): a number tells nobody anything. */
const unread = /^#\d+(?: \(|$)/;

/** `A, B and C`, `A, B, C and 4 more`: each once, whatever order the API answered in. */
export const listText = (texts: readonly string[], join: "and" | "or" = "and"): string =>
  phrasesText(
    texts.map((text) => (unread.test(text) ? text : nameText(text))),
    join,
  );

/** The same for what is already said in words, and would lose its end if it were cut like a name. */
export const phrasesText = (texts: readonly string[], join: "and" | "or" = "and"): string => {
  const distinct = [...new Set(texts)].sort();
  const named = distinct.filter((text) => !unread.test(text));
  const nameless = distinct.length - named.length;
  const parts = [
    ...named,
    ...(nameless === 0 ? [] : [`${nameless} whose ${nameless === 1 ? "name was" : "names were"} not read`]),
  ];
  const last = named.length > most ? `${distinct.length - most} more` : parts.at(-1);
  const others = parts.slice(0, Math.min(most, parts.length - 1));
  return others.length === 0 ? (last ?? "") : `${others.join(", ")} ${named.length > most ? "and" : join} ${last}`;
};

/** How much a sentence may say beside who and where. */
export interface Room {
  readonly endpoints: boolean;
  readonly conditions: boolean;
}

/** The widest first. */
const rooms: readonly Room[] = [
  { endpoints: true, conditions: true },
  { endpoints: true, conditions: false },
  { endpoints: false, conditions: false },
];

/** The fullest of the given wordings that is short enough; one that is cut could say the opposite. */
export const fitting = (wordings: readonly ((room: Room) => string)[]): string | undefined => {
  const short = wordings.flatMap((wording) => rooms.map(wording)).find((text) => text.length <= longest);
  return short ?? wordings.map((wording) => wording(rooms.at(-1)!)).find((text) => text.length <= readable);
};
