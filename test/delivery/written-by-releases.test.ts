import { writtenByReleases } from '../../src/delivery/written-by-releases';
import type { KubeObject, Manifest } from '../../src/model';

function manifest(object: Partial<KubeObject>): Manifest {
  return {
    tree: 'dist',
    environment: 'shop',
    application: 'shop-app',
    path: 'dist/shop/shop-app/shop/Rollout.argoproj.io.web.yaml',
    text: '',
    provenance: { construct: 'shop', lines: () => [] },
    object: {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'web', namespace: 'shop' },
      ...object,
    },
  };
}

const canary = (strategy: object): Manifest => manifest({ spec: { strategy: { canary: strategy } } });
const pingPong = { pingService: 'web-ping', pongService: 'web-pong' };

describe('what a release writes into Services', () => {
  it('is the version that each of its Services leads to, and nothing else of them', () => {
    expect(writtenByReleases([canary({ pingPong })])).toEqual(
      ['web-ping', 'web-pong'].map(name => ({
        group: '',
        kind: 'Service',
        name,
        namespace: 'shop',
        jsonPointers: ['/spec/selector/rollouts-pod-template-hash'],
      })),
    );
  });

  it('counts the Service of testers, where there is one', () => {
    const names = writtenByReleases([canary({ pingPong, canaryService: 'web-preview' })]).map(({ name }) => name);
    expect(names).toEqual(['web-ping', 'web-pong', 'web-preview']);
  });

  it('is nothing where no release moves requests', () => {
    expect(writtenByReleases([canary({})])).toEqual([]);
    expect(writtenByReleases([manifest({ apiVersion: 'apps/v1', kind: 'Deployment' })])).toEqual([]);
  });
});
