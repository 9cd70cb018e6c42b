import { usesOf } from '../../../src/gates/sync/pod-uses';
import { waveOrder } from '../../../src/gates/sync/wave-order';
import { named } from '../../real-model';
import { real, found, annotated, at, migrate } from './real-sync';

describe('wave-order', () => {
  const dev = (kindAndName: string) => named('fablink-dev', kindAndName);

  test.each([
    [
      'ConfigMap/fablink-backend-config',
      '5',
      'Deployment fablink-backend in wave 0 needs ConfigMap fablink-backend-config, which comes in wave 5',
    ],
    [
      'ConfigMap/fablink-backend-config',
      '-10',
      `Job ${migrate} in wave -10 needs ConfigMap fablink-backend-config, which comes in wave -10`,
    ],
    [
      'ServiceAccount/fablink-backend-migrate',
      '-9',
      `Job ${migrate} in wave -10 needs ServiceAccount fablink-backend-migrate, which comes in wave -9`,
    ],
    [
      'ServiceAccount/fablink-backend',
      '1',
      'Deployment fablink-backend in wave 0 needs ServiceAccount fablink-backend, which comes in wave 1',
    ],
    [
      'ExternalSecret/fablink-backend-secrets',
      '-10',
      `Job ${migrate} in wave -10 needs ExternalSecret fablink-backend-secrets, which comes in wave -10`,
    ],
    [
      'NetworkPolicy/fablink-backend-migrate',
      '-10',
      `Job ${migrate} in wave -10 needs NetworkPolicy fablink-backend-migrate, which comes in wave -10`,
    ],
    [
      'NetworkPolicy/fablink-backend',
      '3',
      'Deployment fablink-backend in wave 0 needs NetworkPolicy fablink-backend, which comes in wave 3',
    ],
    [
      'NetworkPolicy/default-deny',
      '-1',
      'NetworkPolicy default-deny in wave -1 needs Namespace fablink-dev, which comes in wave 0',
    ],
    [
      'SecretStore/fablink-dev/secrets',
      '-28',
      'ExternalSecret fablink-backend-secrets in wave -29 needs SecretStore secrets, which comes in wave -28',
    ],
    [
      'ServiceAccount/fablink-dev/secrets-reader',
      '-28',
      'SecretStore secrets in wave -30 needs ServiceAccount secrets-reader, which comes in wave -28',
    ],
    [
      'Service/fablink-backend',
      '11',
      'TargetGroupBinding fablink-backend in wave 10 needs Service fablink-backend, which comes in wave 11',
    ],
  ])('%s in wave %s comes too late or too early', (kindAndName, wave, message) => {
    const messages = waveOrder.check(annotated(dev(kindAndName), { 'sync-wave': wave })).map(each => each.message);
    expect(messages).toContain(message);
  });

  test.each([
    ['MetricAlert/psql-tripgen-prod-cpu', '-30', 'FlexibleServer psql-tripgen-prod, which comes in wave 0'],
    ['DiagnosticSetting/kv-tripgen-prod-logs', '-30', 'Vault kv-tripgen-prod, which comes in wave 0'],
    ['Component/appi-tripgen-prod', '-31', 'Workspace log-tripgen-prod, which comes in wave -30'],
    ['NamespacesQueue/notification', '-1', 'Namespace sb-tripgen-prod, which comes in wave 0'],
  ])('%s in wave %s would wait for what never comes', (kindAndName, wave, needs) => {
    const early = annotated(named('tripgen-prod', kindAndName), { 'sync-wave': wave });
    const messages = waveOrder.check(early).map(each => each.message);
    expect(messages).toContainEqual(expect.stringContaining(`in wave ${wave} needs ${needs}`));
  });

  test('the path is where the pod names the object, and of a policy its wave', () => {
    const late = { 'sync-wave': '5' };
    expect(found(waveOrder, annotated(dev('ServiceAccount/fablink-backend'), late))).toEqual([
      expect.stringContaining('Deployment/fablink-dev/fablink-backend $.spec.template.spec.serviceAccountName: '),
    ]);
    expect(found(waveOrder, annotated(dev('NetworkPolicy/fablink-backend'), late))).toEqual([
      expect.stringContaining(`NetworkPolicy/fablink-dev/fablink-backend ${at('sync-wave')}: `),
    ]);
  });

  test('an Ingress does not come before its Service', () => {
    const model = annotated(named('fablink-prod', 'Ingress/fablink-backend'), { 'sync-wave': '-1' });
    expect(found(waveOrder, model)).toContainEqual(
      expect.stringMatching(
        /^Ingress\/fablink-prod\/fablink-backend \$\.spec\..*\.service\.name: Ingress fablink-backend in wave -1 needs Service fablink-backend, which comes in wave 0$/,
      ),
    );
  });

  test('an equal wave is early enough for a Deployment', () => {
    expect(waveOrder.check(annotated(dev('NetworkPolicy/fablink-backend'), { 'sync-wave': '0' }))).toEqual([]);
  });

  test('a PostSync hook may use everything of the sync, whatever its wave', () => {
    expect(waveOrder.check(annotated(dev('ServiceAccount/fablink-backend-check'), { 'sync-wave': '900' }))).toEqual([]);
  });

  test('what a pod needs is in its own Application', () => {
    const manifests = real.manifests.map(manifest =>
      dev('ConfigMap/fablink-backend-config')(manifest) ? { ...manifest, application: 'fablink-base' } : manifest,
    );
    expect(found(waveOrder, { ...real, manifests })).toContainEqual(
      expect.stringContaining(
        'Deployment fablink-backend in fablink-app needs ConfigMap fablink-backend-config, which is in fablink-base',
      ),
    );
  });
});

test('a pod uses what containers, volumes and projections name, but for what is optional', () => {
  const spec = {
    serviceAccountName: 'account',
    imagePullSecrets: [{ name: 'registry' }],
    initContainers: [
      { envFrom: [{ configMapRef: { name: 'all' } }, { secretRef: { name: 'maybe', optional: true } }] },
    ],
    containers: [
      {
        env: [
          { name: 'A', valueFrom: { configMapKeyRef: { name: 'one', key: 'a' } } },
          { name: 'B', valueFrom: { secretKeyRef: { name: 'password', key: 'b' } } },
        ],
      },
    ],
    volumes: [
      { name: 'a', configMap: { name: 'files' } },
      { name: 'b', secret: { secretName: 'keys' } },
      { name: 'c', persistentVolumeClaim: { claimName: 'data' } },
      { name: 'd', projected: { sources: [{ configMap: { name: 'part' } }, { secret: { name: 'piece' } }] } },
    ],
  };
  const uses = usesOf({ spec, steps: ['spec'], runs: 'pod' });
  expect(uses.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'ServiceAccount account',
    'Secret registry',
    'ConfigMap all',
    'ConfigMap one',
    'Secret password',
    'ConfigMap files',
    'Secret keys',
    'PersistentVolumeClaim data',
    'ConfigMap part',
    'Secret piece',
  ]);
  expect(uses[8]?.steps).toEqual(['spec', 'volumes', 3, 'projected', 'sources', 0, 'configMap', 'name']);
});
