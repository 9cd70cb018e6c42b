import { coloured, plain, type Paint } from '../views/paint';

/** Where a command writes to. */
export interface Terminal {
  /** The answer. */
  readonly out: (text: string) => void;
  /** What is wrong. */
  readonly err: (text: string) => void;
  /** Colour on the way out and on the way of errors, where nobody forbids it. */
  readonly colour: { readonly out: boolean; readonly err: boolean };
}

/** The process's own streams. Colour on a terminal only, and never where NO_COLOR is set (no-color.org). */
export function processTerminal(env: NodeJS.ProcessEnv = process.env): Terminal {
  // `garam list | head` closes the pipe early: that is no fault.
  process.stdout.on('error', ignoreClosedPipe);
  process.stderr.on('error', ignoreClosedPipe);
  const allowed = !env.NO_COLOR && env.TERM !== 'dumb';
  return {
    out: text => void process.stdout.write(text),
    err: text => void process.stderr.write(text),
    colour: { out: allowed && process.stdout.isTTY === true, err: allowed && process.stderr.isTTY === true },
  };
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** What every verb understands. */
export interface CommonOptions {
  /** Answer as JSON. */
  readonly json?: boolean;
  /** False under `--no-color`. */
  readonly color?: boolean;
}

/** A terminal under a command's options. */
export class Voice {
  readonly json: boolean;
  /** For answers. */
  readonly paint: Paint;
  /** For complaints. */
  readonly errorPaint: Paint;

  constructor(
    private readonly terminal: Terminal,
    options: CommonOptions,
  ) {
    this.json = options.json ?? false;
    const paintIf = (colour: boolean): Paint => (colour && options.color !== false ? coloured : plain);
    this.paint = paintIf(terminal.colour.out);
    this.errorPaint = paintIf(terminal.colour.err);
  }

  /** Says the answer: `value` under --json, else the text. */
  answer(value: unknown, text: () => string): void {
    this.terminal.out(`${this.json ? JSON.stringify(value, undefined, 2) : text()}\n`);
  }

  /** Says what is wrong. Under --json the answer carries it already. */
  complain(text: string): void {
    if (!this.json && text !== '') this.terminal.err(`${text}\n`);
  }
}
