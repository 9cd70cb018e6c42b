import type { SyncedResource } from '../../src/proving-ground';
import { outOfOrder, syncOrder } from '../e2e/argo-cd/sync-order';
import type { CommittedObject } from '../e2e/committed-objects';

const file = (kind: string, name: string, wave?: string): CommittedObject => ({
  path: `dist/x/${kind}.${name}.yaml`,
  text: '',
  object: {
    apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1',
    kind,
    metadata: { name, ...(wave === undefined ? {} : { annotations: { 'argocd.argoproj.io/sync-wave': wave } }) },
  },
});

const files = [file('ConfigMap', 'config', '-30'), file('Deployment', 'main'), file('Service', 'main', '10')];

const synced = (kind: string, name: string, more: Partial<SyncedResource> = {}): SyncedResource => ({
  group: kind === 'Deployment' ? 'apps' : '',
  kind,
  namespace: 'x',
  name,
  ...more,
});

describe('the order of a sync', () => {
  const [config, deployment, service] = [
    synced('ConfigMap', 'config'),
    synced('Deployment', 'main'),
    synced('Service', 'main'),
  ];

  test('is right when no wave comes after a later one', () => {
    expect(outOfOrder(syncOrder([config, deployment, service], files))).toEqual([]);
  });

  test('is told where it is not, with both objects and their waves', () => {
    expect(outOfOrder(syncOrder([deployment, config, service], files))).toEqual([
      '/ConfigMap config (-30) after apps/Deployment main (0)',
    ]);
  });

  test('puts what runs after a sync behind everything', () => {
    const hook = synced('ConfigMap', 'config', { syncPhase: 'PostSync' });
    expect(outOfOrder(syncOrder([deployment, service, hook], files))).toEqual([]);
    expect(outOfOrder(syncOrder([hook, deployment], files))).toHaveLength(1);
  });

  test('knows nothing of an object that no file declares', () => {
    expect(() => syncOrder([synced('Secret', 'other')], files)).toThrow('/Secret other is in no file');
  });
});
