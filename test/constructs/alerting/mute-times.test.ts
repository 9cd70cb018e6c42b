import { timesOutside } from '../../../src/constructs/alerting';
import type { OfficeHours } from '../../../src/model';
import { isMuted, isOffice, weekMinuteOf } from '../../proof/alertmanager/week';

const office: OfficeHours = {
  days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'],
  start: '08:00',
  end: '20:00',
  timeZone: 'Asia/Seoul',
};

describe('D-08 the times at which nobody is told', () => {
  test.each<[string, OfficeHours]>([
    ['weekdays in Seoul', office],
    ['early ones, which begin on the day before in UTC', { ...office, start: '00:00', end: '09:00' }],
    ['a Sunday and a Monday', { ...office, days: ['Sun', 'Mon'], start: '06:30', end: '23:59' }],
    ['every day', { ...office, days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] }],
    ['UTC', { ...office, timeZone: 'UTC' }],
  ])('are all of a week but %s, to the minute', (_, hours) => {
    const intervals = timesOutside(hours);
    const wrong = Array.from({ length: 7 * 1440 }, (__, minute) => new Date(Date.UTC(2026, 10, 15, 0, minute))).filter(
      moment => isMuted(intervals, weekMinuteOf(moment)) === isOffice(hours, moment),
    );
    expect(wrong.map(moment => moment.toISOString())).toEqual([]);
  });

  test('are days that are alike together, and whole days without times', () => {
    expect(timesOutside(office)).toEqual([
      { weekdays: ['sunday'], times: [{ start_time: '00:00', end_time: '23:00' }] },
      {
        weekdays: ['monday', 'tuesday', 'wednesday', 'thursday'],
        times: [{ start_time: '11:00', end_time: '23:00' }],
      },
      { weekdays: ['friday'], times: [{ start_time: '11:00', end_time: '24:00' }] },
      { weekdays: ['saturday'] },
    ]);
  });

  test('of a time zone with a summer time are refused', () => {
    expect(() => timesOutside({ ...office, timeZone: 'Europe/Berlin' })).toThrow(/expected one without summer time/);
  });
});
