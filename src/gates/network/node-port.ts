import type { Declared, Finding, Manifest, Model, NodePortDeclaration, Rule } from '../../model';
import { objectName } from '../finding';
import { groupOf, namespaceOf } from '../pod/pod-template';
import { findingAt } from '../pod/rule-forms';
import { didYouMean } from '../schema/did-you-mean';
import { recordsIn, shown, valueAt } from '../schema/json-path';
import type { ComplaintAt } from '../schema/object-rule';
import { isService, portsOf, serviceKey, servicesOf } from './service';

const CODE = 'node-port';
const FIRST = 30000;
const LAST = 32767;

type Contracts = ReadonlyMap<string, Declared<NodePortDeclaration>>;
type Complained = readonly [Manifest, ComplaintAt];

const example =
  "kind: Service\nspec: { type: NodePort, ports: [{ port: 8000, nodePort: 30080 }] }\n// exposure: { type: 'node-port', port: 30080, requirement: 'FD-05' }";

/** Every node port is the one that something outside points at, and nobody else's. */
export const nodePort: Rule = {
  code: CODE,
  text: {
    en: {
      rule: 'Every node port is stated, lies in 30000–32767, is used once in its environment, and equals the port that is declared as contract with the infrastructure.',
      reason:
        'A load balancer that others own sends to this number. Kubernetes picks a random one where none is stated, and refuses a Service whose number is taken.',
      example,
    },
    ko: {
      rule: '모든 노드 포트는 적혀 있고, 30000–32767 안에 있으며, 환경에서 한 번만 쓰이고, 인프라와의 계약으로 선언한 포트와 같다.',
      reason:
        '다른 팀의 로드 밸런서가 이 번호로 보낸다. 적지 않으면 쿠버네티스가 아무 번호나 고르고, 이미 쓰는 번호의 Service는 거부한다.',
      example,
    },
  },
  check(model) {
    const contracts = contractsOf(model);
    const services = servicesOf(model);
    const complaints = [...ports(model, contracts), ...bindings(model, services)];
    return [
      ...complaints.map(([manifest, complaint]) => findingAt(manifest, CODE, complaint)),
      ...[...contracts].flatMap(([key, contract]) => (opens(services.get(key)) ? [] : [unopened(contract, services)])),
    ];
  },
};

function contractsOf({ declarations }: Model): Contracts {
  return new Map(
    declarations
      .filter((each): each is Declared<NodePortDeclaration> => each.type === 'node-port')
      .map(each => [serviceKey(each.environment, each.namespace, each.service), each]),
  );
}

/** Whether a Service opens node ports. */
function opens(service: Manifest | undefined): boolean {
  return service !== undefined && valueAt(service.object, ['spec', 'type']) === 'NodePort';
}

function* ports(model: Model, contracts: Contracts): Iterable<Complained> {
  const taken = new Map<string, Manifest>();
  for (const manifest of model.manifests.filter(isService)) {
    const { environment, object } = manifest;
    const contract = contracts.get(serviceKey(environment, namespaceOf(manifest), object.metadata.name));
    for (const { steps, port } of portsOf(object)) {
      const found = port.nodePort;
      const at = [...steps, 'nodePort'];
      if (typeof found === 'number') {
        const key = `${environment}/${String(port.protocol ?? 'TCP')}/${found}`;
        const other = taken.get(key);
        if (other !== undefined) yield [manifest, { steps: at, ...collision(found, other) }];
        taken.set(key, manifest);
        if (found < FIRST || found > LAST) yield [manifest, { steps: at, ...outOfRange(found) }];
      }
      if (opens(manifest) || typeof found === 'number') {
        const complaint = broken(found, contract);
        if (complaint !== undefined) yield [manifest, { steps: at, ...complaint }];
      }
    }
  }
}

type Said = Omit<ComplaintAt, 'steps'>;

function collision(port: number, other: Manifest): Said {
  const message = `node port ${port} is already that of ${objectName(other.object)}`;
  return { message, expected: 'a port of its own', mend: 'choose another port, here or there' };
}

function outOfRange(port: number): Said {
  return { message: `found ${port}`, expected: `${FIRST}–${LAST}`, mend: 'choose a port that nodes may open' };
}

function broken(found: unknown, contract: Declared<NodePortDeclaration> | undefined): Said | undefined {
  if (contract === undefined) {
    const message = `${found === undefined ? 'a random node port' : `node port ${shown(found)}`} is opened, and no contract declares it`;
    const mend = 'declare who points at the port (exposure: node-port), or make the Service a ClusterIP';
    return { message, expected: 'a declared node port', mend };
  }
  if (found === contract.port) return undefined;
  return {
    message: `found ${found === undefined ? 'no node port, which means a random one' : shown(found)}, but ${contract.requirement} fixes ${contract.port}`,
    expected: String(contract.port),
    mend: `set nodePort: ${contract.port}: the load balancer outside sends there`,
  };
}

/** Bindings of instances open the node's security group for the port that they send to. */
function* bindings(model: Model, services: ReadonlyMap<string, Manifest>): Iterable<Complained> {
  for (const manifest of model.manifests.filter(isInstanceBinding)) {
    const { environment, object } = manifest;
    const name = String(valueAt(object, ['spec', 'serviceRef', 'name']));
    const service = services.get(serviceKey(environment, namespaceOf(manifest), name));
    if (service === undefined) continue;
    const open = portsOf(service.object).map(({ port }) => port.nodePort);
    for (const [rule, ingress] of recordsIn(valueAt(object, ['spec', 'networking', 'ingress']))) {
      for (const [index, { port }] of recordsIn(ingress.ports)) {
        if (port === undefined || open.includes(port)) continue;
        const steps = ['spec', 'networking', 'ingress', rule, 'ports', index, 'port'];
        const message = `lets traffic in on ${shown(port)}, but ${objectName(service.object)} listens on ${open.join(', ')} of each node`;
        yield [manifest, { steps, message, expected: open.join(', '), mend: "set the Service's node port" }];
      }
    }
  }
}

function isInstanceBinding(manifest: Manifest): boolean {
  const { object } = manifest;
  if (`${groupOf(manifest)}/${object.kind}` !== 'elbv2.k8s.aws/TargetGroupBinding') return false;
  return valueAt(object, ['spec', 'targetType']) !== 'ip';
}

function unopened(contract: Declared<NodePortDeclaration>, services: ReadonlyMap<string, Manifest>): Finding {
  const { environment, namespace, service, port, requirement, provenance } = contract;
  const source = provenance.lines()[0];
  const names = [...services.values()]
    .filter(each => each.environment === environment)
    .map(each => each.object.metadata.name);
  const meant = services.has(serviceKey(environment, namespace, service)) ? undefined : didYouMean(service, names);
  return {
    code: CODE,
    message: `node port ${port} is declared (${requirement}), and no Service opens it`,
    where: { environment, object: `Service/${namespace}/${service}`, ...(source && { source }) },
    expected: `a Service ${service} of type NodePort in ${namespace}`,
    mend: meant === undefined ? 'make the Service, or remove the declaration' : `did you mean "${meant}"?`,
  };
}
