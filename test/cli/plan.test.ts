import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../../src/cli';
import type { KubeObject } from '../../src/model';
import { projectOf, recording, scratchFolder, settings, type FixtureProject } from './fixture';

/** An author, and nothing that git would do behind our back: it would meet the folder while it is removed. */
const SETTINGS = ['user.name=t', 'user.email=t@example.com', 'commit.gpgsign=false', 'maintenance.auto=false'];
const git = (root: string, ...words: readonly string[]): string =>
  execFileSync('git', [...SETTINGS.flatMap(each => ['-c', each]), ...words], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Commits what the project synthesizes, under a tag. */
async function committed(project: FixtureProject, tag: string): Promise<void> {
  await run(['synth'], project, recording());
  git(project.root, 'add', '--all');
  git(project.root, 'commit', '--quiet', '--allow-empty', '--message', tag);
  git(project.root, 'tag', tag);
}

async function projectAt(objects: readonly KubeObject[]): Promise<FixtureProject> {
  const project = projectOf(scratchFolder(), objects);
  git(project.root, 'init', '--quiet');
  await committed(project, 'v1');
  return project;
}

async function told(project: FixtureProject, ...words: readonly string[]) {
  const terminal = recording();
  const code = await run(words, project, terminal);
  return { code, out: terminal.stdout, err: terminal.stderr };
}

const fixed = (level: string): KubeObject => ({ ...settings('fixed', level), immutable: true });

describe('garam plan', () => {
  test('tells what differs from a tag, from the model and not from the disk', async () => {
    const project = await projectAt([settings('a', 'quiet'), settings('b', 'quiet'), settings('gone', 'quiet')]);
    project.objects = [settings('a', 'calm'), settings('b', 'calm'), settings('new', 'quiet')];
    const { code, out } = await told(project, 'plan', '--against', 'v1');
    expect(code).toBe(0);
    expect(out).toMatch(/^against v1 \([0-9a-f]{12}\): 4 objects of dist\/ and argocd\/\n/);
    expect(out).toMatch(/\ntest +1 +2 +0 +0 +1 +0 +0 +0\n/);
    expect(out).toContain('test: the same change in 2 objects\n  $.data.level: "quiet" → "calm"\n');
    expect(out).toContain('+ test ConfigMap/shop/new: added\n      --> src/systems/test/index.ts:1:1');
    expect(out).toContain('= test ConfigMap/shop/gone: stays in the cluster (no Application synced it)\n');
  });

  test('answers as JSON and as Markdown', async () => {
    const project = await projectAt([settings('a', 'quiet')]);
    project.objects = [settings('a', 'calm')];
    const json = await told(project, 'plan', '--against', 'v1', '--format', 'json');
    expect(JSON.parse(json.out)).toMatchObject({
      against: { ref: 'v1', commit: git(project.root, 'rev-parse', 'v1').trim() },
      environments: [{ environment: 'test', changed: 1 }],
      groups: [{ fields: [{ path: '$.data.level', before: 'quiet', after: 'calm' }], objects: [{ fate: 'changed' }] }],
      findings: { appear: [], go: [] },
    });
    expect(await told(project, 'plan', '--against', 'v1', '--json')).toEqual(json);
    const markdown = await told(project, 'plan', '--against', 'v1', '--format', 'markdown');
    expect(markdown.out).toMatch(/^<!-- garam plan -->\n/);
  });

  test('tells which findings appear and which go, and ends with 0 nevertheless', async () => {
    const project = await projectAt([settings('a', 'quiet'), fixed('quiet')]);
    writeFileSync(
      join(project.root, 'dist/test/test-app/shop/ConfigMap.a.yaml'),
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: shop\ndata:\n  level: loud\n',
    );
    git(project.root, 'commit', '--all', '--quiet', '--message', 'loud');
    project.objects = [settings('a', 'quiet'), settings('b', 'loud'), fixed('calm')];
    const { code, out } = await told(project, 'plan', '--against', 'HEAD', '--json');
    const { findings } = JSON.parse(out) as { findings: Record<'appear' | 'go', { code: string; where: object }[]> };
    expect(code).toBe(0);
    expect(findings.appear.map(({ code }) => code)).toEqual(['field-immutable', 'quiet-level']);
    expect(findings.go).toMatchObject([
      { code: 'quiet-level', where: { object: 'ConfigMap/shop/a', source: { line: 1 } } },
    ]);
  });

  test('takes a revision without dist/ as one without objects', async () => {
    const project = projectOf(scratchFolder(), [settings('a', 'quiet')]);
    git(project.root, 'init', '--quiet');
    git(project.root, 'commit', '--quiet', '--allow-empty', '--message', 'nothing');
    const { code, out } = await told(project, 'plan', '--against', 'HEAD');
    expect([code, out]).toEqual([0, expect.stringContaining('+ test ConfigMap/shop/a: added')]);
  });

  test('reads files of several objects, names beyond ASCII, and leaves out what is no object', async () => {
    const project = await projectAt([settings('a', 'quiet')]);
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(project.root, path)), { recursive: true });
      writeFileSync(join(project.root, path), text);
    };
    const object = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;
    write('argocd/test/root.yaml', `${object('one')}---\n${object('둘')}`);
    write('dist/test/kustomization.yaml', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n');
    write('argocd/test/argocd-values.yaml', 'server: {}\n');
    write('dist/test/test-app/shop/빈.yaml', '');
    git(project.root, 'add', '--all');
    git(project.root, 'commit', '--quiet', '--message', 'several');
    const { out } = await told(project, 'plan', '--against', 'HEAD', '--json');
    const { groups } = JSON.parse(out) as { groups: { objects: { object: string }[] }[] };
    expect(groups.flatMap(({ objects }) => objects.map(({ object }) => object))).toEqual([
      'ConfigMap/one',
      'ConfigMap/둘',
    ]);
  });

  test.each([
    [['plan'], /required option '--against <ref>' not specified/],
    [['plan', '--against', 'nowhere'], /^error: unknown revision nowhere\. A branch, a tag or a commit is expected/],
    [['plan', '--against', '--output=x'], /unknown revision --output=x/],
    [['plan', '--against', 'HEAD:dist'], /unknown revision HEAD:dist/],
    [['plan', '--against', 'v1', '--format', 'html'], /Allowed choices are text, markdown, json/],
    [['plan', '--against', 'v1', '--json', '--format', 'markdown'], /exclude each other/],
    [['check', '--against', 'nowhere'], /unknown revision nowhere/],
  ])('bad input ends with 2: %j', async (words, message) => {
    const project = await projectAt([settings('a', 'quiet')]);
    const { code, out, err } = await told(project, ...words);
    expect(code).toBe(2);
    expect(err || out).toMatch(message);
  });

  test('says how to get what a shallow clone lacks', async () => {
    const project = await projectAt([settings('a', 'quiet')]);
    await committed(project, 'v2');
    const shallow = projectOf(scratchFolder(), []);
    git(shallow.root, 'clone', '--quiet', '--depth', '1', `file://${project.root}`, '.');
    const { code, err } = await told(shallow, 'plan', '--against', 'HEAD~1');
    expect([code, err]).toEqual([2, expect.stringContaining('This clone is shallow: git fetch --unshallow')]);
  });

  test('says where there is no git, and which file of a revision is broken', async () => {
    const { err } = await told(projectOf(scratchFolder(), []), 'plan', '--against', 'HEAD');
    expect(err).toMatch(/is no git repository/);
    const project = await projectAt([settings('a', 'quiet')]);
    writeFileSync(join(project.root, 'dist/test/test-app/shop/ConfigMap.a.yaml'), 'a: [\n<<<<<<< HEAD\n');
    git(project.root, 'commit', '--all', '--quiet', '--message', 'broken');
    const broken = await told(project, 'plan', '--against', 'HEAD');
    expect([broken.code, broken.err]).toEqual([
      2,
      expect.stringMatching(/dist\/test\/test-app\/shop\/ConfigMap\.a\.yaml cannot be read at HEAD: /),
    ]);
  });
});

describe('garam check --against', () => {
  test('ends with 1 where the way from there is refused, and tells it like any finding', async () => {
    const project = await projectAt([fixed('quiet')]);
    project.objects = [fixed('calm')];
    await committed(project, 'v2');
    expect((await told(project, 'check')).code).toBe(0);
    const { code, err, out } = await told(project, 'check', '--against', 'v1');
    expect([code, out]).toEqual([1, '1 finding, 0 files that npm start would write or remove\n']);
    expect(err).toContain('error[field-immutable]: found {"level":"calm"} where {"level":"quiet"} runs\n');
    expect(err).toContain('  --> src/systems/test/index.ts:1:1\n  in test, ConfigMap/shop/fixed, $.data\n');
  });

  test('ends with 0 where the way is free', async () => {
    const project = await projectAt([settings('a', 'quiet')]);
    expect((await told(project, 'check', '--against', 'v1')).code).toBe(0);
  });
});
