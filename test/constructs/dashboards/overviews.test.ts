import { Duration } from 'cdk8s';
import {
  AddedPanel,
  environmentOverview,
  storeOverview,
  subjectsIn,
  systemOverview,
  type DashboardContent,
  type Panel,
} from '../../../src/constructs/dashboards';
import { answeringPods, outOfMemory, readyPods } from '../../../src/constructs/dashboards/pod-panels';
import { RedisCache } from '../../../src/constructs/data-store';
import { DJANGO, JOB_STATE, NODE_CONDITIONS, WatchedBackup } from '../../../src/constructs/monitoring';
import { fixed } from '../../../src/constructs/scaling';
import { Place, System } from '../../../src/constructs/structure';
import { objectOf } from '../place';
import { read } from '../read';
import { LEVEL, watchedShop, WEB } from '../monitoring/watched-shop';

const QUEUE = {
  name: 'queue_length',
  type: 'gauge',
  labels: ['queue'],
  help: { en: 'what waits', ko: '기다리는 것' },
} as const;

/** A panel that a system adds. */
const HITS = {
  title: { en: 'Hits', ko: '적중' },
  description: { en: 'd', ko: 'd' },
  unit: 'short',
  asks: [{ expr: 'up', legend: 'x' }],
} as const;

/** What Prometheus is asked. */
const exprOf = (asked: Panel['asks'][0] | undefined): string => (typeof asked === 'object' ? asked.expr : '');

const titles = ({ rows }: DashboardContent): readonly string[] =>
  rows.flatMap(({ panels }) => panels.map(({ title }) => title.en));
const queries = ({ rows }: DashboardContent): readonly string[] =>
  rows.flatMap(({ panels }) => panels.flatMap(({ asks }) => asks.map(exprOf)));

describe('the overview of a system', () => {
  test('shows of a service that says nothing of itself whether it answers and starts again', () => {
    expect(titles(systemOverview(watchedShop(), 'test'))).toEqual([
      'Alerts that fire',
      'Ended for want of memory',
      'Pods that answer',
      'Restarts within an hour',
    ]);
  });

  test('shows of a service that counts its requests how many, how many fail, how long they take, how full a pod is', () => {
    const added = titles(systemOverview(watchedShop({ requests: DJANGO }), 'test'));
    expect(added).toEqual(
      expect.arrayContaining([
        'Requests a second',
        'Share of requests that fail',
        ...['50', '95', '99'].map(share => `Time in which ${share} % are answered`),
        'Requests at work in a pod',
      ]),
    );
    expect(added).not.toContain('Error budget that is left');
  });

  test('asks for the very series that rules record and alerts judge', () => {
    const system = watchedShop({ requests: DJANGO, serviceLevel: LEVEL });
    const groups = read(objectOf(system, 'PrometheusRule', 'web'), 'spec.groups') as {
      rules: { record?: string; alert?: string; expr: string }[];
    }[];
    const rules = groups.flatMap(each => each.rules);
    const asked = queries(systemOverview(system, 'test'));
    const budget = 'slo:error_budget:remaining_ratio';
    expect(rules.map(({ record }) => record)).toContain(budget);
    expect(asked).toContain(`${budget}{namespace="shop",service="web"}`);
    const failing = rules.find(({ record }) => record === 'slo:bad_requests:ratio_rate5m')?.expr;
    expect(asked).toContain(failing);
  });

  test('shows whatever else a program says that it shows, in the unit of its name, and nothing that tells of others', () => {
    const shows = { metrics: [QUEUE, { ...QUEUE, name: 'wait_seconds' }], ownLabels: false };
    const { rows } = systemOverview(watchedShop({ shows }), 'test');
    const own = rows.flatMap(({ panels }) => panels).filter(({ title }) => title.en.startsWith('web: '));
    expect(own.map(({ title, unit, asks }) => [title.en, unit, asks])).toEqual([
      [
        'web: queue_length',
        'short',
        [{ expr: 'queue_length{namespace="shop",job="web"}', legend: '{{pod}} {{queue}}' }],
      ],
      ['web: wait_seconds', 's', [{ expr: 'wait_seconds{namespace="shop",job="web"}', legend: '{{pod}} {{queue}}' }]],
    ]);
    const others = systemOverview(watchedShop({ shows: { ...shows, ownLabels: true } }), 'test');
    expect(titles(others).filter(title => title.startsWith('web: '))).toEqual([]);
  });

  test('shows a panel that the system adds', () => {
    const system = watchedShop();
    new AddedPanel(system.app, 'hits', { panel: HITS });
    new AddedPanel(system.app, 'of-a-store', {
      panel: { ...HITS, title: { en: 'Of a store', ko: '저장소' } },
      store: 'redis',
    });
    expect(titles(systemOverview(system, 'test'))).toContain('Hits');
    expect(titles(systemOverview(system, 'test'))).not.toContain('Of a store');
  });
});

describe('what a panel shows when series are gone', () => {
  const ready = 'kube_pod_container_status_ready{namespace="shop",container="web"}';
  const condition = 'kube_node_status_condition{condition="Ready",status="true"}';

  test('no pod that answers and no pod that is ready is 0, and not "No data"', () => {
    const pods = [{ name: 'web', namespace: 'shop' }] as const;
    const exprs = [answeringPods(pods), readyPods(pods)].map(({ asks }) => exprOf(asks[0]));
    expect(exprs).toEqual(['sum(up{namespace="shop",job="web"}) or vector(0)', `sum(${ready}) or vector(0)`]);
  });

  test('what kube-state-metrics alone can tell is 0 only while it tells of the same pods and nodes', () => {
    const ended = exprOf(outOfMemory([{ name: 'web', namespace: 'shop' }]).asks[0]);
    expect(ended).toMatch(/ or 0 \* /);
    expect(ended.split(' or ')[1]).toBe(`0 * sum(${ready})`);
    const place = Place.of(watchedShop({ shows: { metrics: [NODE_CONDITIONS], ownLabels: true } }));
    expect(queries(environmentOverview(place, 'test'))).toContain(
      `count(${condition} == 0) or 0 * count(${condition})`,
    );
  });
});

describe('what an environment shows of Jobs and backups', () => {
  const failed = 'count(kube_job_failed{condition="true"} == 1) or 0 * count(kube_job_created)';
  const shown = (system: System): readonly string[] => queries(environmentOverview(Place.of(system), 'test'));

  test('Jobs that failed, where kube-state-metrics tells of Jobs, and no number where it is away', () => {
    expect(shown(watchedShop({ shows: { metrics: Object.values(JOB_STATE), ownLabels: true } }))).toContain(failed);
    expect(shown(watchedShop())).not.toContain(failed);
  });

  test('how old the newest backup is, with the limit of its alert', () => {
    const system = watchedShop();
    new WatchedBackup(system.monitoring, 'backup', {
      name: 'redis-backup',
      namespace: 'shop',
      oldest: Duration.hours(29),
      requirements: [],
    });
    const panels = environmentOverview(Place.of(system), 'test').rows.flatMap(row => row.panels);
    const [age] = panels.filter(({ title }) => title.en === 'Time since the last backup');
    expect(age).toMatchObject({ unit: 's', bad: { from: 29 * 3600 }, asks: [{ legend: 'redis-backup' }] });
    expect(exprOf(age?.asks[0])).toMatch(/^time\(\) - max\(kube_cronjob_status_last_successful_time\{.*redis-backup/);
  });
});

describe('the dashboards of data stores and of an environment', () => {
  function redisIn(system: System, namespace: string): void {
    const image = { repository: 'docker.io/library/redis', tag: '7.2.11-bookworm' };
    const memory = { maxMemory: '64mb', eviction: 'allkeys-lru' } as const;
    new RedisCache(system.app, 'redis', { ...memory, namespace, image, size: WEB.size, replicas: fixed(1) });
  }

  function withStore(): System {
    const system = watchedShop({ requests: DJANGO, shows: { metrics: [NODE_CONDITIONS], ownLabels: true } });
    redisIn(system, 'shop');
    return system;
  }

  test('a data store in the cluster has one, with what the system tells of it', () => {
    const system = withStore();
    new AddedPanel(system.app, 'hits', { panel: HITS, store: 'redis' });
    const all = subjectsIn(system);
    expect(all.stores).toEqual([{ name: 'redis', namespace: 'shop', needs: 1, system: 'shop' }]);
    const content = storeOverview(all.stores[0] as (typeof all.stores)[number], all, 'test');
    expect(content.uid).toBe('test-shop-redis');
    expect(titles(content)).toEqual(['Ready pods', 'Restarts within an hour', 'Ended for want of memory', 'Hits']);
  });

  test('a panel of one system’s data store is not on that of another’s which has the same name', () => {
    class Other extends System {}
    const shop = withStore();
    const place = Place.of(shop);
    redisIn(new Other(place, 'other'), 'other');
    new AddedPanel(shop.app, 'hits', { panel: HITS, store: 'redis' });
    const all = subjectsIn(place);
    const shown = all.stores.map(store => [store.system, titles(storeOverview(store, all, 'test')).includes('Hits')]);
    expect(shown).toEqual([
      ['shop', true],
      ['other', false],
    ]);
  });

  test('the environment has one of all systems, with nodes where somebody tells of them', () => {
    const place = Place.of(withStore());
    expect(environmentOverview(place, 'test').uid).toBe('test-environment');
    expect(titles(environmentOverview(place, 'test'))).toEqual([
      'Alerts that fire',
      'Requests a second',
      'Share of requests that fail',
      'Pods that answer',
      'Restarts within an hour',
      'Ended for want of memory',
      'Ready pods',
      'Nodes that are not ready',
      'Nodes under pressure',
    ]);
    expect(titles(environmentOverview(Place.of(watchedShop()), 'test'))).not.toContain('Nodes that are not ready');
  });
});
