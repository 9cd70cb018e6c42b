import type { Declared, OfficeHours, ScheduleDeclaration, Weekday, WorkloadDeclaration } from '../../src/model';
import { atText, workloadsAt, type WallTime } from '../../src/views/list-at';
import { environmentOf } from '../gates/model-of';

const beside = { environment: 'test', provenance: { construct: 'test', lines: () => [] } };
const hours: OfficeHours = {
  days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'],
  start: '09:00',
  end: '18:30',
  timeZone: 'Asia/Seoul',
};

const workload = (name: string, runs: 'service' | 'job' = 'service'): Declared<WorkloadDeclaration> => ({
  type: 'workload',
  name,
  namespace: 'shop',
  selector: {},
  labels: {},
  serves: [],
  calls: [],
  openTo: [],
  mostPods: 1,
  requests: { cpuMillis: 1, memoryMiB: 1 },
  limits: { cpuMillis: 1, memoryMiB: 1 },
  runs,
  ...beside,
});

const schedule = (changes: Partial<ScheduleDeclaration> = {}): Declared<ScheduleDeclaration> => ({
  type: 'schedule',
  workload: 'web',
  namespace: 'shop',
  count: 1,
  hours,
  assumed: false,
  ...changes,
  ...beside,
});

/** The wall shows `Fri 2026-11-20 18:29`. */
function wall(text: string): WallTime {
  const [, weekday, year, month, day, hour, minute] = /^(\w+) (\d+)-(\d+)-(\d+) (\d+):(\d+)$/.exec(text) ?? [];
  return {
    weekday: weekday as Weekday,
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
  };
}

function at(text: string, changes: Partial<OfficeHours> = {}): string {
  const declarations = [workload('web'), schedule({ hours: { ...hours, ...changes } })];
  const [answer] = workloadsAt({ environments: [environmentOf()], declarations }, () => wall(text));
  const [web] = answer?.workloads ?? [];
  return `${web?.state} until ${web?.until}`;
}

test.each([
  ['Fri 2026-11-20 08:59', 'sleeps until Fri 2026-11-20 09:00'],
  ['Fri 2026-11-20 09:00', 'runs until Fri 2026-11-20 18:30'],
  ['Fri 2026-11-20 18:29', 'runs until Fri 2026-11-20 18:30'],
  ['Fri 2026-11-20 18:30', 'sleeps until Mon 2026-11-23 09:00'],
  ['Sat 2026-11-21 12:00', 'sleeps until Mon 2026-11-23 09:00'],
  ['Sun 2026-11-22 23:59', 'sleeps until Mon 2026-11-23 09:00'],
  ['Thu 2026-12-31 20:00', 'sleeps until Fri 2027-01-01 09:00'],
  ['Fri 2028-02-25 20:00', 'sleeps until Mon 2028-02-28 09:00'],
  ['Mon 2028-02-28 20:00', 'sleeps until Tue 2028-02-29 09:00'],
  ['Tue 2028-02-29 20:00', 'sleeps until Wed 2028-03-01 09:00'],
  ['Fri 2100-02-26 20:00', 'sleeps until Mon 2100-03-01 09:00'],
])('when the wall shows %s, it %s', (now, expected) => expect(at(now)).toBe(expected));

test('a window of one day a week comes back after a week', () => {
  expect(at('Mon 2026-11-23 19:00', { days: ['Mon'] })).toBe('sleeps until Mon 2026-11-30 09:00');
});

test('what has no hours runs always, jobs are not listed, and each clock is asked for its own zone', () => {
  const declarations = [
    workload('web'),
    workload('database'),
    workload('migration', 'job'),
    schedule({ assumed: true, count: 2 }),
  ];
  const asked: string[] = [];
  const clock = (zone: string): WallTime => {
    asked.push(zone);
    return wall('Mon 2026-11-23 10:05');
  };
  const answer = workloadsAt({ environments: [environmentOf()], declarations }, clock);
  expect(asked).toEqual(['Asia/Seoul']);
  expect(atText('2026-11-23T01:05:00Z', answer, clock)).toMatchInlineSnapshot(`
    "2026-11-23T01:05:00Z = Mon 2026-11-23 10:05 Asia/Seoul

    test
    workload       state  until                            hours
    shop/web       runs   Mon 2026-11-23 18:30 Asia/Seoul  2 pods, assumed
    shop/database  runs   always

    Holidays are days like any other: KEDA’s windows know none.
    KEDA looks every 30 s, so a window opens and closes up to half a minute later.
    Jobs run at times of their own and are not listed."
  `);
});

test('a schedule counts in its own environment and namespace only', () => {
  const declarations = [
    workload('web'),
    { ...schedule(), environment: 'other' },
    schedule({ namespace: 'stall' }),
    schedule({ workload: 'till' }),
  ];
  const answer = workloadsAt({ environments: [environmentOf()], declarations }, () => wall('Sun 2026-11-22 10:00'));
  expect(answer).toEqual([{ environment: 'test', workloads: [{ namespace: 'shop', workload: 'web', state: 'runs' }] }]);
});
