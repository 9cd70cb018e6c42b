import { timesOutside, type TimeInterval } from '../../../src/constructs/alerting';
import { committed, configurationIn, mutes } from './configuration';
import { ENVIRONMENTS } from './intent';
import { edgesOf, edgesOfHours, everyMinute, isMuted, remainder, sayMinute, shifted, WEEK, weekly } from './week';

/** Every committed list of times, by environment and name. */
const committedTimes = (): readonly (readonly [string, readonly TimeInterval[], readonly object[]])[] =>
  ENVIRONMENTS.filter(mutes).flatMap(environment =>
    (configurationIn(committed(environment).text).time_intervals ?? []).map(
      ({ name, time_intervals: found }) => [`${environment} ${name}`, found.map(weekly), found] as const,
    ),
  );

const hours = { start: '06:30', end: '23:59', timeZone: 'Asia/Seoul' } as const;
const CASES: readonly (readonly [string, readonly TimeInterval[]])[] = [
  ...committedTimes().map(([name, times]) => [name, times] as const),
  ['outside a Sunday and a Monday in Seoul', timesOutside({ ...hours, days: ['Sun', 'Mon'] })],
  ['every night and every noon', [weekly({ times: ['00:00-06:00', '12:00-12:01', '22:15-24:00'].map(range) })]],
  ['whole days in a row', [weekly({ weekdays: ['friday:saturday', 'sunday'] })]],
  [
    'days apart',
    [weekly({ weekdays: ['monday', 'wednesday'] }), weekly({ weekdays: ['tuesday'], times: [range('09:00-10:00')] })],
  ],
];

function range(text: string): { readonly start_time: string; readonly end_time: string } {
  const [start = '', end = ''] = text.split('-');
  return { start_time: start, end_time: end };
}

/** Minutes by which the proof may shift, prime ones and each edge's own among them. */
const shifts = (times: readonly TimeInterval[]): readonly number[] => [
  ...[0, 1, -1, 59, 60, 1439, 1440, 1441, 5039, 7919, WEEK - 1, WEEK],
  ...edgesOf(times).map(edge => 4321 - edge),
];

describe('D-08 times that are shifted by some minutes of the week', () => {
  test('are those that are committed where they are shifted by none, or by a week', () => {
    expect(committedTimes()).not.toEqual([]);
    for (const [, times, found] of committedTimes())
      for (const by of [0, WEEK, -WEEK]) expect(shifted(times, by)).toEqual(found);
  });

  test.each(CASES)('mute as many minutes of the week, each as the one that it stands for: %s', (_, times) => {
    const mute = (intervals: readonly TimeInterval[]): readonly boolean[] =>
      everyMinute().map(minute => isMuted(intervals, minute));
    const count = (minutes: readonly boolean[]): number => minutes.filter(Boolean).length;
    const before = mute(times);
    expect(count(before)).toBeGreaterThan(0);
    for (const by of shifts(times)) {
      const after = mute(shifted(times, by));
      expect([by, count(after), after.length]).toEqual([by, count(before), 10_080]);
      const wrong = everyMinute().filter(minute => after[minute] !== before[remainder(minute - by)]);
      expect([by, wrong.map(sayMinute)]).toEqual([by, []]);
    }
  });

  test.each(CASES)('are such as Alertmanager takes, with an end after the start on the same day: %s', (_, times) => {
    const written = shifts(times).flatMap(by => shifted(times, by).flatMap(each => each.times ?? []));
    for (const { start_time: start, end_time: end } of written) {
      expect(start).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
      expect(end).toMatch(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);
      expect(start < end).toBe(true);
    }
  });

  test('are nothing but days and times of a week: a zone, a month or a misspelt day is refused', () => {
    expect(() => weekly({ weekdays: ['monday'], location: 'Asia/Seoul' })).toThrow(/found location; expected weekdays/);
    expect(() => weekly({ months: ['may'] })).toThrow(/found months/);
    expect(() => weekly({ weekdays: ['mon'] })).toThrow(/found the days mon;/);
    expect(() => weekly({ weekdays: ['saturday:sunday'] })).toThrow(/found the days saturday:sunday;/);
  });
});

describe('edges', () => {
  test('are the first and the last minutes of stretches, and where two meet at midnight', () => {
    const times = timesOutside({ days: ['Fri'], start: '08:00', end: '20:00', timeZone: 'Asia/Seoul' });
    expect(edgesOf(times).map(sayMinute)).toEqual([
      ...['Sun 00:00', 'Mon 00:00', 'Tue 00:00', 'Wed 00:00', 'Thu 00:00', 'Thu 23:00'],
      ...['Fri 11:00', 'Sat 00:00'],
    ]);
  });

  test('of hours are those of the clocks on the wall', () => {
    const office = { days: ['Mon'], start: '08:00', end: '20:00', timeZone: 'Asia/Seoul' } as const;
    expect(edgesOfHours(office).map(sayMinute)).toEqual(['Sun 23:00', 'Mon 11:00']);
    expect(edgesOfHours({ ...office, timeZone: 'UTC' }).map(sayMinute)).toEqual(['Mon 08:00', 'Mon 20:00']);
  });
});
