import { recordsIn, valueAt, type Step } from '../schema/json-path';
import { containersOf, type PodSpecAt } from '../schema/fields/pods';

/** Kinds of objects that a pod cannot start without. */
export type UsedKind = 'ConfigMap' | 'Secret' | 'ServiceAccount' | 'PersistentVolumeClaim';

/** A name by which a pod uses an object of its namespace. */
export interface Use {
  readonly kind: UsedKind;
  readonly name: string;
  readonly steps: readonly Step[];
}

/** Ways to a name in a container, and in a volume, each with its kind. */
const IN_CONTAINER = [
  ['envFrom', 'ConfigMap', ['configMapRef', 'name']],
  ['envFrom', 'Secret', ['secretRef', 'name']],
  ['env', 'ConfigMap', ['valueFrom', 'configMapKeyRef', 'name']],
  ['env', 'Secret', ['valueFrom', 'secretKeyRef', 'name']],
] as const;
const IN_VOLUME = [
  ['ConfigMap', ['configMap', 'name']],
  ['Secret', ['secret', 'secretName']],
  ['PersistentVolumeClaim', ['persistentVolumeClaim', 'claimName']],
] as const;
const IN_PROJECTION = [
  ['ConfigMap', ['configMap', 'name']],
  ['Secret', ['secret', 'name']],
] as const;

function use(kind: UsedKind, item: unknown, way: readonly string[], steps: readonly Step[]): readonly Use[] {
  const name = valueAt(item, way);
  const isOptional = valueAt(item, [...way.slice(0, -1), 'optional']) === true;
  return typeof name === 'string' && !isOptional ? [{ kind, name, steps: [...steps, ...way] }] : [];
}

function usesOfContainers(pod: PodSpecAt): readonly Use[] {
  return containersOf(pod).flatMap(({ container, steps }) =>
    IN_CONTAINER.flatMap(([list, kind, way]) =>
      recordsIn(container[list]).flatMap(([index, item]) => use(kind, item, way, [...steps, list, index])),
    ),
  );
}

function usesOfVolumes(pod: PodSpecAt): readonly Use[] {
  return recordsIn(pod.spec.volumes).flatMap(([index, volume]) => {
    const steps = [...pod.steps, 'volumes', index];
    return [
      ...IN_VOLUME.flatMap(([kind, way]) => use(kind, volume, way, steps)),
      ...recordsIn(valueAt(volume, ['projected', 'sources'])).flatMap(([position, source]) =>
        IN_PROJECTION.flatMap(([kind, way]) => use(kind, source, way, [...steps, 'projected', 'sources', position])),
      ),
    ];
  });
}

/** Everything of its namespace that a pod needs before it starts; what is marked optional is not needed. */
export function usesOf(pod: PodSpecAt): readonly Use[] {
  return [
    ...use('ServiceAccount', pod.spec, ['serviceAccountName'], pod.steps),
    ...recordsIn(pod.spec.imagePullSecrets).flatMap(([index, item]) =>
      use('Secret', item, ['name'], [...pod.steps, 'imagePullSecrets', index]),
    ),
    ...usesOfContainers(pod),
    ...usesOfVolumes(pod),
  ];
}
