import { changesBetween, checkUpgrade } from '../../../src/gates/upgrade';
import type { KubeObject, Manifest } from '../../../src/model';
import { manifestOf } from '../model-of';
import { namespaced } from './corpus';
import { syncedModel } from './two-models';
import { config, KEPT, folder, modelWith, codes } from './folders';

describe('application-moved and namespace-moved', () => {
  test('an object that another Application takes over is found, and what is never pruned blocks it', () => {
    const move = (meta = {}) =>
      checkUpgrade(
        modelWith(folder('old-app', [config('a', 'corpus', meta)]), folder('new-app', [])),
        modelWith(folder('old-app', []), folder('new-app', [config('a', 'corpus', meta)])),
      );
    expect(move().map(({ message }) => message)).toEqual([
      'moves from the Application old-app to new-app: the new one fails on a shared object until the old one has deleted it',
    ]);
    expect(move(KEPT)[0]?.message).toContain(
      'the old one lets it live (Prune=false), and the new one fails on a shared',
    );
    const [renamed] = checkUpgrade(
      modelWith(folder('old-app', [config('a')])),
      modelWith(folder('new-app', [config('a')])),
    );
    expect(renamed?.message).toContain('lets it live (the Application old-app leaves its objects behind)');
  });

  test('a folder that keeps its Application is no move', () => {
    const at = (name: string): Manifest =>
      manifestOf(config('a'), { application: name, path: `dist/test/test-app/${name}/a.yaml` });
    const before = modelWith([at('one')], folder('test-app', []));
    expect(codes(before, modelWith([at('two')], folder('test-app', [])))).toEqual([]);
  });

  test('objects that go in one namespace and come in another are found once', () => {
    const before = syncedModel([config('a', 'old'), config('b', 'old')]);
    const findings = checkUpgrade(before, syncedModel([config('a', 'new'), config('b', 'new')]));
    expect(findings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'namespace-moved: moves from old to new, and 1 more with it: made anew there, with new addresses and without its data',
    ]);
  });

  test('a second namespace beside the first is no move', () => {
    expect(codes(syncedModel([config('a', 'old')]), syncedModel([config('a', 'old'), config('a', 'new')]))).toEqual([]);
  });
});

describe('pods', () => {
  const web = (hash: string): KubeObject =>
    namespaced('apps/v1', 'Deployment', 'web', {
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { annotations: { hash }, labels: { app: 'web' } },
          spec: { containers: [{ name: 'web', envFrom: [{ configMapRef: { name: 'settings' } }] }] },
        },
      },
    });
  const settings = (level: string): KubeObject => namespaced('v1', 'ConfigMap', 'settings', { data: { level } });
  const secret = (type: string): KubeObject =>
    namespaced('external-secrets.io/v1', 'ExternalSecret', 'keys', { spec: { type } });

  test('restart with the hash of their settings', () => {
    const changes = changesBetween(syncedModel([settings('a'), web('1')]), syncedModel([settings('b'), web('2')]));
    expect(changes.map(({ after, pods, why }) => [after?.object.kind, pods, why])).toEqual([
      ['ConfigMap', undefined, ''],
      ['Deployment', 'restart', ''],
    ]);
  });

  test('keep the old settings where no hash follows them, and the ConfigMap says so', () => {
    const changes = changesBetween(syncedModel([settings('a'), web('1')]), syncedModel([settings('b'), web('1')]));
    expect(changes.map(({ why }) => why)).toEqual(['Deployment web keeps the old values until it restarts']);
  });

  test('do not restart for a secret', () => {
    const changes = changesBetween(syncedModel([secret('a'), web('1')]), syncedModel([secret('b'), web('1')]));
    expect(changes.map(({ pods }) => pods)).toEqual([undefined]);
  });
});
