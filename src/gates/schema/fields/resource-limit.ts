import { isRecord, shown, type Step } from '../json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../object-rule';
import { containersOf, podSpecsOf } from './pods';
import { quantityOf } from './quantity';
import { resourceNameError } from './resource-name';

function* checked(resources: Readonly<Record<string, unknown>>, steps: readonly Step[]): Iterable<ComplaintAt> {
  for (const part of ['requests', 'limits']) {
    const amounts = resources[part];
    for (const [name, amount] of Object.entries(isRecord(amounts) ? amounts : {})) {
      const at = [...steps, part, name];
      const error = resourceNameError(name);
      if (error !== undefined) yield { steps: at, ...error };
      if ((quantityOf(amount) ?? 0) >= 0) continue;
      yield { steps: at, message: `found ${shown(amount)}`, expected: 'a quantity from 0 on', mend: 'remove the sign' };
    }
  }
}

function* overLimit(resources: Readonly<Record<string, unknown>>, steps: readonly Step[]): Iterable<ComplaintAt> {
  const { requests, limits } = resources;
  if (!isRecord(requests) || !isRecord(limits)) return;
  for (const [name, request] of Object.entries(requests)) {
    const [low, high] = [quantityOf(request), quantityOf(limits[name])];
    if (low === undefined || high === undefined || low <= high) continue;
    yield {
      steps: [...steps, 'requests', name],
      message: `found a request of ${shown(request)} above the limit of ${shown(limits[name])}`,
      expected: `at most ${String(limits[name])}`,
      mend: `lower the request or raise the limit of ${name}`,
    };
  }
}

const example = 'resources: { requests: { cpu: 100m }, limits: { cpu: 500m } }';
const text: RuleTexts = {
  en: {
    rule: 'No container requests more than its limit, a negative amount, or a resource that does not exist.',
    reason:
      'The schema does not compare the two; the API server refuses the pods, not the workload, so that the sync stays green and nothing runs.',
    example,
  },
  ko: {
    rule: '어떤 컨테이너도 한도보다 많이, 음수로, 또는 없는 자원을 요청하지 않는다.',
    reason:
      '스키마는 둘을 비교하지 않는다. API 서버가 거부하는 것은 워크로드가 아니라 파드여서, 동기화는 성공으로 보이고 아무것도 뜨지 않는다.',
    example,
  },
};

/** No container requests more than its limit, a negative amount, or a resource that does not exist. */
export const resourceLimit = objectRule('resource-limit', text, function* (object) {
  for (const pod of podSpecsOf(object)) {
    for (const { container, steps } of containersOf(pod)) {
      const { resources } = container;
      if (!isRecord(resources)) continue;
      yield* checked(resources, [...steps, 'resources']);
      yield* overLimit(resources, [...steps, 'resources']);
    }
  }
});
