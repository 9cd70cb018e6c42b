import { capacityRules } from '../../../src/gates/capacity';
import { connectionBudget } from '../../../src/gates/capacity/connection-budget';
import type { Declared, Model } from '../../../src/model';
import { named, planted, redeclared } from '../../real-model';
import { modelOf } from '../model-of';
import { real, found, spec, pool } from './declared-pods';

test.each(capacityRules.map(rule => [rule.code, rule] as const))('the real output keeps %s', (_, rule) => {
  expect(rule.check(real)).toEqual([]);
});

describe('connection-budget', () => {
  test('a pool that is one connection too large is shown term by term, at the line that declared the budget', () => {
    const model = redeclared(
      real,
      pool('fablink-dev', 'fablink-backend'),
      each => ({ ...each, connections: 3 }) as Declared,
    );
    const [finding] = connectionBudget.check(model);
    expect(connectionBudget.check(model)).toHaveLength(1);
    expect(finding?.code).toBe('connection-budget');
    expect(finding?.message).toMatch(
      /^fablink-aurora-cluster grants 10 connections, found up to \d+: .*fablink-backend 2 pods × 2 workers × 3 connections = 12/,
    );
    expect(finding?.expected).toContain('at most 10 (FD-08)');
    expect(finding?.where.source?.file).toMatch(/^src\/(systems|environments)\//);
  });

  test('pods that only the objects allow count too: replicas in git, and the surge beside them', () => {
    const model = planted(real, named('fablink-dev', 'Deployment/fablink-backend'), object => {
      spec(object).replicas = 2;
    });
    expect(found(connectionBudget, model)).toEqual([
      expect.stringContaining('fablink-backend 3 pods × 2 workers × 2 connections = 12'),
    ]);
  });

  test('an autoscaler’s maximum counts, twice where both versions of a release run', () => {
    const model = planted(real, named('fablink-prod', 'HorizontalPodAutoscaler/fablink-backend'), object => {
      spec(object).maxReplicas = 60;
    });
    expect(found(connectionBudget, model)).toEqual([
      expect.stringContaining('fablink-backend 120 pods × 4 workers × 4'),
    ]);
  });

  test('the sum is exact: 8 of 8 pass, 9 of 8 do not', () => {
    const provenance = { construct: 'db', lines: () => [] };
    const budget = { type: 'connection-budget', database: 'db', connections: 8, requirement: 'FD-08' } as const;
    const own = { type: 'connection-pool', namespace: 'shop', database: 'db', workers: 2, connections: 2 } as const;
    const messages = (extra: number): string[] => {
      const pools = [
        { ...own, workload: 'web', mostPods: 2 },
        { ...own, workload: 'job', mostPods: extra, workers: 1, connections: 1 },
      ];
      const declarations = [budget, ...pools].map(each => ({ ...each, environment: 'test', provenance }));
      return connectionBudget.check(modelOf([], { declarations })).map(({ message }) => message);
    };
    expect(messages(0)).toEqual([]);
    expect(messages(1)).toEqual([
      'db grants 8 connections, found up to 9: web 2 pods × 2 workers × 2 connections = 8 + job 1 pod × 1 worker × 1 connection = 1',
    ]);
  });

  test('a pool of a database without a budget is a finding, with the name that was probably meant', () => {
    const model = redeclared(
      real,
      pool('fablink-dev', 'fablink-backend'),
      each => ({ ...each, database: 'fablink-aurora-clutser' }) as Declared,
    );
    expect(connectionBudget.check(model)).toEqual([
      expect.objectContaining({
        message:
          'fablink-backend opens a pool of connections to fablink-aurora-clutser, which has no connection budget',
        mend: 'did you mean "fablink-aurora-cluster"?',
      }),
    ]);
  });

  test('where no database has a budget every one needs its own', () => {
    const declarations = real.declarations.filter(({ type }) => type !== 'connection-budget');
    const [finding] = connectionBudget.check({ ...real, declarations });
    expect(finding).toMatchObject({
      expected: 'a budget for every database',
      mend: expect.stringContaining('declare') as string,
    });
  });

  test('a budget of another environment does not count', () => {
    const model: Model = {
      ...real,
      declarations: real.declarations.filter(
        each => each.type !== 'connection-budget' || each.environment !== 'fablink-prod',
      ),
    };
    expect(connectionBudget.check(model).map(({ where }) => where.environment)).toEqual([
      'fablink-prod',
      'fablink-prod',
    ]);
  });
});
