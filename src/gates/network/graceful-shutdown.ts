import type { Manifest, Model } from '../../model';
import { objectName } from '../finding';
import { namespaceOf, podIndexOf, type PodTemplate } from '../pod/pod-template';
import { containerName, modelRule } from '../pod/rule-forms';
import { containersOf, type ContainerAt } from '../schema/fields/pods';
import { isRecord, shown, valueAt } from '../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import { entriesOf, portsOf, servicesOf, targetOf, type Entry } from './service';

/** Seconds that a load balancer needs to let go of a pod where nothing states them. */
const LEAST_DELAY = 5;

/** Seconds that requests under way get after the load balancer has let go. */
const LEAST_DRAIN = 5;

/** Seconds between SIGTERM and SIGKILL where a pod does not state them. */
const USUAL_GRACE = 30;

const ATTRIBUTES = [
  'alb.ingress.kubernetes.io/target-group-attributes',
  'service.beta.kubernetes.io/aws-load-balancer-target-group-attributes',
];

const example =
  'terminationGracePeriodSeconds: 50\ncontainers:\n  - lifecycle: { preStop: { exec: { command: [sleep, "30"] } } }   # deregistration_delay.timeout_seconds=30';
const text: RuleTexts = {
  en: {
    rule: 'A container behind a load balancer sleeps before it stops, at least for the deregistration delay (5 s where none is stated), and its pod has at least 5 s more to end.',
    reason:
      'A load balancer goes on sending until it has let go of the pod. A process that stops at once answers those requests with errors, at every release and every drained node.',
    example,
  },
  ko: {
    rule: '로드 밸런서 뒤의 컨테이너는 멈추기 전에 등록 해제 지연(적힌 것이 없으면 5초) 이상 기다리고, 파드에는 끝낼 시간이 그보다 5초 이상 더 있다.',
    reason:
      '로드 밸런서는 파드를 놓을 때까지 계속 요청을 보낸다. 바로 멈추는 프로세스는 릴리스할 때마다, 노드를 비울 때마다 그 요청을 오류로 만든다.',
    example,
  },
};

/** Requests that still arrive after a pod was told to stop are answered. */
export const gracefulShutdown = modelRule('graceful-shutdown', text, function* (model) {
  for (const [template, exposure] of exposedPods(model)) {
    for (const complaint of complaints(template, exposure)) yield [template.manifest, complaint];
  }
});

/** What a load balancer wants of some pods. */
interface Exposure {
  /** Longest deregistration delay of all ways to the pods, in seconds. */
  readonly delay: number;
  /** Name of what states it, or of what brings the pods behind a load balancer. */
  readonly by: string;
  readonly containers: ReadonlySet<unknown>;
}

function exposedPods(model: Model): ReadonlyMap<PodTemplate, Exposure> {
  const pods = podIndexOf(model);
  const services = servicesOf(model);
  const exposed = new Map<PodTemplate, Exposure>();
  for (const entry of entriesOf(model)) {
    const service = services.get(entry.service);
    if (service === undefined) continue;
    const selector = valueAt(service.object, ['spec', 'selector']);
    if (!isRecord(selector)) continue;
    const delay = delayOf(entry, service);
    for (const template of pods.matching(service.environment, namespaceOf(service), { matchLabels: selector })) {
      if (template.pod.runs === 'job') continue;
      const before = exposed.get(template);
      const containers = new Set([...(before?.containers ?? []), ...serving(service, template)]);
      const longer = before === undefined || delay > before.delay;
      exposed.set(
        template,
        longer ? { delay, by: objectName(entry.by.object), containers } : { ...before, containers },
      );
    }
  }
  return exposed;
}

/** Annotations of the Service come before those of the Ingress. */
function delayOf({ by }: Entry, service: Manifest): number {
  for (const manifest of [service, by]) {
    for (const key of ATTRIBUTES) {
      const attributes: unknown = manifest.object.metadata.annotations?.[key];
      const delay = /(?:^|,)\s*deregistration_delay\.timeout_seconds=(\d+)/.exec(String(attributes))?.[1];
      if (delay !== undefined) return Math.max(Number(delay), LEAST_DELAY);
    }
  }
  return LEAST_DELAY;
}

/** The containers that a Service leads to; all of them where the pods do not name the port. */
function serving({ object }: Manifest, template: PodTemplate): readonly unknown[] {
  const targets = portsOf(object).map(port => targetOf(port, template)?.container.container);
  if (!targets.includes(undefined)) return targets;
  return containersOf(template.pod)
    .filter(({ list }) => list === 'containers')
    .map(({ container }) => container);
}

function* complaints({ pod }: PodTemplate, { delay, by, containers }: Exposure): Iterable<ComplaintAt> {
  let longest = delay;
  for (const at of containersOf(pod)) {
    if (!containers.has(at.container)) continue;
    const sleep = sleepOf(at);
    if (sleep !== undefined) longest = Math.max(longest, sleep);
    if (sleep === undefined || sleep < delay) yield hasty(at, sleep, delay, by);
  }
  const grace = pod.spec.terminationGracePeriodSeconds ?? USUAL_GRACE;
  if (typeof grace !== 'number' || grace >= longest + LEAST_DRAIN) return;
  const stated = pod.spec.terminationGracePeriodSeconds === undefined ? 'nothing, which means 30 s' : `${grace} s`;
  yield {
    steps: [...pod.steps, 'terminationGracePeriodSeconds'],
    message: `found ${stated}, of which the sleep before the stop takes ${longest} s`,
    expected: `at least ${longest + LEAST_DRAIN}`,
    mend: 'raise terminationGracePeriodSeconds: requests under way need time to end after the sleep',
  };
}

function hasty(at: ContainerAt, sleep: number | undefined, delay: number, by: string): ComplaintAt {
  return {
    steps: [...at.steps, 'lifecycle', 'preStop'],
    message: `${containerName(at)} is behind a load balancer (${by}) and ${sleep === undefined ? 'does not sleep before it stops' : `sleeps ${shown(sleep)} s before it stops`}`,
    expected: `a preStop sleep of at least ${delay} s`,
    mend: `set lifecycle.preStop.exec.command: [sleep, "${delay}"]`,
  };
}

/** Seconds that a container sleeps before it is told to stop; undefined where it does not. */
function sleepOf({ container }: ContainerAt): number | undefined {
  const preStop = valueAt(container, ['lifecycle', 'preStop']);
  const seconds = valueAt(preStop, ['sleep', 'seconds']);
  if (typeof seconds === 'number') return seconds;
  const command = valueAt(preStop, ['exec', 'command']);
  const found = Array.isArray(command) ? /(?:^|[\s;&|/])sleep\s+(\d+)(?![\w.])/.exec(command.join(' ')) : null;
  return found === null ? undefined : Number(found[1]);
}
