import { everyPart, readPromql, type Expression } from '../../../src/gates/monitoring/promql';
import { cataloguesOf } from '../../../src/gates/monitoring/catalogue';
import { labelsLeft } from '../../../src/gates/monitoring/labels-left';
import { valueAt } from '../../../src/gates/schema/json-path';
import type { LabCheck, LabDeclaration } from '../../../src/model';
import { read } from '../../constructs/read';
import { named, partOf, realModel } from '../../real-model';

const model = partOf(realModel(), 'learn');
const LABS = model.declarations.filter((each): each is typeof each & LabDeclaration => each.type === 'lab');
const checks = LABS.flatMap(lab => lab.checks);
const check = (name: string): LabCheck => {
  const found = checks.find(each => each.name === name);
  if (!found) throw new Error(`no lab has a check ${name}`);
  return found;
};

function expressionOf(text: string): Expression {
  const found = readPromql(text);
  if ('refusal' in found) throw new Error(`${text}: ${found.refusal.reason}`);
  return found.expression;
}

/** Exact values that queries demand of a label. */
function demanded(label: string): readonly string[] {
  const selectors = checks.flatMap(({ measure }) => [...everyPart(expressionOf(measure))]);
  const values = selectors.flatMap(part =>
    part.type === 'selector' ? part.matchers.filter(each => each.label === label).map(({ value }) => value) : [],
  );
  return [...new Set(values.flatMap(value => value.split('|')))].sort();
}

describe('LP-21 four scenarios', () => {
  test('LP-21 have a title and a goal in both languages, and a Job that starts when a person says so', () => {
    expect(LABS.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    for (const { number, title, goal, job, namespace } of LABS) {
      for (const words of [title, goal]) {
        expect(words.en).toMatch(/^[A-Z]/);
        expect(words.ko).toMatch(/[가-힣]/);
      }
      const cronJob = model.manifests.find(named('learn', `CronJob/${namespace}/${job}`))?.object;
      expect([job, cronJob && read(cronJob, 'spec.suspend')]).toEqual([`lab-${number}`, true]);
    }
  });

  test('LP-21 are verified by numbers without labels, each with what it has to be', () => {
    const catalogue = cataloguesOf(model).get('learn');
    for (const { name, measure, holds } of checks) {
      const left = labelsLeft(expressionOf(measure), ({ name: series = '' }) => catalogue?.get(series)?.labels);
      expect([name, [...(left ?? ['nobody knows'])]]).toEqual([name, []]);
      expect(holds).toMatch(/^(==|<=|>=|<|>) \d+(\.\d+)?$/);
    }
  });

  test('LP-21 are asked of Prometheus by the very queries that are declared', () => {
    for (const { job, namespace, checks: own } of LABS) {
      const map = model.manifests.find(named('learn', `ConfigMap/${namespace}/${job}-checks`))?.object;
      const files = Object.entries(valueAt(map, ['data']) as Readonly<Record<string, string>>);
      const inOrder = files.sort(([a], [b]) => (a < b ? -1 : 1)); // as a shell takes them
      expect(inOrder.map(([, text]) => text.split('\n').slice(1).join('\n'))).toEqual(
        own.map(({ measure, holds }) => `(${measure})\n${holds}\n`),
      );
    }
  });

  test('LP-21 ask for CronJobs, alerts and containers that are there', () => {
    const names = (kind: string): readonly string[] =>
      model.manifests.flatMap(({ object }) => (object.kind === kind ? [object.metadata.name] : []));
    const alerts = model.declarations.flatMap(each => (each.type === 'alert' ? [each.name] : []));
    const workloads = model.declarations.flatMap(each => (each.type === 'workload' ? [each.name] : []));
    expect(demanded('cronjob').filter(name => !names('CronJob').includes(name))).toEqual([]);
    expect(demanded('alertname').filter(name => !alerts.includes(name))).toEqual([]);
    expect(demanded('container')).toEqual(['catalog', 'frontend', 'main', 'order']);
    expect(demanded('container').filter(name => !workloads.includes(name))).toEqual([]);
    expect(demanded('cronjob').length + demanded('alertname').length).toBeGreaterThan(3);
  });
});

test('LP-11 labs judge what the shop promises: 1 % of errors, and 5 % that take longer than 500 ms', () => {
  expect(check('errors').holds).toBe('<= 0.01');
  expect(check('latency-p95').holds).toBe('<= 0.05');
  const slow = model.declarations.filter(
    each => each.type === 'alert' && each.judged.type === 'share' && each.judged.bad.type === 'slow',
  );
  const seconds = slow.map(each => each.type === 'alert' && valueAt(each.judged, ['bad', 'seconds']));
  expect(new Set(seconds)).toEqual(new Set([0.5]));
});

test('LP-08 the first lab wants two nodes of each group', () => {
  expect([check('application-nodes').holds, check('system-nodes').holds]).toEqual(['>= 2', '>= 2']);
});

test('LP-13 the fourth lab counts the policies of every namespace in which something runs', () => {
  const running = model.declarations.flatMap(each => (each.type === 'workload' ? [each.namespace] : []));
  const namespaces = [...new Set(running)].sort();
  const { measure, holds } = check('policies');
  expect(measure).toContain(`namespace=~"${namespaces.join('|')}"`);
  expect(holds).toBe(`== ${namespaces.length}`);
  for (const namespace of namespaces)
    expect(model.manifests.filter(named('learn', `NetworkPolicy/${namespace}/default-deny`))).toHaveLength(1);
});
