import type { KubeObject } from '../../../model';
import { groupKindOf } from '../../identity/group-kind';
import { didYouMean } from '../../schema/did-you-mean';
import { isRecord, recordsIn, shown, valueAt } from '../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../schema/object-rule';
import { objectName } from '../../finding';
import { podsOf, portsOf, type ContainerPort, type Pods } from '../pods';
import { referenceRule } from '../reference-rule';

type Port = Readonly<Record<string, unknown>>;

function protocolOf({ protocol }: Port): string {
  return typeof protocol === 'string' ? protocol : 'TCP';
}

function reaches(port: Port, ports: readonly ContainerPort[]): boolean {
  const target = port.targetPort ?? port.port;
  return ports.some(
    ({ name, port: number, protocol }) => protocol === protocolOf(port) && (name === target || number === target),
  );
}

function portText({ name, port, protocol }: ContainerPort): string {
  return `${typeof name === 'string' ? `${name} ` : ''}${String(port)}/${protocol}`;
}

function unreached(index: number, port: Port, pods: Pods): ComplaintAt {
  const target = port.targetPort ?? port.port;
  const ports = portsOf(pods);
  const names = ports.flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
  const meant = typeof target === 'string' ? didYouMean(target, names) : undefined;
  const workload = objectName(pods.manifest.object);
  return {
    steps: ['spec', 'ports', index, port.targetPort === undefined ? 'port' : 'targetPort'],
    message: `found ${shown(target)}/${protocolOf(port)}, but no container of ${workload} has that port`,
    expected: ports.length === 0 ? `a port that ${workload} declares` : `one of ${ports.map(portText).join(', ')}`,
    mend: meant === undefined ? 'declare the port in the container, or correct it here' : `did you mean "${meant}"?`,
  };
}

function* unreachedPorts(object: KubeObject, selected: readonly Pods[]): Iterable<ComplaintAt> {
  for (const [index, port] of recordsIn(valueAt(object, ['spec', 'ports']))) {
    const lacking = selected.find(pods => !reaches(port, portsOf(pods)));
    if (lacking !== undefined) yield unreached(index, port, lacking);
  }
}

const example = 'ports: [{ port: 80, targetPort: http }]\n# beside ports: [{ name: http, containerPort: 8080 }]';
const text: RuleTexts = {
  en: {
    rule: 'Every port of a Service leads, by name or number, to a port that each selected workload declares.',
    reason: 'Connections are refused; where the port is named, the Service has no endpoints at all.',
    example,
  },
  ko: {
    rule: 'Service의 모든 포트는 이름이나 번호로, 셀렉터가 고른 각 워크로드가 선언한 포트에 닿는다.',
    reason: '그렇지 않으면 연결이 거부되고, 이름으로 적은 포트라면 Service에 엔드포인트가 아예 없다.',
    example,
  },
};

/** Every port of a Service leads to a port of the pods it selects. */
export const servicePort = referenceRule('service-port', text, function* (object, environment) {
  const { namespace } = object.metadata;
  const selector = valueAt(object, ['spec', 'selector']);
  if (groupKindOf(object) !== 'Service' || namespace === undefined || !isRecord(selector)) return;
  if (Object.keys(selector).length === 0 || valueAt(object, ['spec', 'type']) === 'ExternalName') return;
  yield* unreachedPorts(object, [...podsOf(environment).selected(namespace, { matchLabels: selector })]);
});
