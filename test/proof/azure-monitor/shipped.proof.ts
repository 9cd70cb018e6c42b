import { realModel } from '../../real-model';
import { PROMTOOL, unitTests, type UnitTest } from '../alerts/promtool';
import { shippedAlerts, type ShippedAlert } from '../alerts/rules';
import { APART } from '../monitors/courses';
import { WHOLE } from '../monitors/point';
import { criterionOf, judgingOf, statesOf, type Judging } from './evaluator';

/**
 * Rules of Prometheus that are shipped and say of a pod what an alert of Azure Monitor says of the server. Each keeps its
 * own way to count time: where they differ, the difference is stated here.
 */

const model = realModel();
const proof = PROMTOOL === undefined ? test.skip : test;

function azureAlert(name: string): Judging {
  const found = model.manifests.find(({ object }) => object.kind === 'MetricAlert' && object.metadata.name === name);
  if (found) return judgingOf(found.object);
  throw new Error(`no alert ${name}`);
}

function shipped(environment: string, name: string): readonly ShippedAlert[] {
  const found = shippedAlerts(model).filter(
    ({ declared }) => declared.environment === environment && declared.name === name,
  );
  if (found.length > 0) return found;
  throw new Error(`${environment} has no alert ${name}`);
}

/** One reading a minute, and the minutes at which each first says that something is wrong. */
interface Course {
  readonly name: string;
  readonly minutes: readonly number[];
  readonly azure: number | undefined;
  readonly prometheus: number | undefined;
}

const times = (count: number, reading: number): readonly number[] => Array.from({ length: count }, () => reading);

/** The minute at which Azure's alert begins. */
function begins(judging: Judging, minutes: readonly number[]): number | undefined {
  const points = minutes.map(each => ({ sum: each, count: 1, minimum: each, maximum: each }));
  const first = (statesOf(judging, { [WHOLE]: points })[WHOLE] ?? []).indexOf(true);
  return first < 0 ? undefined : first + 1;
}

/** How often Prometheus evaluates in prod. */
const EVERY = '30s';

/** Readings of a minute, of which the first is read a quarter of it after the minute before. */
const perMinute = (values: readonly (number | string)[]): string =>
  values.flatMap(value => Array.from({ length: 60 / APART }, () => value)).join(' ');

/** That a rule first fires within the minute before a minute, or never. */
function test30s(name: string, alert: ShippedAlert, input: UnitTest['input_series'], course: Course): UnitTest {
  const firing = `count(ALERTS{alertname="${alert.declared.name}",alertstate="firing"}) or vector(0)`;
  const at = (minute: number, value: number): NonNullable<UnitTest['promql_expr_test']>[number] => ({
    expr: firing,
    eval_time: `${minute}m`,
    exp_samples: [{ labels: '{}', value }],
  });
  const minutes = course.minutes.map((_, index) => index + 1);
  const { prometheus } = course;
  return {
    name,
    interval: `${APART}s`,
    input_series: input,
    alert_rule_test: [],
    promql_expr_test:
      prometheus === undefined
        ? minutes.map(minute => at(minute, 0))
        : [...minutes.filter(minute => minute < prometheus).map(minute => at(minute, 0)), at(prometheus, 1)],
  };
}

describe.each(shipped('tripgen-prod', 'PodMemory').map(alert => [alert.declared.labels['service'], alert] as const))(
  'memory of %s and of the server: TG-14’s 90 % for 5 minutes',
  (service, alert) => {
    const azure = azureAlert('psql-tripgen-prod-memory');
    const courses: readonly Course[] = [
      { name: 'well', minutes: times(20, 85), azure: undefined, prometheus: undefined },
      { name: 'as much as may be', minutes: times(20, 90), azure: undefined, prometheus: undefined },
      { name: 'too much, and it stays', minutes: [...times(5, 45), ...times(8, 93)], azure: 10, prometheus: 11 },
      {
        name: 'too much for 5 minutes to the second: Prometheus, which counts from its first look, wants one more',
        minutes: [...times(5, 45), ...times(5, 93), ...times(10, 45)],
        azure: 10,
        prometheus: undefined,
      },
      {
        name: 'a short high peak: Azure, which judges the mean, rings',
        minutes: [...times(5, 85), 100, 100, ...times(10, 85)],
        azure: 7,
        prometheus: undefined,
      },
      {
        name: 'a minute’s breath: Prometheus begins anew, Azure does not',
        minutes: [...times(5, 45), 93, 93, 93, 89, ...times(8, 93)],
        azure: 10,
        prometheus: 15,
      },
      {
        name: 'four minutes too much',
        minutes: [...times(5, 45), ...times(4, 93), ...times(10, 45)],
        azure: undefined,
        prometheus: undefined,
      },
    ];

    test('has the same share and the same time', () => {
      expect([azure.threshold / 100, `${azure.window}m`, azure.aggregation]).toEqual([
        Number(/> ([\d.]+)$/.exec(alert.rule.expr)?.[1]),
        alert.rule.for,
        'Average',
      ]);
    });

    test.each(courses.map(course => [course.name, course] as const))('Azure: %s', (_, { minutes, azure: first }) => {
      expect(begins(azure, minutes)).toBe(first);
    });

    proof('Prometheus begins at the same minute or the next, or differs as stated', async () => {
      const labels = `namespace="${alert.declared.namespace}",container="${service}",pod="one"`;
      const tests = courses.map(course =>
        test30s(
          course.name,
          alert,
          [
            { series: `container_memory_working_set_bytes{${labels}}`, values: `_ ${perMinute(course.minutes)}` },
            { series: `container_spec_memory_limit_bytes{${labels}}`, values: `100x${course.minutes.length * 4}` },
          ],
          course,
        ),
      );
      expect(await unitTests(alert.groups, [{ interval: EVERY, tests }])).toBe('');
    });

    test('Prometheus rings of nothing that Azure does not ring of, and never sooner', () => {
      const sooner = courses.filter(
        each => each.prometheus !== undefined && each.prometheus < (each.azure ?? Infinity),
      );
      expect(sooner).toEqual([]);
    });
  },
);

describe('connections that failed: the first within 5 minutes', () => {
  const azure = azureAlert('psql-tripgen-prod-failed-connections');
  const [alert] = shipped('fablink-prod', 'FailedConnections') as [ShippedAlert];
  const both = (name: string, minutes: readonly number[], at: number | undefined): Course => ({
    name,
    minutes,
    azure: at,
    prometheus: at,
  });
  const courses: readonly Course[] = [
    both('none', times(20, 0), undefined),
    both('one', [...times(6, 0), 1, ...times(12, 0)], 7),
    both('one, and one more', [...times(6, 0), 1, 0, 0, 1, ...times(12, 0)], 7),
    both('many at once', [...times(6, 0), 40, ...times(12, 0)], 7),
  ];

  test('judges the same number and the same time', () => {
    const [object] = model.manifests.filter(
      each => each.object.metadata.name === 'psql-tripgen-prod-failed-connections',
    );
    expect(object && criterionOf(object.object).timeAggregation).toBe('Total');
    expect(`> ${azure.threshold}`).toBe(/> \d+$/.exec(alert.rule.expr)?.[0]);
    expect(alert.rule.expr).toContain(`[${azure.window}m]`);
  });

  test.each(courses.map(course => [course.name, course] as const))('Azure: %s', (_, { minutes, azure: first }) => {
    expect(begins(azure, minutes)).toBe(first);
  });

  proof(
    'Prometheus begins at the same minute, with a counter that was there and with one that the first event makes',
    async () => {
      const [metric] = alert.declared.reads;
      const series = `${metric?.name}{namespace="fablink-prod",job="fablink-backend"}`;
      const tests = courses.flatMap(course => {
        let count = 0;
        const counted = course.minutes.map(each => (count += each));
        const made = counted.map(each => (each === 0 ? '_' : each));
        return ['0', '_'].map(first => {
          const values = `${first} ${perMinute(first === '0' ? counted : made)}`;
          return test30s(`${course.name}, from ${first}`, alert, [{ series, values }], course);
        });
      });
      expect(await unitTests(alert.groups, [{ interval: EVERY, tests }])).toBe('');
    },
  );
});
