import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prod } from './output';

const value = (kindAndName: string, path: string) => prod.value(kindAndName, path);
const DRILLS = ['load-test', 'failover', 'backup', 'restore'];
const runbooks = join(__dirname, '../../../../docs/runbooks');

test.each(DRILLS)('FP-21 the drill %s is a Job that waits for a person: no sync and no clock starts it', drill => {
  expect(value(`CronJob/drill-${drill}`, 'spec.suspend')).toBe(true);
  expect(value(`CronJob/drill-${drill}`, 'spec.jobTemplate.spec.activeDeadlineSeconds')).toBeGreaterThan(0);
});

test.each(DRILLS)('FP-21 a runbook, in English and in Korean, tells how to run the drill %s', drill => {
  const pages = existsSync(runbooks) ? readdirSync(runbooks).filter(page => page.endsWith('.md')) : [];
  const telling = pages.filter(page => readFileSync(join(runbooks, page), 'utf8').includes(`drill-${drill}`));
  expect(telling.some(page => page.endsWith('.ko.md'))).toBe(true);
  expect(telling.some(page => page.endsWith('.md') && !page.endsWith('.ko.md'))).toBe(true);
});

test('FP-16, FP-21 the load test sends 5,000 requests a second and wants p95 < 500 ms, p99 < 1 s, errors < 0.1 %', () => {
  expect(prod.document('ConfigMap/drill-load-test-config', 'data.SERVICE_LEVEL')).toEqual({
    requestsPerSecond: 5000,
    p95Millis: 500,
    p99Millis: 1000,
    errorRatio: 0.001,
  });
});

test('FP-21 the restore drill never touches the database that it copies', () => {
  const { Statement } = prod.document('Role/fablink-prod-restore', 'spec.inlinePolicies.grants') as {
    Statement: { Action: string[]; Resource: string[] }[];
  };
  const destructive = Statement.filter(each => each.Action.some(action => /Delete|Modify|Reboot/.test(action)));
  expect(destructive).not.toEqual([]);
  for (const resource of destructive.flatMap(each => each.Resource)) expect(resource).toMatch(/-drill$/);
});
