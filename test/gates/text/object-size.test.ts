import { objectSize } from '../../../src/gates/text/object-size';
import type { KubeObject, Manifest } from '../../../src/model';
import { manifestOf, modelOf } from '../model-of';

const configMap = (bytes: number, letter = 'a', annotations = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'sql', namespace: 'shop', annotations },
  data: { 'init.sql': letter.repeat(bytes) },
});

const application = (path: string, syncOptions: string[]): Manifest =>
  manifestOf(
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'app', namespace: 'argocd' },
      spec: { source: { path }, syncPolicy: { syncOptions } },
    },
    { tree: 'argocd', application: 'applications' },
  );

/** Bytes of the object around the data of `configMap`. */
const AROUND = Buffer.byteLength(JSON.stringify(configMap(0)));

/** Bytes that a client-side apply adds to the object: the name of its annotation and a line break. */
const APPLIED = Buffer.byteLength('kubectl.kubernetes.io/last-applied-configuration\n');

const findingsOf = (object: KubeObject, ...others: Manifest[]) =>
  objectSize.check(modelOf([], { manifests: [manifestOf(object), ...others] }));

const onServer = application('dist/test/test-app', ['CreateNamespace=false', 'ServerSideApply=true']);

describe('object-size', () => {
  it('names an object over 1 MiB even where it is applied on the server', () => {
    const [finding, ...others] = findingsOf(configMap(1_048_576), onServer);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      code: 'object-size',
      message: expect.stringMatching(/^the object has 1,048,\d{3} bytes$/),
      where: { object: 'ConfigMap/shop/sql', environment: 'test' },
      expected: 'at most 1,048,576 bytes',
    });
  });

  it.each([
    ['no Application', []],
    ['an Application without the option', [application('dist/test/test-app', ['Prune=true'])]],
    ['an Application without any option', [application('dist/test/test-app', [])]],
    ['the option on the Application of another folder', [application('dist/test/test-app2', ['ServerSideApply=true'])]],
    [
      'the option on the same folder of another environment',
      [application('dist/prod/test-app', ['ServerSideApply=true'])],
    ],
  ])('names an object over 262,144 bytes with %s', (_, others) => {
    expect(findingsOf(configMap(262_144), ...others)).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('is applied by the client'),
        mend: expect.stringContaining('Application of dist/test/test-app,'),
      }),
    ]);
  });

  it('counts bytes, not characters', () => {
    expect(findingsOf(configMap(90_000, '한'))).toHaveLength(1);
  });

  it('counts < > & as the six bytes that Go writes', () => {
    expect(findingsOf(configMap(45_000, '<'))).toHaveLength(1);
    expect(findingsOf(configMap(45_000, '='))).toEqual([]);
  });

  it('counts the other annotations, which share the limit', () => {
    const note = { note: 'n'.repeat(100_000) };
    expect(findingsOf(configMap(100_000, 'a', note))).toHaveLength(1);
    expect(findingsOf(configMap(61_000, 'a', note))).toEqual([]);
  });

  it('accepts exactly 262,144 bytes as an annotation, and names an object of one byte more', () => {
    const most = 262_144 - AROUND - APPLIED;
    expect(findingsOf(configMap(most))).toEqual([]);
    expect(findingsOf(configMap(most + 1))).toEqual([
      expect.objectContaining({
        message: 'the object has 262,145 bytes as an annotation, and is applied by the client',
        expected: 'at most 262,144 bytes, or the sync option ServerSideApply=true',
      }),
    ]);
  });

  it('accepts exactly 1,048,576 bytes applied on the server, and names an object of one byte more', () => {
    const most = 1_048_576 - AROUND;
    expect(findingsOf(configMap(most), onServer)).toEqual([]);
    expect(findingsOf(configMap(most + 1), onServer)).toEqual([
      expect.objectContaining({
        message: 'the object has 1,048,577 bytes',
        expected: 'at most 1,048,576 bytes',
      }),
    ]);
  });

  it('is silent about an object over 262,144 bytes that is applied on the server', () => {
    expect(findingsOf(configMap(262_144), onServer)).toEqual([]);
    const annotations = { 'argocd.argoproj.io/sync-options': 'Prune=false, ServerSideApply=true' };
    expect(findingsOf(configMap(262_144, 'a', annotations))).toEqual([]);
  });
});
