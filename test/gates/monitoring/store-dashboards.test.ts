import { monitoringRules } from '../../../src/gates/monitoring';
import type { Model } from '../../../src/model';
import { named, planted, realModel, without, type Draft } from '../../real-model';

const RULES = monitoringRules.filter(({ code }) =>
  ['alarm-leads-to-dashboard', 'store-dashboard-tells', 'store-shown'].includes(code),
);
const AURORA = 'Dashboard/fablink-prod-aurora';
const CPU = 'MetricAlarm/fablink-prod-aurora-1-cpu';

/** `code Kind/name path: message` of all that these rules find. */
const found = (model: Model): readonly string[] =>
  RULES.flatMap(rule =>
    rule
      .check(model)
      .map(({ code, where, message }) => `${code} ${where.object?.replace(/\/.*\//, '/')} ${where.path}: ${message}`),
  );

type Body = { widgets: { type: string; y: number; properties: Draft }[] };

/** The model in which the body of a dashboard of fablink-prod is another. */
function redrawn(change: (body: Body) => void, dashboard = AURORA): Model {
  return planted(realModel(), named('fablink-prod', dashboard), object => {
    const spec = object['spec'] as { dashboardBody: string };
    const body = JSON.parse(spec.dashboardBody) as Body;
    change(body);
    spec.dashboardBody = JSON.stringify(body);
  });
}

/** The first picture, which is that of the CPU. */
const cpuOf = (body: Body): Body['widgets'][number] => {
  const widget = body.widgets.find(({ type }) => type === 'metric');
  if (widget === undefined) throw new Error('no picture');
  return widget;
};

test('FP-11, LP-10 three rules look at CloudWatch’s dashboards, and find nothing in what is committed', () => {
  expect(RULES).toHaveLength(3);
  expect(found(realModel())).toEqual([]);
});

describe('a dashboard of CloudWatch that does not tell is found:', () => {
  const cases: readonly (readonly [string, (body: Body) => void, string])[] = [
    ['a picture without a title', body => (cpuOf(body).properties['title'] = ' '), 'found title " "'],
    ['a picture without a unit', body => (cpuOf(body).properties['yAxis'] = {}), 'found unit'],
    ['a picture without a metric', body => (cpuOf(body).properties['metrics'] = []), 'found metric'],
    ['a picture whose text stands elsewhere', body => (cpuOf(body).y += 1), 'found text right above it'],
    ['no picture at all', body => (body.widgets = []), 'found a dashboard without a picture'],
  ];
  test.each(cases)('%s', (_, change, message) => {
    expect(found(redrawn(change)).filter(each => each.startsWith(`store-dashboard-tells ${AURORA}`))).toEqual([
      expect.stringContaining(message),
    ]);
  });

  test('a body that is no JSON', () => {
    const broken = planted(realModel(), named('fablink-prod', AURORA), object => {
      (object['spec'] as { dashboardBody: string }).dashboardBody = 'CPU';
    });
    expect(found(broken)).toContain(`store-dashboard-tells ${AURORA} $.spec.dashboardBody: found no JSON object`);
  });
});

describe('a picture of what nobody sends is found:', () => {
  const first = (body: Body): unknown[] => (cpuOf(body).properties['metrics'] as unknown[][])[0] ?? [];
  const cases: readonly (readonly [string, (body: Body) => void, string])[] = [
    ['an unknown metric', body => (first(body)[1] = 'CpuUtilization'), 'found metric "CpuUtilization" of "AWS/RDS"'],
    ['another dimension', body => (first(body)[2] = 'DBCluster'), 'found the dimensions DBCluster'],
    [
      'an instance that is not there',
      body => (first(body)[3] = 'fablink-prod-aurora-9'),
      'has no DBInstance of that name',
    ],
    [
      'a statistic that counts something else',
      body => ((first(body)[4] as Draft)['stat'] = 'Sum'),
      'found the statistic "Sum"',
    ],
  ];
  test.each(cases)('%s', (_, change, message) => {
    expect(found(redrawn(change)).filter(each => each.startsWith('store-dashboard-tells'))).toEqual([
      expect.stringContaining(message),
    ]);
  });

  test('a dimension that is another word than AWS’ own', () => {
    const other = planted(realModel(), named('learn', 'Dashboard/learn-shop-cache'), object => {
      const spec = object['spec'] as { dashboardBody: string };
      spec.dashboardBody = spec.dashboardBody.replace('"0001"', '"1"');
    });
    expect(found(other)).toEqual([expect.stringContaining('has no CacheNodeId of that name')]);
  });
});

describe('something that AWS runs and that nobody shows is found:', () => {
  test.each([
    [
      'fablink-prod',
      'fablink-prod-aurora',
      ['DBInstance/fablink-prod-aurora-1', 'DBInstance/fablink-prod-aurora-2', 'DBInstance/fablink-prod-aurora-3'],
    ],
    ['fablink-prod', 'fablink-prod-api', ['Stage/fablink-prod-api-prod']],
    ['learn', 'learn-shop-db', ['DBInstance/learn-shop-db']],
    ['learn', 'learn-shop-cache', ['ReplicationGroup/learn-shop-cache']],
    ['learn', 'learn-shop-files-111122223333', ['Bucket/learn-shop-files-111122223333']],
    ['learn', 'learn-files', ['FileSystem/learn-files']],
  ])('%s without %s', (environment, dashboard, stores) => {
    const lost = found(without(realModel(), named(environment, `Dashboard/${dashboard}`)));
    expect(lost.filter(each => each.startsWith('store-shown'))).toEqual(
      stores.map(store => expect.stringContaining(`store-shown ${store} `)),
    );
  });

  test('every table of fablink-prod', () => {
    const lost = found(without(realModel(), named('fablink-prod', 'Dashboard/fablink-prod-tables')));
    expect(lost.filter(each => each.startsWith('store-shown Table/'))).toHaveLength(6);
  });

  test('but not where CloudWatch’s controller is not installed', () => {
    const { environments } = realModel();
    const unwatched = { ...realModel(), environments: environments.map(each => ({ ...each, apis: [] })) };
    const lost = found(without(unwatched, named('learn', 'Dashboard/learn-shop-db')));
    expect(lost.filter(each => each.startsWith('store-shown'))).toEqual([]);
  });
});

describe('an alarm of CloudWatch that leads to no picture of what it judges is found:', () => {
  const described = (change: (text: string) => string): Model =>
    planted(realModel(), named('fablink-prod', CPU), object => {
      const spec = object['spec'] as { alarmDescription: string };
      spec.alarmDescription = change(spec.alarmDescription);
    });

  test.each([
    ['no address', (text: string) => text.replace(/https:\/\/\S+#dashboards\S+ /, ''), 'found "fablink-prod-aurora-1'],
    ['two regions', (text: string) => text.replace('region=ap-northeast-2', 'region=us-east-1'), 'found "fablink-prod'],
    [
      'no such dashboard',
      (text: string) => text.replace('dashboard/fablink-prod-aurora ', 'dashboard/fablink-prod-auror '),
      'has no Dashboard of that name',
    ],
    [
      'another’s dashboard',
      (text: string) => text.replace('dashboard/fablink-prod-aurora ', 'dashboard/fablink-prod-api '),
      'does not show CPUUtilization',
    ],
  ])('%s', (_, change, message) => {
    expect(found(described(change))).toEqual([expect.stringContaining(message)]);
  });

  test('a limit that is drawn elsewhere, or on the other side', () => {
    const moved = planted(realModel(), named('fablink-prod', CPU), object => {
      (object['spec'] as { threshold: number }).threshold = 90;
    });
    expect(found(moved)).toEqual([
      expect.stringContaining('found 90, which dashboard "fablink-prod-aurora" does not draw'),
    ]);
    const turned = redrawn(body => {
      const { horizontal } = cpuOf(body).properties['annotations'] as { horizontal: Draft[] };
      for (const line of horizontal) line['fill'] = 'below';
    });
    expect(found(turned)).toHaveLength(3);
  });
});
