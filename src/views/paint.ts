/** How parts of a text are set off; colour is one way, leaving them as they are another. */
export interface Paint {
  readonly alarm: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

const same = (text: string): string => text;

/** No colour: for files, pipes and people who asked for none. */
export const plain: Paint = { alarm: same, strong: same, faint: same };

const ansi =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`;

/** Colours that every terminal knows. */
export const coloured: Paint = { alarm: ansi(31, 39), strong: ansi(1, 22), faint: ansi(2, 22) };
