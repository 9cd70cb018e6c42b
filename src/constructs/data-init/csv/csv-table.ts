import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CsvError, parse, type InfoRecord } from 'csv-parse/sync';
import type { Faults, Spot } from './faults';
import type { Field } from './field';

/** Columns of a file, in their order. */
export type Columns = Readonly<Record<string, Field<unknown>>>;

/** A line of a file: its values, and where it stands. */
export type RowOf<C extends Columns> = { readonly [K in keyof C]: C[K] extends Field<infer T> ? T : never } & {
  readonly spot: Spot;
};

/** Gives the text of a file under a folder of data. */
export type FileReader = (file: string) => string;

/** Reads the files of a folder. */
export function filesOf(folder: string): FileReader {
  return file => readFileSync(join(folder, file), 'utf8');
}

/**
 * The rows of a CSV file (RFC 4180, UTF-8, a header line) whose every value is right; what is not right goes to the faults,
 * and its row is left out.
 */
export function readTable<C extends Columns>(
  read: FileReader,
  file: string,
  columns: C,
  faults: Faults,
): readonly RowOf<C>[] {
  const records = recordsOf(read, file, faults);
  const [header, ...lines] = records;
  if (!header) return [];
  const names = Object.keys(columns);
  if (header.record.join() !== names.join()) {
    faults.add(
      { file, line: 1 },
      { problem: `the header is ${header.record.join()}`, expected: names.join(), mend: 'mend the header line' },
    );
    return [];
  }
  return lines.flatMap(({ record, line }) => rowOf({ file, line }, columns, record, faults) ?? []);
}

interface CsvLine {
  readonly record: readonly string[];
  readonly line: number;
}

/** A record as csv-parse gives it with its option `info`. */
interface InfoLine {
  readonly record: readonly string[];
  readonly info: InfoRecord;
}

function recordsOf(read: FileReader, file: string, faults: Faults): readonly CsvLine[] {
  try {
    const text = read(file);
    if (text.includes('\r') || text.includes('\ufeff') || text.includes('\ufffd'))
      faults.add(
        { file },
        { problem: 'has another line end, a mark or broken characters', expected: 'UTF-8 and LF', mend: 'save it so' },
      );
    // With `info` each record comes with where it stood, which the library's type does not tell.
    const all = parse(text, { info: true, relax_column_count: true }) as unknown as readonly InfoLine[];
    if (all.length === 0) faults.add({ file }, { problem: 'is empty', expected: 'a header line', mend: 'write it' });
    return all.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    const reason = error instanceof CsvError ? error.message : isMissing(error) ? 'is not there' : undefined;
    if (reason === undefined) throw error;
    faults.add({ file }, { problem: reason, expected: 'a CSV file (RFC 4180)', mend: 'mend or restore the file' });
    return [];
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function rowOf<C extends Columns>(
  spot: Spot,
  columns: C,
  record: readonly string[],
  faults: Faults,
): RowOf<C> | undefined {
  const names = Object.keys(columns);
  if (record.length !== names.length) {
    const problem = `has ${record.length} values`;
    faults.add(spot, { problem, expected: `${names.length}`, mend: 'quote a value that holds a comma' });
    return undefined;
  }
  let right = true;
  const values = names.map((column, index) => {
    const value = record[index] ?? '';
    const { parse: read, expected, mend } = columns[column] as Field<unknown>;
    const parsed = read(value);
    if (parsed === undefined) {
      faults.add(spot, { column, value, expected, mend });
      right = false;
    }
    return [column, parsed] as const;
  });
  // The keys are those of the columns and each value came out of its column's field.
  return right ? ({ ...Object.fromEntries(values), spot } as RowOf<C>) : undefined;
}
