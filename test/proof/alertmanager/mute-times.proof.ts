import { timesOutside, type TimeInterval } from '../../../src/constructs/alerting';
import type { OfficeHours } from '../../../src/model';
import { realModel } from '../../real-model';
import { committed, configurationIn, mutes, type Configuration, type Route } from './configuration';
import { isRight, playEdges, type Answer, type Verdict } from './edges';
import { ENVIRONMENTS, sentAlerts, type SentAlert } from './intent';
import { sayMoment } from './moments';
import { ALERTMANAGER, AMTOOL } from './programs';
import { UNHEARD } from './scenario';
import { edgesOfHours, shifted, weekly } from './week';

const played = ALERTMANAGER === undefined || AMTOOL === undefined ? describe.skip : describe;

/** Hours in which the pods of an environment run, one value for all of them; nothing where they run at every hour. */
function hoursOf(environment: string): OfficeHours | undefined {
  const all = realModel().declarations.flatMap(each =>
    each.type === 'schedule' && each.environment === environment ? [JSON.stringify(each.hours)] : [],
  );
  const [hours, ...others] = new Set(all);
  if (others.length > 0)
    throw new Error(`${environment}: found hours ${hours} and ${others.join()}; expected one value`);
  return hours === undefined ? undefined : (JSON.parse(hours) as OfficeHours);
}

const MUTING = ENVIRONMENTS.flatMap(environment => {
  const hours = hoursOf(environment);
  return hours ? [[environment, hours] as const] : [];
});

test('D-08 people are told at some times only exactly where pods sleep', () => {
  expect(MUTING).not.toEqual([]);
  expect(MUTING.map(([environment]) => environment)).toEqual(ENVIRONMENTS.filter(mutes));
});

/** One alert of each severity, one without any, and the one that always fires. */
function alertsFor(environment: string): readonly SentAlert[] {
  const all = sentAlerts(environment);
  const of = (label: string, value: string): readonly SentAlert[] =>
    all
      .filter(({ labels }) => labels[label] === value && (label === 'alertname' || labels['alertname'] !== 'Watchdog'))
      .slice(0, 1);
  return [
    ...['critical', 'warning', 'info'].flatMap(severity => of('severity', severity)),
    UNHEARD,
    ...of('alertname', 'Watchdog'),
  ];
}

type Plant = (configuration: Configuration) => Configuration;

/** A configuration with other times at which nobody is told. */
const withTimes =
  (change: (times: readonly TimeInterval[]) => readonly TimeInterval[]): Plant =>
  configuration => ({
    ...configuration,
    time_intervals: (configuration.time_intervals ?? []).map(each => ({
      ...each,
      time_intervals: change(each.time_intervals.map(weekly)),
    })),
  });

/** Of two mute days that meet at midnight, the end of the first is left out. */
const beforeMidnight = withTimes(times =>
  times.map(each => ({
    ...each,
    ...(each.times && {
      times: each.times.map(time => (time.end_time === '24:00' ? { ...time, end_time: '23:55' } : time)),
    }),
  })),
);

/** What makes critical alerts mute stands at the route of the dead man's switch. */
const misplaced: Plant = configuration => {
  const { routes = [] } = configuration.route;
  const times = routes.find(each => each.mute_time_intervals)?.mute_time_intervals ?? [];
  const other = (route: Route): Route => {
    const { mute_time_intervals: _, ...rest } = route;
    if (route.matchers?.includes('severity="critical"')) return rest;
    return route.matchers?.includes('alertname="Watchdog"') ? { ...rest, mute_time_intervals: times } : route;
  };
  return { ...configuration, route: { ...configuration.route, routes: routes.map(other) } };
};

/** Nobody is told when the hours begin; somebody is told while they have not begun or are over; nobody is told in them. */
const [LATE, LOUD, DEAF] = [
  /at the edge told nobody, expected .*witness/,
  /told .*witness, expected nobody/,
  /told nobody, expected .*witness;/,
];

/** What is broken, how, and what is told of it. */
const plantsIn = (hours: OfficeHours): readonly (readonly [string, Plant, readonly RegExp[]])[] => [
  ['a minute late', withTimes(times => shifted(times, 1)), [LATE]],
  ['a minute early', withTimes(times => shifted(times, -1)), [LOUD]],
  ['an hour late', withTimes(times => shifted(times, 60)), [LATE, LOUD, DEAF]],
  ['an hour early', withTimes(times => shifted(times, -60)), [LOUD, DEAF]],
  ['a weekday off', withTimes(times => shifted(times, 24 * 60)), [LATE, LOUD, DEAF]],
  [
    'in the hours of the wall, as if in UTC',
    withTimes(() => timesOutside({ ...hours, timeZone: 'UTC' })),
    [LATE, DEAF],
  ],
  ['that end before midnight', beforeMidnight, [/^after \w+ 23:55, .* told .*witness, expected nobody/m]],
  [
    'at the wrong route',
    misplaced,
    [/Watchdog .* told nobody, expected .*witness;/, /critical\) told .*, expected nobody/],
  ],
];

played.each(MUTING)('the times at which nobody is told, on a real Alertmanager, in %s', (environment, hours) => {
  const plants = plantsIn(hours);
  let answers: readonly Answer[] = [];
  beforeAll(async () => {
    const configuration = configurationIn(committed(environment).text);
    const [alerts, edges] = [alertsFor(environment), edgesOfHours(hours)];
    const few = alerts.filter(({ labels }) => labels['severity'] === 'critical' || labels['alertname'] === 'Watchdog');
    answers = await playEdges(environment, hours, [
      { name: 'committed', configuration, alerts, edges },
      ...plants.map(([name, plant]) => ({ name, configuration: plant(configuration), alerts: few, edges })),
    ]);
  });
  const of = (name: string): readonly Answer[] => answers.filter(({ question }) => question.tried.name === name);
  const wrong = (name: string): readonly string[] =>
    of(name)
      .filter(each => !isRight(each.now) || !isRight(each.then))
      .map(said);

  test('D-08 mute everybody up to each edge of the hours, tell everybody from it on, and never mute the dead man’s switch', () => {
    const muted = of('committed').filter(({ now }) => now.told.length === 0);
    expect(muted.length).toBeGreaterThan(0);
    expect(muted.length).toBeLessThan(of('committed').length);
    expect(wrong('committed')).toEqual([]);
  });

  test('D-08 what still holds when the hours begin is told within their first minute', () => {
    const late = of('committed').filter(({ then }) => then.told.length > 0);
    expect(new Set(late.map(({ question }) => question.moment.edge)).size).toBe(hours.days.length);
    expect(late.filter(({ then }) => !isRight(then)).map(said)).toEqual([]);
  });

  test.each(plants)('planted: times %s are seen', (name, _, signs) => {
    for (const sign of signs) expect(wrong(name).join('\n')).toMatch(sign);
  });
});

/** What came of a question, in words. */
function said({ question: { moment, alert }, now, then }: Answer): string {
  const who = (names: readonly string[]): string => names.join(' and ') || 'nobody';
  const verdict = ({ told, expected }: Verdict): string => `told ${who(told)}, expected ${who(expected)}`;
  const { alertname, severity = 'no severity' } = alert.labels;
  return `${sayMoment(moment)}: ${alertname} (${severity}) ${verdict(now)}; at the edge ${verdict(then)}`;
}
