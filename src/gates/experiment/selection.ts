import type { EnvironmentObjects } from '../reference/environment-objects';
import { nameList } from '../reference/reference-rule';
import { podsOf, type Pods } from '../reference/pods';
import { isRecord, recordsIn, shown, textsIn, valueAt, type Step } from '../schema/json-path';
import type { ComplaintAt } from '../schema/object-rule';

/** Ways of Chaos Mesh to select pods beside labels, of which a rule cannot tell whom they touch. */
const OTHER_WAYS = ['annotationSelectors', 'fieldSelectors', 'nodeSelectors', 'nodes', 'pods'];

/** What is wrong with whom a fault touches: `selector` of the object that lies at the steps. */
export function* selectionFaults(
  of: unknown,
  steps: readonly Step[],
  environment: EnvironmentObjects,
  open: readonly string[],
): Iterable<ComplaintAt> {
  const selector = valueAt(of, ['selector']);
  const at = [...steps, 'selector'];
  const namespaces = textsIn(valueAt(selector, ['namespaces']));
  const closed = namespaces.filter(name => !open.includes(name));
  if (namespaces.length === 0 || closed.length > 0) {
    yield {
      steps: [...at, 'namespaces'],
      message:
        namespaces.length === 0
          ? 'names no namespace, which means all of them'
          : `names ${nameList(closed)}, which the cluster does not open to experiments`,
      expected: `some of ${nameList(open)}`,
      mend: 'select pods of namespaces that experimentsIn of the cluster names',
    };
    return;
  }
  const labels = asLabelSelector(selector);
  if (labels === undefined) {
    yield {
      steps: at,
      message: `found ${shown(selector)}, which does not say by labels alone which pods are meant`,
      expected: `labelSelectors or expressionSelectors, and none of ${OTHER_WAYS.join(', ')}`,
      mend: 'give Experiment the workloads that it is about',
    };
    return;
  }
  const index = podsOf(environment);
  const pods = namespaces.flatMap(namespace => [...index.selected(namespace, labels)]);
  if (pods.length === 0) {
    yield {
      steps: at,
      message: `no pods in ${nameList(namespaces)} have these labels`,
      expected: 'labels of a workload that is there',
      mend: 'give Experiment the workloads that it is about',
    };
  }
  yield* stores(pods, at);
}

/** The selector in the words of Kubernetes; undefined where it selects in other ways, or everything. */
function asLabelSelector(selector: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(selector) || OTHER_WAYS.some(way => selector[way] !== undefined)) return undefined;
  const { labelSelectors: matchLabels, expressionSelectors: matchExpressions } = selector;
  const some = (isRecord(matchLabels) && Object.keys(matchLabels).length > 0) || recordsIn(matchExpressions).length > 0;
  return some ? { matchLabels, matchExpressions } : undefined;
}

function* stores(pods: readonly Pods[], steps: readonly Step[]): Iterable<ComplaintAt> {
  for (const { manifest } of pods) {
    const { kind, metadata } = manifest.object;
    if (kind !== 'StatefulSet') continue;
    yield {
      steps,
      message: `selects pods of StatefulSet ${metadata.name}, which hold data`,
      expected: 'pods that lose nothing',
      mend: 'leave data stores out of what the experiment is about',
    };
  }
}
