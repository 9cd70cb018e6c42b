import { Duration } from 'cdk8s';
import { StatefulStore, type StatefulStoreProps, type Storage } from '../../../src/constructs/data-store';
import { size } from '../../../src/constructs/workload';
import { declarationsOf } from '../../../src/constructs/structure';
import { objectOf, objectsOf, testSystem } from '../place';
import { read } from '../read';

const disk: Storage = { type: 'class', storageClass: 'managed-csi', size: '20Gi' };
const folder: Storage = {
  type: 'node-folder',
  path: '/data/store',
  size: '20Gi',
  node: { key: 'pool', value: 'data' },
};

const props: StatefulStoreProps = {
  namespace: 'shop',
  image: { repository: 'registry.example.com/store', tag: '1.0.0' },
  size: size('500m', '1Gi', '1000m', '2Gi'),
  user: 999,
  ports: [{ name: 'sql', port: 5432 }],
  probes: {
    liveness: { connects: true, every: Duration.seconds(10), timeout: Duration.seconds(5), failures: 6 },
    readiness: { connects: true, every: Duration.seconds(10), timeout: Duration.seconds(5), failures: 3 },
  },
  data: { path: '/data', storage: disk },
  terminationGrace: Duration.seconds(60),
};

function store(changes: Partial<StatefulStoreProps> = {}) {
  const system = testSystem();
  new StatefulStore(system.app, 'store', { ...props, ...changes });
  return system;
}
const onNode = () => store({ data: { path: '/data', storage: folder } });
const set = (system: ReturnType<typeof store>) => objectOf(system, 'StatefulSet', 'store');
const KEPT = {
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
};

describe('a store that keeps data', () => {
  test('states kind and version of its claims, as the API server would: what it adds is drift for ever', () => {
    expect(read(set(store()), 'spec.volumeClaimTemplates')).toMatchInlineSnapshot(`
      [
        {
          "apiVersion": "v1",
          "kind": "PersistentVolumeClaim",
          "metadata": {
            "name": "data",
          },
          "spec": {
            "accessModes": [
              "ReadWriteOnce",
            ],
            "resources": {
              "requests": {
                "storage": "20Gi",
              },
            },
            "storageClassName": "managed-csi",
            "volumeMode": "Filesystem",
          },
        },
      ]
    `);
  });

  test('stays when it leaves git, and so do its claims when it goes', () => {
    expect(set(store()).metadata.annotations).toMatchObject(KEPT);
    expect(read(set(store()), 'spec.persistentVolumeClaimRetentionPolicy')).toEqual({
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
    });
  });

  test('has a Service by its name and a headless one, by which each pod has a name of its own', () => {
    const system = store();
    expect(read(objectOf(system, 'Service', 'store'), 'spec.clusterIP')).toBeUndefined();
    expect(read(objectOf(system, 'Service', 'store-pods'), 'spec')).toMatchObject({
      clusterIP: 'None',
      publishNotReadyAddresses: true,
    });
    expect(read(set(system), 'spec.serviceName')).toBe('store-pods');
  });

  test('runs as its user on a disk of the cluster, and nothing in it as root', () => {
    expect(read(set(store()), 'spec.template.spec.initContainers')).toBeUndefined();
    expect(read(set(store()), 'spec.template.spec.securityContext')).toMatchObject({ runAsUser: 999, fsGroup: 999 });
  });

  test('gets a disruption budget and is spread from two pods up', () => {
    expect(objectsOf(store()).map(({ kind }) => kind)).not.toContain('PodDisruptionBudget');
    const system = store({ replicas: 3 });
    expect(read(objectOf(system, 'PodDisruptionBudget', 'store'), 'spec.selector.matchLabels')).toEqual(
      read(set(system), 'spec.selector.matchLabels'),
    );
    expect(read(set(system), 'spec.template.spec.topologySpreadConstraints')).toHaveLength(2);
  });
});

describe('a store on a folder of a node', () => {
  test('has its volume in a wave before its own, which waits for the claim; both stay', () => {
    for (const kind of ['StorageClass', 'PersistentVolume']) {
      const { annotations } = objectOf(onNode(), kind, 'shop-store').metadata;
      expect(annotations).toEqual({ ...KEPT, 'argocd.argoproj.io/sync-wave': '-30' });
    }
    expect(set(onNode()).metadata.annotations).toMatchObject({ 'argocd.argoproj.io/sync-wave': '-20' });
  });

  test('takes its own claim alone, on the labelled node, and outlives it', () => {
    expect(read(objectOf(onNode(), 'PersistentVolume', 'shop-store'), 'spec')).toMatchObject({
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'shop', name: 'data-store-0' },
      hostPath: { path: '/data/store', type: 'DirectoryOrCreate' },
      persistentVolumeReclaimPolicy: 'Retain',
      nodeAffinity: {
        required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'pool', operator: 'In', values: ['data'] }] }] },
      },
    });
  });

  test('has one container that runs as root, with the right to give the folder away and no other (D-03)', () => {
    expect(read(set(onNode()), 'spec.template.spec.initContainers.0')).toMatchObject({
      image: 'docker.io/library/busybox:1.37.0',
      command: ['chown', '999:999', '/data'],
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { add: ['CHOWN'], drop: ['ALL'] },
        readOnlyRootFilesystem: true,
        runAsUser: 0,
      },
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
    });
  });

  test('says so as an exception with an owner and a day, which a disk of the cluster does not need', () => {
    const exceptions = (system: ReturnType<typeof store>): readonly unknown[] =>
      system.node
        .findAll()
        .flatMap(declarationsOf)
        .filter(({ type }) => type === 'exception');
    expect(exceptions(onNode())).toMatchObject([{ rule: 'no-root-user', object: 'StatefulSet/shop/store' }]);
    expect(exceptions(store())).toEqual([]);
  });
});
