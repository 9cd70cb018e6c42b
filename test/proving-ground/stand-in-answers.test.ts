import type { KubeObject } from '../../src/model';
import { standInsFor, type KubeClient, type LiveObject } from '../../src/proving-ground';
import { markClaims } from '../../src/proving-ground/kwok/volume-gate';
import { committedDist } from '../e2e/committed-objects';
import { realModel } from '../real-model';

/** What was written, by a client that knows the given objects. */
function recorder(known: readonly object[] = []) {
  const written: { readonly what: string; readonly body: object }[] = [];
  const client = {
    apply: (object: KubeObject) => written.push({ what: `${object.kind} ${object.metadata.name}`, body: object }),
    mergePatch: ({ kind, metadata }: KubeObject, body: object) =>
      written.push({ what: `patch of ${kind} ${metadata.name}`, body }),
    list: (_: string, kind: string) => known.filter(each => (each as KubeObject).kind === kind),
  };
  return { written, client: client as unknown as KubeClient };
}

const live = (apiVersion: string, kind: string, more: object): LiveObject =>
  ({
    apiVersion,
    kind,
    metadata: { name: 'it', namespace: 'here', uid: 'u', resourceVersion: '1', generation: 2 },
    ...more,
  }) as LiveObject;

/** Everything that the stand-in of an object's kind writes when it is asked once. */
async function answered(object: LiveObject) {
  const { written, client } = recorder();
  for (const { answer } of standInsFor([object])) await answer(client, object);
  return written;
}

const ready = (observedGeneration?: number) => ({
  status: { conditions: [{ type: 'Ready', status: 'True', observedGeneration }] },
});

/** Kinds that nobody answers: a real controller runs, they are read and not written to, or paused for ever. */
const NO_STAND_IN =
  /^(argoproj\.io\/v1alpha1 (Rollout|AnalysisTemplate)|chaos-mesh\.org\/v1alpha1 Schedule|monitoring\.coreos\.com\/v1(alpha1 ScrapeConfig| (PodMonitor|ServiceMonitor|Probe|PrometheusRule)))$/;

test('every kind of dist/ that is not of Kubernetes has a stand-in', () => {
  const objects = realModel().environments.flatMap(({ name }) => committedDist(name).map(({ object }) => object));
  const custom = objects.filter(
    ({ apiVersion }) => /^[^/]*\.[^/]*\//.test(apiVersion) && !/\.k8s\.io\//.test(apiVersion),
  );
  const kinds = new Set(custom.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`));
  const answers = new Set(standInsFor(custom).map(({ apiVersion, kind }) => `${apiVersion} ${kind}`));
  expect(kinds.size).toBeGreaterThan(10);
  expect([...kinds].filter(kind => !answers.has(kind) && !NO_STAND_IN.test(kind))).toEqual([]);
});

describe('stand-ins', () => {
  test('of ASO make what they are asked for, all keys of an object at once, and then are Ready', async () => {
    const clientId = { name: 'identity', key: 'clientId' };
    const operatorSpec = {
      configMaps: { clientId, tenantId: { name: 'identity', key: 'tenantId' } },
      secrets: { clientId },
    };
    const written = await answered(
      live('managedidentity.azure.com/v1', 'UserAssignedIdentity', { spec: { operatorSpec } }),
    );
    expect(written.map(({ what }) => what)).toEqual([
      'ConfigMap identity',
      'Secret identity',
      'patch of UserAssignedIdentity it',
    ]);
    expect(written[0]?.body).toMatchObject({ data: { clientId: 'dummy of clientId', tenantId: 'dummy of tenantId' } });
    expect(written[2]?.body).toMatchObject({ status: { conditions: [{ type: 'Ready', observedGeneration: 2 }] } });
  });

  test('answer again once the object has changed, and not before', async () => {
    const of = (more: object) => answered(live('storage.azure.com/v1', 'StorageAccount', { spec: {}, ...more }));
    expect(await of(ready(2))).toEqual([]);
    expect(await of(ready(1))).toHaveLength(1);
    expect(await of(ready())).toEqual([]); // a kind whose conditions know no generation
  });

  test('of cert-manager write the Secret that the Certificate names', async () => {
    const written = await answered(live('cert-manager.io/v1', 'Certificate', { spec: { secretName: 'tls' } }));
    expect(written[0]).toMatchObject({
      what: 'Secret tls',
      body: { type: 'kubernetes.io/tls', stringData: { 'tls.crt': expect.any(String), 'tls.key': expect.any(String) } },
    });
  });

  test('of KEDA make the autoscaler with the bounds of the ScaledObject, one pod at least', async () => {
    const spec = { scaleTargetRef: { name: 'web' }, minReplicaCount: 0, maxReplicaCount: 4 };
    const written = await answered(live('keda.sh/v1alpha1', 'ScaledObject', { spec }));
    expect(written[0]).toMatchObject({
      what: 'HorizontalPodAutoscaler keda-hpa-it',
      body: { spec: { minReplicas: 1, maxReplicas: 4, scaleTargetRef: { kind: 'Deployment', name: 'web' } } },
    });
  });
});

test('claims are provided for, but those of a class without a provisioner, and those that have a volume', async () => {
  const claim = (name: string, spec: object) => ({ kind: 'PersistentVolumeClaim', metadata: { name }, spec });
  const { written, client } = recorder([
    claim('default', {}),
    claim('disk', { storageClassName: 'managed-csi' }),
    claim('folder', { storageClassName: 'node-folder' }),
    claim('hand', { storageClassName: 'static' }),
    claim('bound', { volumeName: 'pv' }),
    { kind: 'StorageClass', metadata: { name: 'node-folder' }, provisioner: 'kubernetes.io/no-provisioner' },
    { kind: 'StorageClass', metadata: { name: 'managed-csi' }, provisioner: 'disk.csi.azure.com' },
  ]);
  expect(await markClaims(client)).toBe(2);
  expect(written.map(({ what }) => what)).toEqual([
    'patch of PersistentVolumeClaim default',
    'patch of PersistentVolumeClaim disk',
  ]);
});
