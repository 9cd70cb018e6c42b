import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { deliver, files } from '../../src/delivery';
import { shopEnvironment } from './environments/shop';

const model = deliver([shopEnvironment(), shopEnvironment({ name: 'shop-prod', delivery: { sync: 'approved' } })]);
const written = files(model);

function textOf(path: string): string {
  const file = written.find(one => one.path === path);
  if (file === undefined) throw new Error(`${path} is not written`);
  return file.text;
}

describe('files', () => {
  it('have each path once, in order', () => {
    const paths = written.map(({ path }) => path);
    expect(paths).toEqual([...new Set(paths)].sort());
  });

  it('hold each manifest once, byte for byte', () => {
    for (const { path, text } of model.manifests) expect(textOf(path).split('---\n')).toContain(text);
    const documents = written.flatMap(({ text }) => parseAllDocuments(text)).length;
    const others = model.environments.length * 2;
    expect(documents).toBe(model.manifests.length + others);
  });

  it('join what shares a path: project first, then Application', () => {
    const kinds = parseAllDocuments(textOf('argocd/shop-dev/root.yaml')).map(
      document => (document.toJS() as { kind: string }).kind,
    );
    expect(kinds).toEqual(['AppProject', 'Application']);
  });

  it('put nothing but objects for Argo CD into the folders that it reads', () => {
    const synced = written.filter(({ path }) => /^(argocd|dist)\/[^/]+\/[^/]+\//.test(path));
    expect(synced.length).toBeGreaterThan(20);
    for (const { text } of synced)
      expect(parse(text)).toMatchObject({ metadata: { name: expect.any(String) as string } });
  });
});

describe('values for the first installation of Argo CD', () => {
  it('are those of its Application, but for objects whose CRDs come later', () => {
    const application = parse(textOf('argocd/shop-dev/addons/Application.argoproj.io.argocd.yaml')) as {
      spec: { source: { helm: { valuesObject: Record<string, unknown> } } };
    };
    const { extraObjects, ...rest } = application.spec.source.helm.valuesObject;
    expect(extraObjects).toHaveLength(3);
    expect(parse(textOf('argocd/shop-dev/argocd-values.yaml'))).toEqual(rest);
  });

  it('name the Secret that holds the token, never the token', () => {
    expect(textOf('argocd/shop-dev/argocd-values.yaml')).toContain('token: $slack-token');
  });
});

describe('kustomization (FD-14)', () => {
  it('lists every object of the environment but hooks', () => {
    const { resources } = parse(textOf('dist/shop-dev/kustomization.yaml')) as { resources: string[] };
    const objects = model.manifests.filter(({ path }) => path.startsWith('dist/shop-dev/')).map(({ path }) => path);
    expect(resources.map(path => `dist/shop-dev/${path}`)).toEqual(objects.filter(path => !path.includes('Job.check')));
    expect(objects).toContain('dist/shop-dev/shop-app/shop/Job.check.yaml');
  });

  it('is built by kubectl', () => {
    const folder = mkdtempSync(join(tmpdir(), 'garam-kustomize-'));
    for (const { path, text } of written) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const built = execFileSync('kubectl', ['kustomize', join(folder, 'dist/shop-dev')], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    const kinds = parseAllDocuments(built).map(document => (document.toJS() as { kind: string }).kind);
    expect(kinds.sort()).toEqual(['ClusterRole', 'ConfigMap', 'Deployment', 'Namespace']);
  });
});
