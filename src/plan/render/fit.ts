/** One way to show a part of a page, and what a reader misses in it. */
export interface Form {
  readonly render: () => string;
  readonly lost?: string;
}

/** A part of a page in ever shorter forms, the fullest first. */
export interface Block {
  readonly forms: readonly Form[];
  /** Blocks of a lower weight are shortened first. */
  readonly weight: number;
}

export interface Fitted {
  /** Blocks that are not empty. */
  readonly texts: readonly string[];
  readonly lost: readonly string[];
}

export const block = (weight: number, ...forms: readonly Form[]): Block => ({ weight, forms });
export const fixed = (text: string): Block => ({ weight: Number.POSITIVE_INFINITY, forms: [{ render: () => text }] });

interface Held {
  readonly block: Block;
  form: number;
  text: string;
}

const canShrink = ({ block: { forms }, form }: Held): boolean => form < forms.length - 1;

/** The longest of the least important ones. */
const nextToShrink = (held: readonly Held[]): Held | undefined => {
  const able = held.filter(canShrink);
  const lightest = Math.min(...able.map(({ block: { weight } }) => weight));
  return able
    .filter(({ block: { weight } }) => weight === lightest)
    .reduce<Held | undefined>(
      (longest, one) => (longest && longest.text.length >= one.text.length ? longest : one),
      undefined,
    );
};

const separator = "\n\n".length;

/** Shortens block by block, never inside one, until all of them fit or none can be shortened. */
export const fitBlocks = (blocks: readonly Block[], limit: number): Fitted => {
  const held = blocks.map((one): Held => ({ block: one, form: 0, text: one.forms[0]?.render() ?? "" }));
  const size = (): number => held.reduce((sum, { text }) => sum + (text === "" ? 0 : text.length + separator), 0);
  while (size() > limit) {
    const next = nextToShrink(held);
    if (next === undefined) break;
    next.form += 1;
    next.text = next.block.forms[next.form]?.render() ?? "";
  }
  return {
    texts: held.map(({ text }) => text).filter((text) => text !== ""),
    lost: held.flatMap(({ block: { forms }, form }) => forms[form]?.lost ?? []),
  };
};
