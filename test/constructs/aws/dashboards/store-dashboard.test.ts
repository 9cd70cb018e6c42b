import { App } from 'cdk8s';
import {
  AlarmTopics,
  databaseConnections,
  databaseCpu,
  databaseFreeMemory,
  MetricAlarm,
  StoreDashboard,
  type StoreDashboardContent,
} from '../../../../src/constructs/aws';
import { Place, System } from '../../../../src/constructs/structure';
import { read } from '../../read';
import { objectOf, TEST_CLUSTER, WATCHER } from '../../place';
import { complaintsAbout } from '../complaints';

class Shop extends System {}

const words = (text: string) => ({ en: text, ko: `${text} (한)` });

const CPU = {
  title: words('CPU'),
  description: words('Share in use.'),
  lines: [{ name: 'db', metric: databaseCpu('db') }],
} as const;
const CONNECTIONS = {
  title: words('Connections'),
  description: words('Of clients.'),
  lines: [{ name: 'db', metric: databaseConnections('db') }],
} as const;
const CONTENT: StoreDashboardContent = {
  name: 'shop-db',
  title: words('shop'),
  description: words('What RDS tells.'),
  widgets: [CPU, CONNECTIONS, CPU],
};

interface Body {
  readonly widgets: readonly {
    readonly type: string;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly properties: Readonly<Record<string, unknown>>;
  }[];
}

/** The body of a dashboard beside alarms on the CPU of databases at these shares. */
function bodyOf(content: StoreDashboardContent, alarms: readonly number[] = [], language: 'en' | 'ko' = 'en'): string {
  const system = new Shop(new Place(new App(), 'test', { cluster: TEST_CLUSTER, watchedBy: WATCHER }), 'shop');
  const topics = new AlarmTopics(system.cloud, 'topics', {
    namespace: 'shop',
    prefix: 'shop',
    channels: { warning: [{ type: 'email' }] },
    requirements: [],
  });
  alarms.forEach((above, index) => {
    new MetricAlarm(system.cloud, `shop-cpu-${index}`, {
      namespace: 'shop',
      topics,
      severity: 'warning',
      metric: databaseCpu('db'),
      limit: { above },
      for: '5m',
      dashboard: 'shop-db',
      runbook: 'DatabaseCpu',
      summary: 'busy.',
    });
  });
  new StoreDashboard(system.cloud, 'dashboard', { ...content, namespace: 'shop', language });
  expect(complaintsAbout(system)).toEqual([]);
  return String(read(objectOf(system, 'Dashboard', 'shop-db') as never, 'spec.dashboardBody'));
}

const parsed = (text: string): Body => JSON.parse(text) as Body;

describe('a dashboard of CloudWatch', () => {
  test('puts each picture right below its text, two side by side, below its own title', () => {
    const { widgets } = parsed(bodyOf(CONTENT));
    expect(widgets.map(({ type, x, y, width, height }) => [type, x, y, width, height])).toEqual([
      ['text', 0, 0, 24, 2],
      ['text', 0, 2, 12, 3],
      ['metric', 0, 5, 12, 6],
      ['text', 12, 2, 12, 3],
      ['metric', 12, 5, 12, 6],
      ['text', 0, 11, 12, 3],
      ['metric', 0, 14, 12, 6],
    ]);
  });

  test('asks for each series with its dimensions, statistic and period, and names the unit at the axis', () => {
    const [, , cpu] = parsed(bodyOf(CONTENT)).widgets;
    expect(cpu?.properties).toEqual({
      title: 'CPU',
      view: 'timeSeries',
      stacked: false,
      region: 'ap-northeast-2',
      metrics: [
        ['AWS/RDS', 'CPUUtilization', 'DBInstanceIdentifier', 'db', { label: 'db', stat: 'Average', period: 60 }],
      ],
      yAxis: { left: { label: '%', min: 0, showUnits: false } },
    });
  });

  test('draws the limit of each alarm on what it shows, each once, and none into other pictures', () => {
    const [, , cpu, , connections] = parsed(bodyOf(CONTENT, [0.9, 0.8, 0.8])).widgets;
    expect(cpu?.properties['annotations']).toEqual({
      horizontal: [
        { label: 'alarm: more than 80', value: 80, fill: 'above', color: '#d13212' },
        { label: 'alarm: more than 90', value: 90, fill: 'above', color: '#d13212' },
      ],
    });
    expect(connections?.properties).not.toHaveProperty('annotations');
  });

  test('speaks the language of its environment', () => {
    const [head, text, cpu] = parsed(bodyOf(CONTENT, [0.8], 'ko')).widgets;
    expect(head?.properties['markdown']).toBe('# shop (한)\n\nWhat RDS tells. (한)');
    expect(text?.properties['markdown']).toBe('Share in use. (한)');
    expect(JSON.stringify(cpu)).toContain('경보: 초과 80');
  });

  test('is the same bytes for the same content', () => {
    expect(bodyOf(CONTENT, [0.8])).toBe(bodyOf(CONTENT, [0.8]));
  });

  test('is refused with lines of two units at one axis', () => {
    const lines = [
      { name: 'cpu', metric: databaseCpu('db') },
      { name: 'memory', metric: databaseFreeMemory('db') },
    ] as const;
    expect(() => bodyOf({ ...CONTENT, widgets: [{ ...CPU, lines }] })).toThrow(
      'widget "CPU": CPUUtilization is in Percent, FreeableMemory in Bytes',
    );
  });
});
