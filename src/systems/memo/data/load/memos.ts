import { join } from 'node:path';
import {
  Faults,
  filesOf,
  matching,
  moment,
  noneTwice,
  prose,
  readTable,
  text,
  whole,
  words,
  type FileReader,
  type RowOf,
} from '../../../../constructs/data-init/csv';

/** Least number of sample memos. */
export const LEAST_MEMOS = 120;

/** Ids up to this one are sample memos of git; the application's begin behind it (`AUTO_INCREMENT` of 001-memos.sql). */
export const LAST_SAMPLE_ID = 1000;

/** The four levels of priority, from 1: the club's own API names them so (MM-03). */
export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;

const [FIRST, LAST] = ['2024-01-01 00:00:00', '2026-12-31 23:59:59'] as const;

const MEMO = {
  id: whole(1, LAST_SAMPLE_ID),
  title: text(1, 100),
  content: prose(1, 2000),
  tags: words(0, 6),
  priority: whole(1, PRIORITIES.length),
  author: matching(/^[\p{L}\p{N}_.-]{2,20}$/u, 'a nickname of 2 to 20 letters, digits, _ . -'),
  created_at: moment(FIRST, LAST),
  updated_at: moment(FIRST, LAST),
};

/** A sample memo; moments are UTC. */
export type Memo = RowOf<typeof MEMO>;

const FILE = 'memos.csv';

/**
 * Reads and checks the sample memos.
 * @throws SampleDataError with every fault of the file
 */
export function loadMemos(read: FileReader = filesOf(join(__dirname, '..'))): readonly Memo[] {
  const faults = new Faults('src/systems/memo/data/');
  const memos = readTable(read, FILE, MEMO, faults);
  noneTwice(memos, 'id', ({ id }) => String(id), faults);
  noneTwice(memos, 'title', ({ title }) => title, faults);
  noneTwice(memos, 'content', ({ content }) => content, faults);
  for (const { spot, created_at, updated_at } of memos)
    if (updated_at < created_at)
      faults.add(spot, {
        column: 'updated_at',
        value: updated_at,
        expected: `${created_at} or later`,
        mend: 'exchange the moments',
      });
  count(memos, faults);
  faults.end();
  return memos;
}

function count(memos: readonly Memo[], faults: Faults): void {
  const add = (problem: string, expected: string): void =>
    faults.add({ file: FILE }, { problem, expected, mend: 'write further memos' });
  if (memos.length < LEAST_MEMOS) add(`has ${memos.length} memos`, `${LEAST_MEMOS} at least`);
  PRIORITIES.forEach((name, index) => {
    if (!memos.some(({ priority }) => priority === index + 1))
      add(`has no memo of priority ${name}`, 'all four (MM-03)');
  });
}

let loaded: readonly Memo[] | undefined;

/**
 * The sample memos that lie beside the source, read once.
 * @throws SampleDataError with every fault of the file
 */
export function memos(): readonly Memo[] {
  return (loaded ??= loadMemos());
}
