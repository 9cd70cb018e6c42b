import type { Complaint } from '../finding';
import { shown } from '../schema/json-path';
import { listOf, type Pipeline, type Plugin } from './pipeline';

/** Key of the program's own line in what a reader gives on. */
export const LINE = 'log';

/** What a reader of files in the form of CRI puts beside the line (src/multiline/flb_ml_parser_cri.c of Fluent Bit). */
const AROUND_THE_LINE = ['_p', 'stream', 'time'];

/** A line as the runtime of a node (containerd) writes it to a container's file, before the program's own words. */
const BEFORE_THE_LINE = '2026-01-31T09:00:00.123456789Z stdout F ';

const SAMPLE = `${BEFORE_THE_LINE}{"level":"info"}`;

/** Fluent Bit's own parsers that are known here: whether a line of a file is one of theirs. */
const PARSERS: Readonly<Record<string, (line: string) => boolean>> = {
  cri: line => /^.+? (stdout|stderr) (F|P) .*$/.test(line),
  // Docker's own files hold an object of JSON a line.
  docker: line => line.startsWith('{'),
};

/** Keys that stand beside the line in what a reader gives on. */
export function keysBeside({ path_key: path, offset_key: offset }: Plugin): readonly string[] {
  return [...AROUND_THE_LINE, path, offset].filter((key): key is string => typeof key === 'string');
}

/** What keeps readers from taking the program's own line out of what the runtime wrote. */
export function* readerComplaints({ inputs, filters }: Pipeline): Iterable<Complaint> {
  for (const [index, input] of inputs.entries()) yield* ofReader(`inputs[${index}]`, input);
  for (const [index, { name }] of filters.entries()) {
    yield {
      message: `filters[${index}], ${shown(name)}, stands between what is read and where it is kept`,
      expected:
        'no filter: what one throws away is lost without a word, and what one changes is not what the program wrote',
      mend: 'remove it, or teach the rules what it does to a line',
    };
  }
}

function* ofReader(where: string, input: Plugin): Iterable<Complaint> {
  // Fluent Bit tries them in this order and takes a name in any case.
  const names = listOf(input['multiline.parser']).map(each => each.toLowerCase());
  const unknown = names.filter(name => !(name in PARSERS));
  const expected = 'multiline.parser: cri, the form in which containerd writes';
  const mend = 'let the system `logs` write the reader';
  if (unknown.length > 0) {
    const message = `${where} names ${unknown.map(shown).join(' and ')}, which is no parser that the rules know`;
    yield { message, expected, mend };
    return;
  }
  if (input.parser !== undefined) {
    yield { message: `${where} has the parser ${shown(input.parser)} beside multiline.parser`, expected, mend };
  }
  if (names.some(name => PARSERS[name]?.(SAMPLE))) return;
  const message = `${where} leaves before each line what the runtime of the node wrote there (${BEFORE_THE_LINE.trim()})`;
  yield { message, expected, mend };
}
