import type { RenderedManifest } from '../../model';
import { grouped } from '../declared';
import type { LabelSelector, Labels } from './label-selector';
import type { PodParty } from './party';
import { policiesOf, type Policy } from './policy';
import { podTemplatesOf } from './pod-template';

/** Namespace of a pod that has nothing to do with the environment. */
const ELSEWHERE = 'elsewhere';

/** Pods before their names are settled. */
type Candidate = Omit<PodParty, 'namespaceLabels'>;

/**
 * Every kind of pods that can matter to the policies of an environment: those of dist/; the cluster's DNS and whatever
 * else a peer means; a stranger in each namespace and in a foreign one; and lookalikes of what selectors ask for.
 */
export function podParties(manifests: readonly RenderedManifest[]): readonly PodParty[] {
  const declared = manifests
    .filter(({ tree }) => tree === 'dist')
    .flatMap(podTemplatesOf)
    .map(({ name, namespace, labels, ports }) => ({ ...pods(name, 'declared', namespace, labels), ports }));
  const policies = policiesOf(manifests);
  const namespaces = [...new Set([...declared, ...policies].map(({ namespace }) => namespace)), ELSEWHERE];
  const meant = policies.flatMap(meantPods).filter(pod => !declared.some(each => isKindOf(each, pod)));
  const known = distinct([kubeDns, ...meant]);
  const strangers = namespaces.map((namespace): Candidate => pods('stranger', 'stranger', namespace, {}));
  const all = distinct([...declared, ...known, ...strangers, ...[...declared, ...known].flatMap(lookalikes)]);
  const labels = namespaceLabels(manifests);
  return named(all).map(party => ({
    ...party,
    namespaceLabels: { ...labels.get(party.namespace), 'kubernetes.io/metadata.name': party.namespace },
  }));
}

function pods(name: string, standing: Candidate['standing'], namespace: string, labels: Labels): Candidate {
  return { type: 'pods', name, namespace, labels, ports: [], standing };
}

const kubeDns: Candidate = {
  ...pods('kube-dns', 'known', 'kube-system', { 'k8s-app': 'kube-dns' }),
  ports: [
    { name: 'dns', port: 53, protocol: 'UDP' },
    { name: 'dns-tcp', port: 53, protocol: 'TCP' },
  ],
};

/** Pods that a policy selects, and those that its peers name, with exactly the labels that are asked for. */
function meantPods(policy: Policy): readonly Candidate[] {
  const meant = (namespace: string, { matchLabels: labels = {} }: LabelSelector): Candidate[] => {
    const name = labels['app.kubernetes.io/name'] ?? labels['k8s-app'] ?? labels['app'] ?? labelText(labels);
    return Object.keys(labels).length === 0 ? [] : [pods(name, 'known', namespace, labels)];
  };
  const peers = [...policy.rules.ingress, ...policy.rules.egress].flatMap(rule => rule.peers);
  return [
    ...meant(policy.namespace, policy.podSelector),
    ...peers.flatMap(({ podSelector = {}, namespaceSelector }) =>
      namesIn(namespaceSelector, policy.namespace).flatMap(namespace => meant(namespace, podSelector)),
    ),
  ];
}

/** The namespace that a peer calls by its name, or the policy's own where the peer is silent. */
function namesIn(selector: LabelSelector | undefined, own: string): readonly string[] {
  if (selector === undefined) return [own];
  const name = selector.matchLabels?.['kubernetes.io/metadata.name'];
  return name === undefined ? [] : [name];
}

/** Pods that one careless word in a selector would let in: one label short, or in a foreign namespace. */
function lookalikes({ name, namespace, labels }: Candidate): readonly Candidate[] {
  const short = Object.keys(labels).map(key => {
    const rest = Object.entries(labels).filter(([other]) => other !== key);
    return pods(`${name} without ${key}`, 'lookalike', namespace, Object.fromEntries(rest));
  });
  return [...short, pods(`${name} of a foreign namespace`, 'lookalike', ELSEWHERE, labels)];
}

/** Whether declared pods are what a selector means: they carry its labels, and may carry more. */
function isKindOf(declared: Candidate, meant: Candidate): boolean {
  if (declared.namespace !== meant.namespace) return false;
  return Object.entries(meant.labels).every(([key, value]) => declared.labels[key] === value);
}

function keyOf({ namespace, labels }: Candidate): string {
  return `${namespace}/${labelText(labels)}`;
}

function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');
}

/** One party for pods that no policy can tell apart; the first one gives the name, all their ports count. */
function distinct(all: readonly Candidate[]): readonly Candidate[] {
  return [...grouped(all, keyOf).values()].map(same => ({
    ...(same[0] as Candidate),
    ports: same.flatMap(({ ports }) => ports),
  }));
}

/** The namespace goes before a name that several have, and the labels behind it where that is not enough. */
function named(all: readonly Candidate[]): readonly Candidate[] {
  const told = (parties: readonly Candidate[], longer: (party: Candidate) => string): readonly Candidate[] => {
    const groups = grouped(parties, ({ name }) => name);
    return parties.map(each => ({
      ...each,
      name: (groups.get(each.name) ?? []).length > 1 ? longer(each) : each.name,
    }));
  };
  const placed = told(all, ({ namespace, name }) => `${namespace}/${name}`);
  return told(placed, ({ name, labels }) => `${name}[${labelText(labels)}]`);
}

function namespaceLabels(manifests: readonly RenderedManifest[]): ReadonlyMap<string, Labels> {
  return new Map(
    manifests
      .filter(({ object }) => object.kind === 'Namespace' && object.apiVersion === 'v1')
      .map(({ object }) => [object.metadata.name, object.metadata.labels ?? {}]),
  );
}
