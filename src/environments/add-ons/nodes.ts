import type { NodePool, PodToleration } from '../../model';
import type { AddOn } from '../environment';

/** Nodes that add-ons run on: labels that all of them carry, and taints that keep others away. */
export type AddOnNodes = Pick<NodePool, 'labels' | 'taints'>;

/** What pods of a chart are told of nodes, under the names that every chart has for it. */
interface Binding {
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly PodToleration[];
}

/** Where a chart's values hold the binding: the path of the object that has `nodeSelector` and `tolerations`. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  'argo-cd': ['global'],
  'argo-rollouts': ['controller'],
  'aws-ebs-csi-driver': ['controller'],
  'aws-efs-csi-driver': ['controller'],
  'aws-load-balancer-controller': [],
  'cluster-autoscaler': [],
  'external-dns': [],
  'external-secrets': ['global'],
  'kube-prometheus-stack': ['prometheusOperator'],
  'metrics-server': [],
};

/** All charts of AWS Controllers for Kubernetes are made from one. */
const ACK = { repository: 'public.ecr.aws/aws-controllers-k8s', place: ['deployment'] } as const;

/**
 * Add-ons on the nodes of one group, so that they and what they serve never take each other's room (LP-08, LP-15). Pods
 * that run on every node, whatever its taints, stay where they are.
 * @throws when nobody has looked up where a chart's values name its nodes
 */
export function onNodes(nodes: AddOnNodes, addOns: readonly AddOn[]): readonly AddOn[] {
  const { labels = {}, taints = [] } = nodes;
  const tolerations = taints.map(({ key, value, effect }) => ({ key, operator: 'Equal' as const, value, effect }));
  const binding: Binding = { nodeSelector: labels, tolerations };
  return addOns.map(addOn => ({
    ...addOn,
    values: merged(addOn.values, placeOf(addOn), binding),
    pods: addOn.pods.map(each => (each.tolerations === undefined ? { ...each, ...binding } : each)),
  }));
}

function placeOf({ name, chart }: AddOn): readonly string[] {
  const place = chart.repository === ACK.repository ? ACK.place : PLACES[chart.name];
  if (place !== undefined) return place;
  throw new Error(
    `add-on ${name}: where do the values of chart ${chart.name} name the nodes of its pods? Look it up, and enter it in PLACES`,
  );
}

/** The values with the binding at the place; what stands there otherwise stays. */
function merged(values: object, [first, ...rest]: readonly string[], binding: Binding): object {
  if (first === undefined) return { ...values, ...binding };
  const inner = (values as Readonly<Record<string, object | undefined>>)[first] ?? {};
  return { ...values, [first]: merged(inner, rest, binding) };
}
