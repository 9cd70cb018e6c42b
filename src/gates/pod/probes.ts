import { isRecord, shown } from '../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import type { ContainerAt } from '../schema/fields/pods';
import type { PodTemplate } from './pod-template';
import { containerName, podRule, startedContainers } from './rule-forms';

const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;

const example =
  'readinessProbe: { httpGet: { path: /ready, port: http }, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 2 }\nlivenessProbe: { httpGet: { path: /health, port: http }, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 }';
const text: RuleTexts = {
  en: {
    rule: 'Every long-running container has a liveness and a readiness probe; no check outlasts its period, and liveness is no quicker to act than readiness.',
    reason:
      'Without readiness a rollout replaces good pods by broken ones; without liveness a hung process stays. A liveness probe that acts first restarts pods that only needed a rest from traffic, and overload becomes an outage.',
    example,
  },
  ko: {
    rule: '계속 도는 모든 컨테이너에는 liveness와 readiness 프로브가 있고, 검사 시간은 주기를 넘지 않으며, liveness가 readiness보다 먼저 움직이지 않는다.',
    reason:
      'readiness가 없으면 롤아웃이 멀쩡한 파드를 고장 난 파드로 바꾸고, liveness가 없으면 멈춘 프로세스가 남는다. liveness가 먼저 움직이면 트래픽만 쉬면 될 파드를 다시 띄워 과부하가 장애가 된다.',
    example,
  },
};

/** Every long-running container has probes that can work. */
export const probes = podRule('probes', text, function* (template) {
  for (const container of startedContainers(template)) {
    if (longRunning(template, container)) yield* missing(container);
    for (const name of PROBES) yield* overlong(container, name);
    yield* impatient(container);
  }
});

/** Containers of services, and the init containers that keep running beside them. Jobs end by themselves. */
function longRunning({ pod }: PodTemplate, { container, list }: ContainerAt): boolean {
  const ends =
    pod.runs === 'job' || (pod.runs === 'pod' && ['Never', 'OnFailure'].includes(String(pod.spec.restartPolicy)));
  return !ends && (list === 'containers' || container.restartPolicy === 'Always');
}

function* missing(at: ContainerAt): Iterable<ComplaintAt> {
  for (const name of ['livenessProbe', 'readinessProbe']) {
    if (isRecord(at.container[name])) continue;
    yield {
      steps: [...at.steps, name],
      message: `${containerName(at)} runs on and has no ${name}`,
      expected: `a ${name}`,
      mend:
        name === 'readinessProbe'
          ? 'ask the process whether it can take requests now'
          : 'ask the process whether it still answers at all',
    };
  }
}

/** A probe's field in seconds or failures, or Kubernetes' default; undefined where it is no number. */
function figure(probe: unknown, field: string, usual: number): number | undefined {
  const value = isRecord(probe) ? (probe[field] ?? usual) : undefined;
  return typeof value === 'number' ? value : undefined;
}

function* overlong(at: ContainerAt, name: (typeof PROBES)[number]): Iterable<ComplaintAt> {
  const probe = at.container[name];
  const [timeout, period] = [figure(probe, 'timeoutSeconds', 1), figure(probe, 'periodSeconds', 10)];
  if (timeout === undefined || period === undefined || timeout <= period) return;
  yield {
    steps: [...at.steps, name, 'timeoutSeconds'],
    message: `${name} of ${containerName(at)} waits ${timeout} s for an answer and asks every ${period} s`,
    expected: `at most ${period}`,
    mend: 'lower timeoutSeconds or raise periodSeconds',
  };
}

/** Time in seconds from the first failure to the probe's effect. */
function patience(probe: unknown): number | undefined {
  const [period, failures] = [figure(probe, 'periodSeconds', 10), figure(probe, 'failureThreshold', 3)];
  return period === undefined || failures === undefined ? undefined : period * failures;
}

function* impatient(at: ContainerAt): Iterable<ComplaintAt> {
  const [liveness, readiness] = [patience(at.container.livenessProbe), patience(at.container.readinessProbe)];
  if (liveness === undefined || readiness === undefined || liveness >= readiness) return;
  yield {
    steps: [...at.steps, 'livenessProbe', 'failureThreshold'],
    message: `${containerName(at)} is restarted after ${shown(liveness)} s of failures, but taken out of service only after ${shown(readiness)} s`,
    expected: `livenessProbe: periodSeconds × failureThreshold of at least ${readiness} s`,
    mend: 'raise the failureThreshold of the livenessProbe',
  };
}
