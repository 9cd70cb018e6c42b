import type { KubeObject } from '../../model';
import type { KubeClient, LiveObject } from '../client';
import { condition, has, type Answer } from './conditions';

/** Who writes what a controller would. */
const MANAGER = 'stand-in';

/** Metadata of an object that a controller makes for another one, and that goes with it. */
function ownedBy({ apiVersion, kind, metadata }: LiveObject, name: string): KubeObject['metadata'] {
  const owner = { apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true };
  return { name, namespace: metadata.namespace, ownerReferences: [owner] } as KubeObject['metadata'];
}

const dummies = (keys: readonly string[]): Record<string, string> =>
  Object.fromEntries(keys.map(key => [key, `dummy of ${key}`]));

async function make(client: KubeClient, object: object): Promise<void> {
  await client.apply(object as KubeObject, { manager: MANAGER });
}

/** The Secret is written, a dummy value for each key of `spec.data` and of the template; `dataFrom` is not read. */
export const secretOfStore: Answer = async (client, object) => {
  if (has(object, 'Ready')) return;
  const { target, data = [] } = object.spec as {
    target?: { name?: string; template?: { data?: Record<string, string> } };
    data?: readonly { secretKey: string }[];
  };
  const keys = [...data.map(({ secretKey }) => secretKey), ...Object.keys(target?.template?.data ?? {})];
  const metadata = ownedBy(object, target?.name ?? object.metadata.name);
  await make(client, { apiVersion: 'v1', kind: 'Secret', metadata, stringData: dummies(keys) });
  await condition('Ready', 'SecretSynced')(client, object);
};

/** The Secret of a Certificate, which stays when the Certificate goes, as cert-manager leaves it. */
export const secretOfCertificate: Answer = async (client, object) => {
  if (has(object, 'Ready')) return;
  const { secretName } = object.spec as { secretName: string };
  await make(client, {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: { name: secretName, namespace: object.metadata.namespace },
    stringData: dummies(['tls.crt', 'tls.key']),
  });
  await condition('Ready', 'Ready')(client, object);
};

type Destinations = Readonly<Record<string, { readonly name: string; readonly key: string }>>;

/** ConfigMaps and Secrets that `spec.operatorSpec` asks for, a dummy value for each key. */
export const objectsOfAzure: Answer = async (client, object) => {
  if (has(object, 'Ready')) return;
  const { operatorSpec = {} } = object.spec as {
    operatorSpec?: { configMaps?: Destinations; secrets?: Destinations };
  };
  for (const { name, keys } of grouped(operatorSpec.configMaps))
    await make(client, { apiVersion: 'v1', kind: 'ConfigMap', metadata: ownedBy(object, name), data: dummies(keys) });
  for (const { name, keys } of grouped(operatorSpec.secrets))
    await make(client, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: ownedBy(object, name),
      stringData: dummies(keys),
    });
  await condition('Ready', 'Succeeded')(client, object);
};

function grouped(destinations: Destinations = {}): readonly { readonly name: string; readonly keys: string[] }[] {
  const all = Object.values(destinations);
  return [...new Set(all.map(({ name }) => name))].map(name => ({
    name,
    keys: all.flatMap(each => (each.name === name ? [each.key] : [])),
  }));
}

/**
 * The autoscaler that KEDA makes, under its name, within working hours: it has the fewest and the most replicas of the
 * ScaledObject and a metric that nobody serves, so that it keeps to these bounds and leaves 0 alone.
 */
export const autoscalerOfKeda: Answer = async (client, object) => {
  if (has(object, 'Ready')) return;
  const { name } = object.metadata;
  const {
    scaleTargetRef,
    minReplicaCount = 0,
    maxReplicaCount = 100,
  } = object.spec as {
    scaleTargetRef: { apiVersion?: string; kind?: string; name: string };
    minReplicaCount?: number;
    maxReplicaCount?: number;
  };
  await make(client, {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: ownedBy(object, `keda-hpa-${name}`),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', ...scaleTargetRef },
      minReplicas: Math.max(1, minReplicaCount),
      maxReplicas: maxReplicaCount,
      metrics: [
        { type: 'External', external: { metric: { name: 's0' }, target: { type: 'AverageValue', averageValue: '1' } } },
      ],
    },
  });
  await condition('Ready', 'ScaledObjectReady')(client, object);
};
