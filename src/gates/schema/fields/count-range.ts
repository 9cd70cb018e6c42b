import { everyField, shown } from '../json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../object-rule';

/** Largest number of a user or group, which the schema takes as 64 bits. */
const LARGEST_ID = 2 ** 31 - 1;

/** Smallest and largest value of numbers for which the schema takes any 32-bit number. */
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  replicas: [0, Infinity],
  minReplicas: [0, Infinity],
  maxReplicas: [1, Infinity],
  parallelism: [0, Infinity],
  completions: [0, Infinity],
  backoffLimit: [0, Infinity],
  revisionHistoryLimit: [0, Infinity],
  successfulJobsHistoryLimit: [0, Infinity],
  failedJobsHistoryLimit: [0, Infinity],
  activeDeadlineSeconds: [1, Infinity],
  ttlSecondsAfterFinished: [0, Infinity],
  startingDeadlineSeconds: [0, Infinity],
  progressDeadlineSeconds: [1, Infinity],
  minReadySeconds: [0, Infinity],
  terminationGracePeriodSeconds: [0, Infinity],
  initialDelaySeconds: [0, Infinity],
  periodSeconds: [1, Infinity],
  timeoutSeconds: [1, Infinity],
  successThreshold: [1, Infinity],
  failureThreshold: [1, Infinity],
  stabilizationWindowSeconds: [0, 3600],
  averageUtilization: [1, Infinity],
  maxSkew: [1, Infinity],
  defaultMode: [0, 0o777],
  runAsUser: [0, LARGEST_ID],
  runAsGroup: [0, LARGEST_ID],
  fsGroup: [0, LARGEST_ID],
};
/** Fields that hold a number or a share of the pods. */
const shares = new Set(['maxUnavailable', 'maxSurge', 'minAvailable']);

function expectationOf(name: string, value: unknown): string | undefined {
  if (shares.has(name)) {
    const fits = typeof value === 'number' ? value >= 0 : typeof value !== 'string' || /^(100|\d{1,2})%$/.test(value);
    return fits ? undefined : 'a number of pods from 0 on, or a percentage (25%)';
  }
  const range = Object.hasOwn(ranges, name) ? ranges[name] : undefined;
  if (range === undefined || typeof value !== 'number') return undefined;
  const [low, high] = range;
  if (value >= low && value <= high) return undefined;
  return high === Infinity ? `a number from ${low} on` : `a number of ${low} to ${high}`;
}

const example = 'replicas: 2 # not -1';
const text: RuleTexts = {
  en: {
    rule: 'Replicas, history limits, seconds and shares of pods are within what they can mean.',
    reason: 'The schema takes any 32-bit number, negative ones too; the API server refuses it at the sync.',
    example,
  },
  ko: {
    rule: '레플리카, 이력 한도, 초, 파드의 비율은 의미가 있는 범위 안에 있어야 한다.',
    reason: '스키마는 음수까지 모든 32비트 수를 받지만, API 서버는 동기화 때 거부한다.',
    example,
  },
};

/** Replicas, limits, seconds and shares are not negative, nor 0 where 0 means nothing; the schema takes any number. */
export const countRange = objectRule('count-range', text, object => {
  const complaints: ComplaintAt[] = [];
  everyField(object.spec, (name, value, steps) => {
    const expected = expectationOf(name, value);
    if (expected === undefined) return;
    const message = `found ${name} ${shown(value)}`;
    complaints.push({ steps: ['spec', ...steps], message, expected, mend: `set ${name} to ${expected}` });
  });
  return complaints;
});
