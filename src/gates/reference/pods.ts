import type { Manifest } from '../../model';
import { madeByOperator } from '../pod/operator-pods';
import { containersOf, podSpecsOf, type PodSpecAt } from '../schema/fields/pods';
import { isRecord, recordsIn, valueAt } from '../schema/json-path';
import type { EnvironmentObjects } from './environment-objects';
import { once } from '../pod/once';
import { accepted, numberedPod, requirementsOf, type Requirement } from './label-selector';

/** The pods of one workload: all alike. */
export interface Pods {
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly pod: PodSpecAt;
}

/** A port that a container says it listens on. */
export interface ContainerPort {
  readonly name: unknown;
  readonly port: unknown;
  readonly protocol: string;
}

/** Ports of every container of the pods. */
export function portsOf({ pod }: Pods): readonly ContainerPort[] {
  return containersOf(pod).flatMap(({ container }) =>
    recordsIn(container.ports).map(([, { name, containerPort, protocol }]) => ({
      name,
      port: containerPort,
      protocol: typeof protocol === 'string' ? protocol : 'TCP',
    })),
  );
}

/** Labels that a controller adds to the pods of a workload. */
function addedLabels({ object }: Manifest): Readonly<Record<string, string>> {
  const { name } = object.metadata;
  if (object.kind === 'StatefulSet') return Object.fromEntries([numberedPod(name)]);
  if (object.kind === 'Job') return { 'job-name': name, 'batch.kubernetes.io/job-name': name };
  return {};
}

function podsOfManifest(manifest: Manifest): readonly Pods[] {
  const { namespace } = manifest.object.metadata;
  if (namespace === undefined) return [];
  const made = madeByOperator(manifest.object);
  if (made !== undefined) return [{ manifest, namespace, ...made }];
  return podSpecsOf(manifest.object).map(pod => {
    const labels = valueAt(manifest.object, [...pod.steps.slice(0, -1), 'metadata', 'labels']);
    const texts = Object.entries(isRecord(labels) ? labels : {}).map(([key, value]) => [key, String(value)]);
    return { manifest, namespace, pod, labels: { ...Object.fromEntries(texts), ...addedLabels(manifest) } };
  });
}

/** Pods of an environment by namespace and label, so that a selector looks at few of them. */
export class PodIndex {
  private readonly byNamespace = new Map<string, Pods[]>();
  private readonly byLabel = new Map<string, Pods[]>();

  constructor(all: Iterable<Pods>) {
    for (const pods of all) {
      append(this.byNamespace, pods.namespace, pods);
      for (const [key, value] of Object.entries(pods.labels)) append(this.byLabel, labelKey(pods, key, value), pods);
    }
  }

  /** Pods of a namespace that a selector (`matchLabels`, `matchExpressions`) selects; all of them when it is empty. */
  *selected(namespace: string, selector: unknown): Iterable<Pods> {
    const requirements = requirementsOf(selector);
    for (const pods of this.fewest(namespace, requirements)) if (accepted(requirements, pods.labels)) yield pods;
  }

  /** Whether a selector selects pods of a workload in the namespace. */
  selectsSome(namespace: string, selector: unknown): boolean {
    for (const pods of this.selected(namespace, selector)) return pods !== undefined;
    return false;
  }

  private fewest(namespace: string, requirements: readonly Requirement[]): readonly Pods[] {
    let fewest = this.byNamespace.get(namespace) ?? [];
    for (const { key, values } of requirements) {
      if (values === undefined) continue;
      const lists = [...new Set(values)].map(value => this.byLabel.get(labelKey({ namespace }, key, value)) ?? []);
      const count = lists.reduce((sum, list) => sum + list.length, 0);
      if (count < fewest.length) fewest = lists.length === 1 ? (lists[0] ?? []) : lists.flat();
    }
    return fewest;
  }
}

function labelKey({ namespace }: Pick<Pods, 'namespace'>, key: string, value: string): string {
  return `${namespace} ${key}=${value}`;
}

function append(map: Map<string, Pods[]>, key: string, pods: Pods): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [pods]);
  else list.push(pods);
}

/** The pods that an environment's workloads make. */
export const podsOf = once(
  (environment: EnvironmentObjects) => new PodIndex(environment.manifests.flatMap(podsOfManifest)),
);
