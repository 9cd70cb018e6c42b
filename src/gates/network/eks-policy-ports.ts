import type { Manifest, Model } from '../../model';
import { objectName } from '../finding';
import { namespaceOf, podIndexOf, type PodIndex, type PodTemplate } from '../pod/pod-template';
import { modelRule, type Complained } from '../pod/rule-forms';
import { isRecord, shown, valueAt } from '../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import { peerSteps, policyIndexOf, type Direction, type Policy, type PolicyIndex } from './policy';
import { isService, portsOf, targetOf, type ServicePort } from './service';

/** Pairs of port and protocol that the VPC CNI keeps for one range of addresses. */
const MOST_PAIRS = 24;

const example =
  'kind: Service\nspec: { ports: [{ name: http, port: 8000, targetPort: http }] }   # containerPort: 8000, named http';
const text: RuleTexts = {
  en: {
    rule: 'On EKS, a Service in front of pods with a NetworkPolicy has the number (and name) of the container’s port, and one peer of a policy has at most 24 ports.',
    reason:
      'The VPC CNI compares the Service’s port with the policy before it is translated, and keeps 24 pairs of port and protocol for an address range: what goes beyond is dropped without a word.',
    example,
  },
  ko: {
    rule: 'EKS에서 NetworkPolicy가 있는 파드 앞의 Service는 컨테이너 포트와 번호(와 이름)가 같고, 정책의 상대 하나에는 포트가 24개까지다.',
    reason:
      'VPC CNI는 변환 전의 Service 포트를 정책과 비교하고, 주소 범위 하나에 포트와 프로토콜 쌍을 24개만 둔다. 벗어난 트래픽은 말없이 버려진다.',
    example,
  },
};

/** What the network policy agent of EKS can do. */
export const eksPolicyPorts = modelRule('eks-policy-ports', text, function* (model: Model) {
  const aws = new Set(model.environments.filter(({ cluster }) => cluster.cloud.type === 'aws').map(({ name }) => name));
  const policies = policyIndexOf(model);
  const pods = podIndexOf(model);
  for (const service of model.manifests.filter(isService)) {
    if (aws.has(service.environment)) yield* translated(service, pods, policies);
  }
  for (const policy of policies.policies) {
    if (!aws.has(policy.manifest.environment)) continue;
    for (const direction of ['ingress', 'egress'] satisfies Direction[]) yield* crowded(policy, direction);
  }
});

function* translated(service: Manifest, pods: PodIndex, policies: PolicyIndex): Iterable<Complained> {
  const { environment, object } = service;
  const namespace = namespaceOf(service);
  const selector = valueAt(object, ['spec', 'selector']);
  if (!isRecord(selector)) return;
  const selected = pods
    .matching(environment, namespace, { matchLabels: selector })
    .filter(({ labels }) => policies.selecting(environment, namespace, labels).length > 0);
  for (const port of portsOf(object)) {
    const complaint = selected.flatMap(template => mismatch(port, template))[0];
    if (complaint !== undefined) yield [service, complaint];
  }
}

function mismatch(at: ServicePort, template: PodTemplate): readonly ComplaintAt[] {
  const { port, targetPort, name } = at.port;
  const target = targetOf(at, template);
  const number = target?.port ?? (typeof targetPort === 'number' ? targetPort : undefined);
  const owner = objectName(template.manifest.object);
  if (number !== undefined && number !== port) {
    const message = `found port ${shown(port)} in front of port ${shown(number)} of ${owner}, which a NetworkPolicy selects`;
    const mend = `set port: ${shown(number)}; the VPC CNI checks policies before it translates ports`;
    return [{ steps: [...at.steps, 'port'], message, expected: String(number), mend }];
  }
  if (typeof targetPort === 'string' && name !== targetPort) {
    const message = `found the name ${shown(name)} in front of the port named ${targetPort} of ${owner}, which a NetworkPolicy selects`;
    return [{ steps: [...at.steps, 'name'], message, expected: targetPort, mend: `name the port ${targetPort}, too` }];
  }
  return [];
}

/** Ports of all rules of a policy add up for each peer. */
function* crowded(policy: Policy, direction: Direction): Iterable<Complained> {
  const pairs = new Map<string, Set<string>>();
  for (const rule of policy.rules[direction]) {
    for (const [index, peer] of rule.peers) {
      const key = String(valueAt(peer, ['ipBlock', 'cidr']) ?? JSON.stringify(peer));
      const before = pairs.get(key) ?? new Set<string>();
      const all = new Set([...before, ...rule.ports.map(([, port]) => pair(port))]);
      pairs.set(key, all);
      if (all.size <= MOST_PAIRS || before.size > MOST_PAIRS) continue;
      yield [
        policy.manifest,
        {
          steps: peerSteps(rule, direction, index),
          message: `found ${all.size} pairs of port and protocol for ${key}`,
          expected: `at most ${MOST_PAIRS}`,
          mend: 'join neighbouring ports by endPort, or leave ports out that nobody calls',
        },
      ];
    }
  }
}

function pair({ port, endPort, protocol }: Readonly<Record<string, unknown>>): string {
  return `${String(protocol ?? 'TCP')} ${String(port)}-${String(endPort ?? port)}`;
}
