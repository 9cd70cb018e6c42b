import { containersOf, podSpecsOf } from '../../schema/fields/pods';
import { recordsIn, shown, valueAt, type Step } from '../../schema/json-path';
import { didYouMean } from '../../schema/did-you-mean';
import { objectRule, type ComplaintAt, type RuleTexts } from '../../schema/object-rule';

type Container = Readonly<Record<string, unknown>>;

/** Places of a container that connect to a port of it. */
const CONNECTING: readonly (readonly string[])[] = [
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].map(probe => [probe]),
  ...['preStop', 'postStart'].map(hook => ['lifecycle', hook]),
];

function* unknownPorts(container: Container, steps: readonly Step[]): Iterable<ComplaintAt> {
  const names = recordsIn(container.ports).flatMap(([, { name }]) => (typeof name === 'string' ? [name] : []));
  for (const place of CONNECTING) {
    for (const how of ['httpGet', 'tcpSocket']) {
      const at = [...place, how, 'port'];
      const port = valueAt(container, at);
      if (typeof port !== 'string' || names.includes(port)) continue;
      const meant = didYouMean(port, names);
      yield {
        steps: [...steps, ...at],
        message: `found ${shown(port)}, but no port of container ${shown(container.name)} has that name`,
        expected: names.length === 0 ? 'a port number, or a named port of the container' : `one of ${names.join(', ')}`,
        mend: meant === undefined ? 'name the port in the container, or give its number' : `did you mean "${meant}"?`,
      };
    }
  }
}

const example =
  'ports: [{ name: http, containerPort: 8080 }]\nreadinessProbe: { httpGet: { path: /ready, port: http } }';
const text: RuleTexts = {
  en: {
    rule: 'Every port that a probe or a lifecycle hook names is a port of its own container.',
    reason: 'The probe fails for ever: the pod is never ready, or is killed again and again.',
    example,
  },
  ko: {
    rule: '프로브나 라이프사이클 훅이 이름으로 적은 포트는 모두 그 컨테이너의 포트다.',
    reason: '그렇지 않으면 프로브가 영원히 실패해, 파드가 준비되지 않거나 계속 죽는다.',
    example,
  },
};

/** Every port that a probe or a lifecycle hook names is a port of its own container. */
export const probePort = objectRule('probe-port', text, function* (object) {
  for (const pod of podSpecsOf(object))
    for (const { container, steps } of containersOf(pod)) yield* unknownPorts(container, steps);
});
