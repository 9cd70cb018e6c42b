import { serviceLevelStated } from '../../../src/gates/monitoring/service-level-stated';
import type { Model } from '../../../src/model';
import { named, planted, realModel } from '../../real-model';

const model = realModel();

interface DraftRule {
  alert?: string;
  labels: Record<string, string>;
}

const found = (of: Model): readonly string[] =>
  serviceLevelStated.check(of).map(({ where, message }) => `${where.environment} ${where.object}: ${message}`);

/** The real model with every rule of a PrometheusRule changed. */
const withRules = (environment: string, name: string, change: (rule: DraftRule) => void): Model =>
  planted(model, named(environment, `PrometheusRule/${name}`), object => {
    const { groups } = object['spec'] as { groups: { rules: DraftRule[] }[] };
    for (const { rules } of groups) rules.forEach(change);
  });

describe('service-level-stated', () => {
  test('holds as things stand, where four services promise something and where two promise nothing', () => {
    expect(found(model)).toEqual([]);
    const told = JSON.stringify(model.manifests.filter(({ environment }) => environment === 'memo-prod'));
    expect(told.match(/"alert":"AllRequestsFailing"/g)).toHaveLength(2);
  });

  test('planted: a service without a promise beside others that have one is found', () => {
    const unpromised = withRules('learn', 'catalog', rule => {
      if (rule.alert === 'TooManyErrors') rule.alert = 'AllRequestsFailing';
    });
    expect(found(unpromised)).toEqual([
      'learn PrometheusRule/backend/catalog: catalog counts its requests and promises nothing, and others of the environment do',
    ]);
  });

  test('planted: in an environment that promises something for the first time, all others are found', () => {
    const promising = withRules('memo-prod', 'mariadb-store', rule => (rule.labels['slo'] = 'availability'));
    expect(found(promising)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^memo-prod PrometheusRule\/sgcc-memo\/fastapi: fastapi counts/),
        expect.stringMatching(/^memo-prod PrometheusRule\/sgcc-memo\/frontend: frontend counts/),
      ]),
    );
  });
});
