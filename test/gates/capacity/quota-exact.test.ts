import { quotaExact } from '../../../src/gates/capacity/quota-exact';
import type { KubeObject } from '../../../src/model';
import { named, planted } from '../../real-model';
import { modelOf } from '../model-of';
import { real, found, spec } from './declared-pods';

describe('quota-exact', () => {
  const quota = named('fablink-dev', 'ResourceQuota/fablink-dev/quota');

  test.each([
    ['pods', '500', '"500"'],
    ['pods', '1', '"1"'],
    ['requests.cpu', '100', '"100"'],
    ['requests.memory', '9Ti', '"9Ti"'],
    ['limits.cpu', undefined, 'nothing'],
    ['limits.memory', '1Ti', '"1Ti"'],
  ])('a quota of %s that is %s is not the sum', (name, amount, text) => {
    const model = planted(real, quota, object => {
      const hard = spec(object).hard as Record<string, unknown>;
      if (amount === undefined) delete hard[name];
      else hard[name] = amount;
    });
    const path = name === 'pods' ? '$.spec.hard.pods' : `$.spec.hard["${name}"]`;
    expect(found(quotaExact, model)).toEqual([
      expect.stringMatching(
        `^ResourceQuota/fablink-dev/quota ${path.replace(/[$[\].]/g, '\\$&')}: found ${text}, but the declared`,
      ),
    ]);
  });

  test('the same amount in another unit is the same', () => {
    const model = planted(real, quota, object => {
      const hard = spec(object).hard as Record<string, string>;
      hard['limits.cpu'] = String(Number.parseInt(hard['limits.cpu'] ?? '', 10) / 1000);
    });
    expect(quotaExact.check(model)).toEqual([]);
  });

  test('an autoscaler that may go further than what is declared is not covered by the quota', () => {
    const model = planted(real, named('fablink-prod', 'HorizontalPodAutoscaler/fablink-backend'), object => {
      spec(object).maxReplicas = 40;
    });
    expect(found(quotaExact, model)[0]).toMatch(
      /^ResourceQuota\/fablink-prod\/quota \$\.spec\.hard\.pods: found "\d+", but the declared workloads of fablink-prod need \d+: .*fablink-backend 80 × 1/,
    );
  });

  test.each(['requests', 'limits'])('%s of a container above the LimitRange are named with their place', part => {
    const model = planted(real, named('fablink-dev', 'Deployment/fablink-backend'), object => {
      const pod = (spec(object).template as { spec: { containers: { resources: Record<string, object> }[] } }).spec;
      const [first] = pod.containers;
      if (first !== undefined) first.resources[part] = { cpu: '1m', memory: '513Gi' };
    });
    expect(found(quotaExact, model)).toEqual([
      `Deployment/fablink-dev/fablink-backend $.spec.template.spec.containers[0].resources.${part}.memory: ` +
        'found "513Gi", above the maximum of LimitRange limits',
    ]);
  });

  test('a quota that counts only some pods is nobody’s sum', () => {
    const object: KubeObject = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'best-effort', namespace: 'shop' },
      spec: { hard: { pods: '7' }, scopes: ['BestEffort'] },
    };
    expect(quotaExact.check(modelOf([object]))).toEqual([]);
  });
});
