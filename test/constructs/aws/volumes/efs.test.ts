import { EfsAccessPoint, EfsFileSystem, EfsStorageClass, EfsVolume } from '../../../../src/constructs/aws';
import { assumed, declarationsOf } from '../../../../src/constructs/structure';
import { objectOf, objectsOf, testSystem } from '../../place';
import { complaintsAbout } from '../complaints';

function files({ path = '/logs', access }: { path?: string; access?: 'read-only' } = {}) {
  const system = testSystem();
  const fileSystem = new EfsFileSystem(system.cloud, 'shared', {
    namespace: 'shop',
    fileSystemId: assumed<string>('fs-0123456789abcdef0', 'a test'),
    network: {
      subnets: ['subnet-a', 'subnet-b', 'subnet-c'],
      subnetCidrs: ['192.0.2.0/26'],
      securityGroups: ['sg-0123456789abcdef0'],
    },
    backedUp: true,
    requirements: ['XX-01'],
  });
  const accessPoint = new EfsAccessPoint(system.cloud, 'shared-logs', {
    fileSystem,
    accessPointId: 'fsap-0123456789abcdef0',
    path,
    owner: 1000,
  });
  new EfsVolume(system.app, 'logs', { accessPoint, namespace: 'backend', ...(access && { access }) });
  new EfsStorageClass(system.app, 'efs', { fileSystem, basePath: '/claims', owner: 1000 });
  return { system, fileSystem };
}

const specOf = (kind: string, name: string, props = {}) => objectOf(files(props).system, kind, name).spec;

test('a file system is encrypted, backed up, and moves what nobody reads to the cheaper class', () => {
  const { policy, ...spec } = specOf('FileSystem', 'shared') as { policy: string };
  expect(spec).toEqual({
    encrypted: true,
    performanceMode: 'generalPurpose',
    throughputMode: 'bursting',
    backupPolicy: { status: 'ENABLED' },
    lifecyclePolicies: [{ transitionToIA: 'AFTER_30_DAYS' }, { transitionToPrimaryStorageClass: 'AFTER_1_ACCESS' }],
    tags: [
      { key: 'Name', value: 'shared' },
      { key: 'Environment', value: 'unit' },
      { key: 'Project', value: 'test' },
    ],
  });
  const { Statement } = JSON.parse(policy) as { Statement: { Effect: string; Action: string[]; Condition: object }[] };
  expect(Statement.map(({ Effect, Action, Condition }) => [Effect, Action, Condition])).toEqual([
    [
      'Allow',
      ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
      { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } },
    ],
    ['Deny', ['*'], { Bool: { 'aws:SecureTransport': 'false' } }],
  ]);
});

test('it has an address in every subnet', () => {
  const targets = objectsOf(files().system).filter(({ kind }) => kind === 'MountTarget');
  expect(targets.map(({ metadata, spec }) => [metadata.name, spec])).toEqual(
    ['subnet-a', 'subnet-b', 'subnet-c'].map(subnet => [
      `shared-${subnet}`,
      {
        fileSystemRef: { from: { name: 'shared', namespace: 'shop' } },
        subnetID: subnet,
        securityGroups: ['sg-0123456789abcdef0'],
      },
    ]),
  );
});

test('an access point opens one folder in the name of one user', () => {
  expect(specOf('AccessPoint', 'shared-logs')).toMatchObject({
    fileSystemRef: { from: { name: 'shared', namespace: 'shop' } },
    posixUser: { uid: 1000, gid: 1000 },
    rootDirectory: { path: '/logs', creationInfo: { ownerUID: 1000, ownerGID: 1000, permissions: '0770' } },
  });
  for (const path of ['logs', '/', '/logs/', '/a/b/c/d/e']) {
    expect(() => files({ path })).toThrow(`path "${path}"; EFS takes one to four folders`);
  }
});

test('a volume goes through the access point, and one claim of one namespace may take it', () => {
  expect(specOf('PersistentVolume', 'backend-logs')).toEqual({
    capacity: { storage: '1Gi' },
    accessModes: ['ReadWriteMany'],
    volumeMode: 'Filesystem',
    persistentVolumeReclaimPolicy: 'Retain',
    mountOptions: ['tls'],
    claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'backend', name: 'logs' },
    csi: { driver: 'efs.csi.aws.com', volumeHandle: 'fs-0123456789abcdef0::fsap-0123456789abcdef0' },
  });
  expect(specOf('PersistentVolumeClaim', 'logs')).toEqual({
    storageClassName: '',
    volumeMode: 'Filesystem',
    volumeName: 'backend-logs',
    accessModes: ['ReadWriteMany'],
    resources: { requests: { storage: '1Gi' } },
  });
});

test('a volume may be for reading only', () => {
  const props = { access: 'read-only' };
  expect(specOf('PersistentVolume', 'backend-logs', props)).toMatchObject({
    accessModes: ['ReadOnlyMany'],
    csi: { readOnly: true },
  });
  expect(specOf('PersistentVolumeClaim', 'logs', props)).toMatchObject({ accessModes: ['ReadOnlyMany'] });
});

test('the class makes a folder with an access point of its own for each claim, and keeps it', () => {
  expect(objectOf(files().system, 'StorageClass', 'efs')).toMatchObject({
    provisioner: 'efs.csi.aws.com',
    parameters: {
      provisioningMode: 'efs-ap',
      fileSystemId: 'fs-0123456789abcdef0',
      basePath: '/claims',
      subPathPattern: '${.PVC.namespace}/${.PVC.name}',
      ensureUniqueDirectory: 'false',
      directoryPerms: '770',
      uid: '1000',
      gid: '1000',
    },
    mountOptions: ['tls'],
    reclaimPolicy: 'Retain',
    volumeBindingMode: 'Immediate',
  });
});

test('files are never deleted, every field is known, and every reference leads somewhere', () => {
  const { system } = files();
  expect(complaintsAbout(system)).toEqual([]);
  expect(objectOf(system, 'AccessPoint', 'shared-logs').metadata.annotations).toMatchObject({
    'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  });
});

test('its firewall is a contract', () => {
  expect(declarationsOf(files().fileSystem)).toMatchObject([{ id: 'shared-firewall', expect: '2049\t2049\t1\t0' }]);
});
