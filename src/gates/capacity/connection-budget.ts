import type {
  ConnectionBudgetDeclaration,
  ConnectionPoolDeclaration,
  Declared,
  Finding,
  Model,
  Rule,
} from '../../model';
import { didYouMean } from '../schema/did-you-mean';
import { declaredOf, findingAbout } from './declared';
import { grouped } from './grouped';
import { scalesOf } from './scale';

const code = 'connection-budget';

type Pool = Declared<ConnectionPoolDeclaration>;
type Budget = Declared<ConnectionBudgetDeclaration>;

/** Pods × workers × connections of one pool. */
interface Term {
  readonly connections: number;
  readonly text: string;
}

function termOf(model: Model, pool: Pool): Term {
  const { workload, namespace, workers, connections } = pool;
  const scales = scalesOf(model).get(pool.environment);
  const pods = scales?.most({ name: workload, namespace, mostPods: pool.mostPods }) ?? pool.mostPods;
  return {
    connections: pods * workers * connections,
    text: `${workload} ${counted(pods, 'pod')} × ${counted(workers, 'worker')} × ${counted(connections, 'connection')}`,
  };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function exceeded(model: Model, budget: Budget, pools: readonly Pool[]): Finding[] {
  const terms = pools.map(pool => termOf(model, pool));
  const sum = terms.reduce((total, term) => total + term.connections, 0);
  if (sum <= budget.connections) return [];
  const shown = terms.map(({ text, connections }) => `${text} = ${connections}`).join(' + ');
  return [
    findingAbout(budget, code, {
      path: 'connectionBudget.connections',
      message: `${budget.database} grants ${counted(budget.connections, 'connection')}, found up to ${sum}: ${shown}`,
      expected: `at most ${budget.connections} (${budget.requirement}), every pod of a rollout counted`,
      mend: 'lower the connections of a pool, the workers of a pod or the most pods of a workload',
    }),
  ];
}

function withoutBudget(pool: Pool, budgets: readonly string[]): Finding {
  const meant = didYouMean(pool.database, budgets);
  return findingAbout(pool, code, {
    path: 'databases.database',
    message: `${pool.workload} opens a pool of connections to ${pool.database}, which has no connection budget`,
    expected: budgets.length === 0 ? 'a budget for every database' : `one of ${budgets.join(', ')}`,
    mend: meant === undefined ? `declare how many connections ${pool.database} grants` : `did you mean "${meant}"?`,
  });
}

function database({ environment, database: name }: Pool | Budget): string {
  return `${environment} ${name}`;
}

const example =
  "this.declare({ type: 'connection-budget', database: 'orders', connections: 10, requirement: 'FD-08' });\n" +
  '// orders: 2 pods × 2 workers × 2 connections = 8';

/** Pools of all pods together never ask a database for more connections than it grants (FD-08). */
export const connectionBudget: Rule = {
  code,
  text: {
    en: {
      rule: 'Most pods × workers × connections of all pools of a database stay within its budget; each database has one.',
      reason:
        'During a rollout old and new pods hold their pools at the same time: one connection too many and the database refuses whoever comes last.',
      example,
    },
    ko: {
      rule: '한 데이터베이스에 대한 모든 풀의 최대 파드 수 × 워커 × 연결 수의 합은 예산을 넘지 않으며, 모든 데이터베이스에는 예산이 있다.',
      reason:
        '롤아웃 동안에는 옛 파드와 새 파드가 동시에 풀을 쥔다. 연결이 하나만 넘쳐도 데이터베이스는 마지막에 온 쪽을 거부한다.',
      example,
    },
  },
  check(model) {
    const budgets = declaredOf(model, 'connection-budget');
    const pools = declaredOf(model, 'connection-pool');
    const poolsOf = grouped(pools, database);
    const known = new Set(budgets.map(database));
    const names = grouped(budgets, ({ environment }) => environment);
    return [
      ...budgets.flatMap(budget => exceeded(model, budget, poolsOf.get(database(budget)) ?? [])),
      ...pools
        .filter(pool => !known.has(database(pool)))
        .map(pool =>
          withoutBudget(
            pool,
            (names.get(pool.environment) ?? []).map(budget => budget.database),
          ),
        ),
    ];
  },
};
