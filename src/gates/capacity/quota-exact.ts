import type { Declared, Manifest, Model, Rule, WorkloadDeclaration } from '../../model';
import { findingFor, type Complaint } from '../finding';
import { environmentRule } from '../reference/reference-rule';
import { containersOf, podSpecsOf } from '../schema/fields/pods';
import { quantityOf } from '../schema/fields/quantity';
import { isRecord, jsonPath, recordsIn, shown, valueAt } from '../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import { declaredOf } from './declared';
import { grouped } from './grouped';
import { scalesOf } from './scale';

const code = 'quota-exact';

type Workload = Declared<WorkloadDeclaration>;

/** What a quota counts, per pod, in the base unit, and how an amount is written. */
const COUNTED: Readonly<Record<string, { readonly of: (w: Workload) => number; readonly unit: 'm' | 'Mi' | '' }>> = {
  pods: { of: () => 1, unit: '' },
  'requests.cpu': { of: w => w.requests.cpuMillis, unit: 'm' },
  'requests.memory': { of: w => w.requests.memoryMiB, unit: 'Mi' },
  'limits.cpu': { of: w => w.limits.cpuMillis, unit: 'm' },
  'limits.memory': { of: w => w.limits.memoryMiB, unit: 'Mi' },
};

function* quotaComplaints(model: Model, quota: Manifest, workloads: readonly Workload[]): Iterable<Complaint> {
  const hard = valueAt(quota.object, ['spec', 'hard']);
  const scales = scalesOf(model).get(quota.environment);
  for (const [name, { of, unit }] of Object.entries(COUNTED)) {
    const most = (workload: Workload): number => scales?.most(workload) ?? workload.mostPods;
    const sum = workloads.reduce((total, workload) => total + most(workload) * of(workload), 0);
    const found = isRecord(hard) ? hard[name] : undefined;
    const [amount, needed] = [quantityOf(found), quantityOf(`${sum}${unit}`) ?? 0];
    if (amount !== undefined && Math.abs(amount - needed) < 1e-6) continue;
    const terms = workloads.map(workload => `${workload.name} ${most(workload)} × ${of(workload)}${unit}`).join(' + ');
    yield {
      path: jsonPath(['spec', 'hard', name]),
      message: `found ${shown(found)}, but the declared workloads of ${quota.object.metadata.namespace} need ${sum}${unit}: ${terms}`,
      expected: `exactly ${sum}${unit}`,
      mend: 'let the namespace compute its quota from the declared workloads, and declare every pod that can exist',
    };
  }
}

/** Quotas that count only some pods (of a priority, that end) are not the namespace's sum. */
function countsAll({ object }: Manifest): boolean {
  return valueAt(object, ['spec', 'scopes']) === undefined && valueAt(object, ['spec', 'scopeSelector']) === undefined;
}

function* overMaximum(range: Manifest, user: Manifest): Iterable<ComplaintAt> {
  const limits = recordsIn(valueAt(range.object, ['spec', 'limits'])).map(([, limit]) => limit);
  const maxima = limits.filter(({ type }) => type === 'Container').flatMap(({ max }) => (isRecord(max) ? [max] : []));
  for (const max of maxima) {
    for (const pod of podSpecsOf(user.object)) {
      for (const { container, steps } of containersOf(pod)) {
        for (const part of ['requests', 'limits']) {
          for (const [name, most] of Object.entries(max)) {
            const at = ['resources', part, name];
            const amount = valueAt(container, at);
            if ((quantityOf(amount) ?? 0) <= (quantityOf(most) ?? Infinity)) continue;
            yield {
              steps: [...steps, ...at],
              message: `found ${shown(amount)}, above the maximum of LimitRange ${range.object.metadata.name}`,
              expected: `at most ${String(most)}`,
              mend: 'lower the amount, or declare the workload so that the LimitRange takes it into account',
            };
          }
        }
      }
    }
  }
}

const example = 'hard: { pods: "4", requests.cpu: 510m } # 2 × 200m + 1 × 100m + 1 × 10m';
const text: RuleTexts = {
  en: {
    rule: 'The quota of a namespace is the sum over its declared workloads at their most pods, and no container exceeds the LimitRange.',
    reason:
      'With less, the API server refuses pods in the middle of a rollout; with more, something undeclared can take what others count on.',
    example,
  },
  ko: {
    rule: '네임스페이스의 쿼터는 선언된 워크로드가 파드를 가장 많이 띄웠을 때의 합과 같고, 어떤 컨테이너도 LimitRange를 넘지 않는다.',
    reason:
      '모자라면 롤아웃 중에 API 서버가 파드를 거부하고, 남으면 선언되지 않은 것이 다른 워크로드의 몫을 차지할 수 있다.',
    example,
  },
};

const limitRange = environmentRule(code, text, function* (environment) {
  const ranges = grouped(environment.all('LimitRange'), ({ object }) => object.metadata.namespace ?? '');
  if (ranges.size === 0) return;
  for (const manifest of environment.manifests) {
    for (const range of ranges.get(manifest.object.metadata.namespace ?? '') ?? []) {
      for (const complaint of overMaximum(range, manifest)) yield [manifest, complaint];
    }
  }
});

/** Quota and LimitRange are exactly what the declared workloads need. */
export const quotaExact: Rule = {
  code,
  text,
  check(model) {
    const place = (environment: string, namespace: string | undefined): string => `${environment} ${namespace}`;
    const workloads = grouped(declaredOf(model, 'workload'), w => place(w.environment, w.namespace));
    const quotas = model.manifests.filter(each => each.object.kind === 'ResourceQuota' && countsAll(each));
    const sums = quotas.flatMap(quota => {
      const here = workloads.get(place(quota.environment, quota.object.metadata.namespace)) ?? [];
      return Array.from(quotaComplaints(model, quota, here), complaint => findingFor(quota, code, complaint));
    });
    return [...sums, ...limitRange.check(model)];
  },
};
