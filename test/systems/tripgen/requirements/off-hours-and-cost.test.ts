import { prices } from '../../../../src/environments/prices';
import type { Weekday } from '../../../../src/model';
import { estimates } from '../../../../src/views/cost';
import { workloadsAt } from '../../../../src/views/list-at';
import { realModel } from '../../../real-model';
import { dev, namesOf, SERVICES } from './output';

/** What the document's command scales to 0: every Deployment. PostgreSQL is a StatefulSet. */
const SCALED = [...SERVICES, 'redis', 'postgresql-exporter', 'redis-exporter'].sort();

/** Names of the workloads that sleep in development on a day at noon or at night, Seoul time. */
function asleep(weekday: Weekday, hour: number): string[] {
  const clock = () => ({ year: 2026, month: 11, day: 20, weekday, hour, minute: 0 });
  const here = workloadsAt(realModel(), clock).find(each => each.environment === 'tripgen-dev');
  return (here?.workloads ?? []).flatMap(each => (each.state === 'sleeps' ? [each.workload] : [])).sort();
}

const estimate = () => {
  const found = estimates(realModel(), prices).find(each => each.environment === 'tripgen-dev');
  if (found === undefined) throw new Error('no estimate of tripgen-dev');
  return found;
};
const account = (lever: string) => estimate().savings.find(each => each.lever === lever);

test('TG-16 KEDA scales every Deployment, between 0 and one pod, on Seoul’s clock', () => {
  expect(namesOf(dev.all('Deployment', 'apps'))).toEqual(SCALED.map(name => `Deployment/${name}`));
  expect(namesOf(dev.all('ScaledObject'))).toEqual(SCALED.map(name => `ScaledObject/${name}`));
  for (const name of SCALED) {
    expect(dev.value(`ScaledObject/${name}`, 'spec')).toMatchObject({
      scaleTargetRef: { kind: 'Deployment', name },
      idleReplicaCount: 0,
      minReplicaCount: 1,
      maxReplicaCount: 1,
      triggers: [{ type: 'cron', metadata: { timezone: 'Asia/Seoul' } }],
    });
  }
});

test('TG-16 no Deployment names a number of pods that Argo CD would heal', () => {
  for (const name of SCALED) expect(dev.value(`Deployment/${name}`, 'spec.replicas')).toBeUndefined();
});

test('TG-16 at night and on weekends everything sleeps but PostgreSQL; in office hours nothing does', () => {
  expect(asleep('Fri', 23)).toEqual(SCALED);
  expect(asleep('Sat', 12)).toEqual(SCALED);
  expect(asleep('Fri', 12)).toEqual([]);
  expect(dev.value('StatefulSet/postgresql', 'spec.replicas')).toBe(1);
});

test('D-08 the hours are declared workload by workload, so that nobody is promised an answer outside them', () => {
  const hours = dev.declared('schedule');
  expect(hours.map(each => each.workload).sort()).toEqual(SCALED);
  // The document says "night and weekend" and gives no hours.
  expect(hours.filter(each => !each.assumed)).toEqual([]);
});

test('TG-19 what is declared stays within 150 USD a month', () => {
  expect(estimate().budget).toMatchObject({ usdAMonth: 150, requirement: 'TG-19' });
  expect(estimate().total.most).toBeGreaterThan(60);
  expect(estimate().total.most).toBeLessThanOrEqual(150);
});

test('TG-19 each of the document’s seven ways to save is accounted for with its own share beside', () => {
  const claimed = Object.fromEntries(estimate().savings.map(each => [each.lever, each.claimed]));
  expect(claimed).toEqual({
    spot: '70 %',
    'off-hours': 'half',
    'right-sizing': '20 to 30 %',
    'local-disk': '100 %',
    'scratch-folder': '100 %',
    'one-load-balancer': '50 %',
    'cluster-ip': '100 %',
  });
});

test('D-26 the 70 % of Spot are shown as not available, beside the nearest size that is offered so', () => {
  expect(account('spot')?.saved).toBe(0);
  expect(account('spot')?.account).toMatch(/^Not available: .*Standard_B2als_v2/);
});

test('D-29 pods at 0 on two fixed nodes save nothing; the view shows what stopping the nodes would', () => {
  expect(account('off-hours')?.saved).toBe(0);
  expect(account('off-hours')?.account).toMatch(/Stopping the nodes in those hours, too, would save up to \d+/);
});
