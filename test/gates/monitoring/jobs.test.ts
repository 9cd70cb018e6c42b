import { jobTold } from '../../../src/gates/monitoring/job-told';
import type { Model } from '../../../src/model';
import { named, partOf, planted, realModel, without } from '../../real-model';

const model = realModel();

const found = (of: Model): readonly string[] =>
  jobTold.check(of).map(({ where, message }) => `${where.environment} ${where.object}: ${message}`);

const FAILED = 'no alert of the environment reads kube_job_failed of it';
const SUCCEEDED = 'no alert of the environment reads kube_cronjob_status_last_successful_time of it';

/** The real model without what one PrometheusRule says. */
const withoutRules = (environment: string, name: string): Model =>
  without(model, named(environment, `PrometheusRule/${name}`));

describe('job-told', () => {
  test('holds as things stand, in environments with Jobs and backups', () => {
    expect(found(model)).toEqual([]);
    const kinds = model.manifests.filter(({ tree, object }) => tree === 'dist' && object.apiVersion === 'batch/v1');
    expect(new Set(kinds.map(({ object }) => object.kind))).toEqual(new Set(['Job', 'CronJob']));
  });

  test('planted: a Job whose alert is gone is found', () => {
    expect(found(withoutRules('memo-prod', 'database-schema-init'))).toEqual([
      `memo-prod Job/sgcc-memo/database-schema-init: ${FAILED}`,
    ]);
  });

  test('planted: a backup whose alert is gone is found, and what runs when a person wants it is not', () => {
    expect(found(withoutRules('tripgen-prod', 'postgresql-backup'))).toEqual([
      `tripgen-prod CronJob/tripgen-prod/postgresql-backup: ${SUCCEEDED}`,
    ]);
  });

  test('planted: a CronJob that is no longer suspended is found', () => {
    const resumed = planted(model, named('fablink-prod', 'CronJob/drill-backup'), object => {
      (object['spec'] as { suspend: boolean }).suspend = false;
    });
    expect(found(resumed)).toEqual([`fablink-prod CronJob/fablink-prod/drill-backup: ${SUCCEEDED}`]);
  });

  test.each([
    ['of another Job', (expr: string) => expr.replace('job_name="order-schema"', 'job_name="another"')],
    ['of another namespace', (expr: string) => expr.replace('namespace="backend"', 'namespace="another"')],
    ['of all others', (expr: string) => expr.replace('job_name="order-schema"', 'job_name!="order-schema"')],
    ['of pods that failed', (expr: string) => expr.replace('kube_job_failed', 'kube_job_status_failed')],
  ])('planted: an alert %s does not count', (_, change) => {
    const changed = planted(model, named('learn', 'PrometheusRule/order-schema'), object => {
      const { groups } = object['spec'] as { groups: { rules: { expr: string }[] }[] };
      for (const { rules } of groups) for (const rule of rules) rule.expr = change(rule.expr);
    });
    expect(found(changed)).toEqual([`learn Job/backend/order-schema: ${FAILED}`]);
  });

  test('where nobody judges anything, nothing is missed', () => {
    expect(found(partOf(model, 'fablink-dev'))).toEqual([]);
    expect(found(partOf(model, 'memo-dev'))).toEqual([]);
  });
});
