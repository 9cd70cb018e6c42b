import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  LAST_SAMPLE_ID,
  LEAST_MEMOS,
  loadMemos,
  memos,
  PRIORITIES,
} from '../../../../src/systems/memo/data/load/memos';

const text = readFileSync(join(__dirname, '../../../../src/systems/memo/data/memos.csv'), 'utf8');

/** What the loader says of the file with one change. */
function faultsOf(from: string | RegExp, to: string): string {
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  try {
    loadMemos(() => changed);
    return '';
  } catch (error) {
    return String(error);
  }
}

describe('sample memos (MM-03)', () => {
  test('are enough, of every priority, with ids that the application never takes', () => {
    const all = memos();
    expect(all.length).toBeGreaterThanOrEqual(LEAST_MEMOS);
    expect(Math.max(...all.map(({ id }) => id))).toBeLessThanOrEqual(LAST_SAMPLE_ID);
    expect(new Set(all.map(({ priority }) => priority)).size).toBe(PRIORITIES.length);
    expect(new Set(all.flatMap(({ tags }) => tags)).size).toBeGreaterThan(60);
    expect(new Set(all.map(({ created_at }) => created_at.slice(0, 4)))).toEqual(new Set(['2024', '2025', '2026']));
  });

  test('hold what naive quoting breaks: quotes, percent, backslash, emoji, full width, several lines', () => {
    const everything = memos().map(({ title, content }) => title + content);
    for (const sign of ["'", '"', '\\', '%', '_', '`', ';', '🎉', 'Ａ', '\n', '{{', '--'])
      expect([sign, everything.some(each => each.includes(sign))]).toEqual([sign, true]);
  });

  test.each([
    [
      'an unknown priority',
      '회의;총회;공지,3,',
      '회의;총회;공지,5,',
      /memos\.csv:7: column priority "5"; expected a whole number from 1 to 4/,
    ],
    ['a day that is none', '2024-02-27 08:21:33,', '2024-02-30 08:21:33,', /column created_at "2024-02-30 08:21:33"/],
    [
      'a change before the making',
      '2024-03-04 11:42:10',
      '2024-01-04 11:42:10',
      /column updated_at .*expected 2024-02-26 03:10:00 or later/,
    ],
    ['an id twice', '\n3,알고리즘', '\n2,알고리즘', /column id "2" stands in memos\.csv:\d+ already/],
    [
      'an id of the application',
      '\n3,알고리즘',
      '\n1001,알고리즘',
      /column id "1001"; expected a whole number from 1 to 1000/,
    ],
    ['an empty title', '\n3,알고리즘 스터디 1주차: 시간 복잡도', '\n3,', /column title ""/],
    ['a tag twice', '회의;총회;공지', '회의;총회;회의', /column tags/],
    ['another line end', '\n2,', '\r\n2,', /another line end/],
    ['a value too many', '\n2,신입', '\n2,둘,신입', /has 9 values/],
    ['a priority that nobody has', /,4,([^,\n]+,20)/g, ',3,$1', /no memo of priority urgent/],
    ['too few memos', /\n100,[\s\S]*$/, '\n', /memos\.csv: has 99 memos; expected 120 at least/],
  ])('%s is named with its line', (_, from, to, message) => {
    expect(faultsOf(from, to)).toMatch(message);
  });

  test('all faults are named at once', () => {
    const faults = faultsOf(/,총무다람쥐,/g, ',총무 다람쥐,');
    expect(faults.match(/column author/g)?.length).toBeGreaterThan(5);
  });
});
