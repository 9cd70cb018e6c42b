import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/cli';
import { projectOf, recording, scratchFolder, settings, treeOf, type FixtureProject } from './fixture';

async function synthesized(): Promise<FixtureProject> {
  const project = projectOf(scratchFolder(), [settings('a', 'quiet')]);
  await run(['synth'], project, recording());
  return project;
}

describe('garam check', () => {
  test('says so when all is well', async () => {
    const terminal = recording();
    expect(await run(['check'], await synthesized(), terminal)).toBe(0);
    expect(terminal.stdout).toBe('fine: 1 object, every rule kept, committed as synthesized\n');
    expect(terminal.stderr).toBe('');
  });

  test('shows the fields that differ and the line that declares the object, and writes nothing', async () => {
    const project = await synthesized();
    const before = treeOf(project.root);
    project.objects = [settings('a', 'calm')];
    const terminal = recording();
    expect(await run(['check'], project, terminal)).toBe(1);
    expect(terminal.stderr).toBe(
      [
        'error: dist/test/test-app/shop/ConfigMap.a.yaml differs from a fresh synthesis',
        '  $.data.level: committed "quiet", synthesized "calm"',
        '  --> src/systems/test/index.ts:1:1',
        '  mend: npm start, then commit what it writes',
        '',
      ].join('\n'),
    );
    expect(treeOf(project.root)).toEqual(before);
  });

  test('names files that are missing, stale, edited beyond YAML, and generated pages that differ', async () => {
    const project = await synthesized();
    const path = (name: string): string => join(project.root, name);
    writeFileSync(path('dist/test/test-app/shop/ConfigMap.a.yaml'), 'apiVersion: v1\n<<<<<<< HEAD\n');
    writeFileSync(path('dist/test/stale.yaml'), 'x: 1\n');
    writeFileSync(path('docs/rules.md'), 'mine\n');
    rmSync(path('docs/rules.ko.md'));
    project.objects = [settings('a', 'quiet'), settings('b', 'quiet')];
    const terminal = recording();
    expect(await run(['check', '--json'], project, terminal)).toBe(1);
    expect(JSON.parse(terminal.stdout).drift).toMatchObject([
      { path: 'dist/test/stale.yaml', state: 'stale', fields: [] },
      { path: 'dist/test/test-app/shop/ConfigMap.a.yaml', state: 'different', line: 2 },
      { path: 'dist/test/test-app/shop/ConfigMap.b.yaml', state: 'missing', source: { line: 1 } },
      { path: 'docs/reference/environments.md', state: 'different' },
      { path: 'docs/rules.ko.md', state: 'missing' },
      { path: 'docs/rules.md', state: 'different', line: 1 },
    ]);
  });

  test('a finding ends with 1', async () => {
    const project = await synthesized();
    project.objects = [settings('a', 'loud')];
    const terminal = recording();
    expect(await run(['check'], project, terminal)).toBe(1);
    expect(terminal.stderr).toContain('error[quiet-level]');
    expect(terminal.stdout).toBe('1 finding, 1 file that npm start would write or remove\n');
  });

  test('a mistake that the compiler knows ends with 2, before anything runs', async () => {
    const source = { file: 'src/environments/x.ts', line: 3, column: 5 };
    const mistake = {
      what: 'Type "5" is not a number',
      where: 'TypeScript (TS2322)',
      expected: 'a number',
      mend: 'm',
      source,
    };
    const project = projectOf(scratchFolder(), [], {
      compileErrors: async () => [mistake],
      synthesize: () => Promise.reject(new Error('must not run')),
    });
    const terminal = recording();
    expect(await run(['check'], project, terminal)).toBe(2);
    expect(terminal.stderr).toContain('error: Type "5" is not a number\n  --> src/environments/x.ts:3:5\n');
  });
});
