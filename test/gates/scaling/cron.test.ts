import { cronSchedule, firesOn } from '../../../src/gates/scaling/cron-schedule';

describe('a cron schedule', () => {
  test.each<[string, number[]]>([
    ['5 * * * *', [5]],
    ['*/20 * * * *', [0, 20, 40]],
    ['50/4 * * * *', [50, 54, 58]],
    ['1-7/3,9 * * * *', [1, 4, 7, 9]],
    ['?  * * * *', Array.from({ length: 60 }, (_, minute) => minute)],
  ])('%j fires at these minutes', (text, minutes) => {
    expect([...(cronSchedule(text)?.minutes ?? [])]).toEqual(minutes);
  });

  test.each(['60 * * * *', '* 24 * * *', '* * 0 * *', '* * * 13 *', '5-1 * * * *', '*/0 * * * *', '@daily', ''])(
    '%j is none',
    text => expect(cronSchedule(text)).toBeUndefined(),
  );

  test.each([
    ['0 0 1 * 1', { month: 3, day: 1, weekday: 4 }, true],
    ['0 0 1 * 1', { month: 3, day: 8, weekday: 1 }, true],
    ['0 0 1 * 1', { month: 3, day: 8, weekday: 2 }, false],
    ['0 0 * * 1', { month: 3, day: 8, weekday: 2 }, false],
    ['0 0 1 4 *', { month: 3, day: 1, weekday: 1 }, false],
  ])('%s on %j: %s', (text, day, fires) => {
    const schedule = cronSchedule(text);
    expect(schedule && firesOn(schedule, day)).toBe(fires);
  });

  test('of two restricted days needs one of them, of one restricted day that one', () => {
    expect(cronSchedule('0 0 1 * 1')?.eitherDay).toBe(true);
    expect(cronSchedule('0 0 1 * *')?.eitherDay).toBe(false);
    expect(cronSchedule('0 0 */2 * 1')?.eitherDay).toBe(true);
  });
});
