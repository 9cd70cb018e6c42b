/** Where in the data something is wrong. */
export interface Spot {
  /** Path under the folder of the data. */
  readonly file: string;
  /** Line in the file, from 1; undefined where the fault is the whole file's. */
  readonly line?: number;
}

/** What is wrong there. */
export interface Fault {
  readonly column?: string;
  readonly value?: string;
  readonly problem?: string;
  readonly expected: string;
  readonly mend: string;
}

/** Gathers all faults of the data, so that they are mended in one go. */
export class Faults {
  private readonly found = new Array<string>();

  /** @param folder of the data, for messages: `src/systems/tripgen/data/` */
  constructor(private readonly folder: string) {}

  add(spot: Spot, { column, value, problem, expected, mend }: Fault): void {
    const at = spot.line === undefined ? spot.file : `${spot.file}:${spot.line}`;
    const what = [column && `column ${column}`, value !== undefined && `"${value}"`, problem].filter(Boolean).join(' ');
    this.found.push(`${at}: ${what}; expected ${expected}; ${mend}`);
  }

  get isEmpty(): boolean {
    return this.found.length === 0;
  }

  /**
   * Goes on where nothing was found.
   * @throws SampleDataError with all faults, one a line
   */
  end(): void {
    if (!this.isEmpty) throw new SampleDataError(this.folder, this.found);
  }
}

/** The sample data are not what they have to be. */
export class SampleDataError extends Error {
  override readonly name = 'SampleDataError';

  constructor(
    folder: string,
    readonly faults: readonly string[],
  ) {
    super(`${folder} has ${faults.length} fault(s):\n${faults.map(each => `  ${each}`).join('\n')}`);
  }
}
