import type { KubeObject } from '../../../model';
import { groupKindOf } from '../../identity/group-kind';
import { isRecord, recordsIn, valueAt, type Step } from '../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../schema/object-rule';
import type { EnvironmentObjects } from '../environment-objects';
import { accepted, requirementsOf, selectorText } from '../label-selector';
import { podsOf } from '../pods';
import { referenceRule, unknownName } from '../reference-rule';

/** Label by which Kubernetes gives every Namespace its name. */
const NAME = 'kubernetes.io/metadata.name';

interface Peer {
  readonly steps: readonly Step[];
  readonly podSelector: unknown;
  readonly namespaceSelector: unknown;
}

function peersOf({ spec }: KubeObject): readonly Peer[] {
  return [['ingress', 'from'] as const, ['egress', 'to'] as const].flatMap(([direction, side]) =>
    recordsIn(valueAt(spec, [direction])).flatMap(([rule, { [side]: peers }]) =>
      recordsIn(peers).flatMap(([index, { podSelector, namespaceSelector }]) =>
        podSelector === undefined && namespaceSelector === undefined
          ? []
          : [{ steps: ['spec', direction, rule, side, index], podSelector, namespaceSelector }],
      ),
    ),
  );
}

function isEmpty(selector: unknown): boolean {
  return requirementsOf(selector).length === 0;
}

/** Namespaces of dist/ that a selector selects. One that is named is looked up: there may be many of both. */
function selectedNamespaces(environment: EnvironmentObjects, selector: unknown): readonly string[] {
  const requirements = requirementsOf(selector);
  const name = valueAt(selector, ['matchLabels', NAME]);
  const named = environment.find('Namespace', undefined, name);
  const candidates = name === undefined ? environment.all('Namespace') : named === undefined ? [] : [named];
  return candidates
    .map(({ object }) => object.metadata)
    .filter(({ name, labels }) => accepted(requirements, { [NAME]: name, ...labels }))
    .map(({ name }) => name);
}

function selectsNothing(steps: readonly Step[], selector: unknown, where: string): ComplaintAt {
  return {
    steps,
    message: `found ${selectorText(selector)}, which selects no pods of ${where}`,
    expected: 'labels that a pod template there carries',
    mend: 'copy the selector of the workload, or remove the entry',
  };
}

/** A namespace that a peer gives by name has to be one that will exist; one it gives by labels has to be ours. */
function unknownNamespace(environment: EnvironmentObjects, peer: Peer): ComplaintAt | undefined {
  const { namespaceSelector, steps } = peer;
  const at = [...steps, 'namespaceSelector'];
  const name = valueAt(namespaceSelector, ['matchLabels', NAME]);
  if (typeof name === 'string' && environment.find('Namespace', undefined, name) === undefined) {
    if (environment.hasNamespace(name)) return undefined;
    const known = environment.namespaces;
    return unknownName({
      steps: [...at, 'matchLabels', NAME],
      what: 'Namespace',
      name,
      where: 'the environment',
      known,
    });
  }
  const message = `found ${selectorText(namespaceSelector)}, which selects no Namespace of dist/`;
  return { steps: at, message, expected: `labels of a Namespace, or ${NAME}`, mend: 'name the namespace by its name' };
}

function peerComplaint(environment: EnvironmentObjects, peer: Peer, own: string): ComplaintAt | undefined {
  const { steps, podSelector, namespaceSelector } = peer;
  if (isRecord(namespaceSelector) && isEmpty(namespaceSelector)) return undefined;
  const namespaces = namespaceSelector === undefined ? [own] : selectedNamespaces(environment, namespaceSelector);
  if (namespaces.length === 0) return unknownNamespace(environment, peer);
  if (isEmpty(podSelector) || namespaces.some(name => !environment.isClosed(name))) return undefined;
  if (namespaces.some(name => podsOf(environment).selectsSome(name, podSelector))) return undefined;
  return selectsNothing([...steps, 'podSelector'], podSelector, `namespace ${namespaces.join(' or ')}`);
}

const example = 'podSelector: { matchLabels: { app.kubernetes.io/name: orders } }';
const text: RuleTexts = {
  en: {
    rule: 'A NetworkPolicy, and every peer it names by labels, selects pods of the environment.',
    reason:
      'A policy that selects nothing protects nothing; a peer that selects nothing is a call that will be dropped.',
    example,
  },
  ko: {
    rule: 'NetworkPolicy와 그것이 레이블로 적은 상대는 모두 환경의 파드를 고른다.',
    reason: '아무것도 고르지 않는 정책은 아무것도 지키지 않고, 아무것도 고르지 않는 상대는 버려질 호출이다.',
    example,
  },
};

/** A NetworkPolicy and its peers select pods. */
export const policySelectsPods = referenceRule('policy-selects-pods', text, function* (object, environment) {
  const { namespace } = object.metadata;
  if (groupKindOf(object) !== 'networking.k8s.io/NetworkPolicy' || namespace === undefined) return;
  const selector = valueAt(object, ['spec', 'podSelector']);
  const isSilent = isEmpty(selector) || environment.chartNamespaces.has(namespace);
  if (!isSilent && !podsOf(environment).selectsSome(namespace, selector))
    yield selectsNothing(['spec', 'podSelector'], selector, `namespace ${namespace}`);
  for (const peer of peersOf(object)) {
    const complaint = peerComplaint(environment, peer, namespace);
    if (complaint !== undefined) yield complaint;
  }
});
