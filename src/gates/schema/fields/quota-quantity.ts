import type { KubeObject } from '../../../model';
import { isRecord, recordsIn, shown, valueAt } from '../json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../object-rule';
import { quantityOf } from './quantity';
import { quotaNameError } from './resource-name';

function* quota(object: KubeObject): Iterable<ComplaintAt> {
  const hard = valueAt(object, ['spec', 'hard']);
  for (const [name, amount] of Object.entries(isRecord(hard) ? hard : {})) {
    const steps = ['spec', 'hard', name];
    const error = quotaNameError(name);
    if (error !== undefined) yield { steps, ...error };
    const found = quantityOf(amount) ?? 0;
    const whole = /^(pods|services|secrets|configmaps|persistentvolumeclaims|count\/)/.test(name);
    if (found >= 0 && (!whole || Number.isInteger(found))) continue;
    const expected = whole ? 'a whole number from 0 on' : 'a quantity from 0 on';
    yield { steps, message: `found ${shown(amount)}`, expected, mend: `set ${expected}` };
  }
}

/** Amounts of a LimitRange, each at most the next one. */
const order = ['min', 'defaultRequest', 'default', 'max'];

function* limits(object: KubeObject): Iterable<ComplaintAt> {
  for (const [index, limit] of recordsIn(valueAt(object, ['spec', 'limits']))) {
    const highest = new Map<string, readonly [number, string]>();
    for (const part of order) {
      const amounts = limit[part];
      for (const [name, amount] of Object.entries(isRecord(amounts) ? amounts : {})) {
        const found = quantityOf(amount) ?? 0;
        const [before, from] = highest.get(name) ?? [0, 'nothing'];
        if (found >= before) highest.set(name, [found, `${part} (${String(amount)})`]);
        if (found >= before) continue;
        yield {
          steps: ['spec', 'limits', index, part, name],
          message: `found ${shown(amount)}, less than ${from}`,
          expected: 'min ≤ defaultRequest ≤ default ≤ max',
          mend: `raise ${part}, or lower the other`,
        };
      }
    }
  }
}

const example = "hard: { requests.cpu: '4', limits.memory: 8Gi }";
const text: RuleTexts = {
  en: {
    rule: "A ResourceQuota counts resources that exist, in amounts that can be; a LimitRange's minimum, defaults and maximum rise.",
    reason: 'A misspelt resource is never counted, and a default above the maximum makes every new pod fail.',
    example,
  },
  ko: {
    rule: 'ResourceQuota는 존재하는 자원을 가능한 양으로 세고, LimitRange의 최소, 기본, 최대는 차례로 커야 한다.',
    reason: '철자가 틀린 자원은 세어지지 않고, 최대보다 큰 기본값은 모든 새 파드를 실패하게 한다.',
    example,
  },
};

/** A ResourceQuota counts what exists, in amounts that can be; a LimitRange's minimum, defaults and maximum rise. */
export const quotaQuantity = objectRule('quota-quantity', text, object => {
  if (object.apiVersion !== 'v1') return [];
  if (object.kind === 'ResourceQuota') return quota(object);
  return object.kind === 'LimitRange' ? limits(object) : [];
});
