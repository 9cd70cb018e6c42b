import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, start } from '../../src/cli';
import { projectOf, recording, scratchFolder, settings, treeOf } from './fixture';

const DIST = 'dist/test/test-app/shop';

describe('garam synth', () => {
  test('writes the trees and the generated pages and ends with a table', async () => {
    const root = scratchFolder();
    const terminal = recording();
    expect(await run(['synth'], projectOf(root, [settings('a', 'quiet'), settings('b', 'quiet')]), terminal)).toBe(0);
    expect(Object.keys(treeOf(root))).toEqual([
      `${DIST}/ConfigMap.a.yaml`,
      `${DIST}/ConfigMap.b.yaml`,
      'docs/labs/checks.ko.md',
      'docs/labs/checks.md',
      'docs/reference/assumed-facts.md',
      'docs/reference/contracts.md',
      'docs/reference/cost.md',
      'docs/reference/environments.md',
      'docs/reference/secrets.md',
      'docs/rules.ko.md',
      'docs/rules.md',
    ]);
    expect(terminal.stdout.replace(/\d+\.\d\d s/, '0.00 s')).toBe(
      [
        'environment  objects  files changed  findings    time',
        'test               2              2         0',
        'all                2              2         0  0.00 s',
        '9 pages of docs/ changed',
        '',
      ].join('\n'),
    );
    expect(terminal.stderr).toBe('');
  });

  test('npm start does the same', async () => {
    const [left, right] = [scratchFolder(), scratchFolder()];
    expect(await start(projectOf(left, [settings('a', 'quiet')]), recording())).toBe(0);
    expect(await run(['synth'], projectOf(right, [settings('a', 'quiet')]), recording())).toBe(0);
    expect(treeOf(left)).toEqual(treeOf(right));
  });

  test('a run that changes nothing touches no file', async () => {
    const root = scratchFolder();
    const project = projectOf(root, [settings('a', 'quiet')]);
    await run(['synth'], project, recording());
    const stamps = (): unknown =>
      Object.keys(treeOf(root)).map(path => statSync(join(root, path), { bigint: true }).ctimeNs);
    const before = stamps();
    const terminal = recording();
    expect(await run(['synth'], project, terminal)).toBe(0);
    expect(stamps()).toEqual(before);
    expect(terminal.stdout).toMatch(/^all +1 +0 +0 /m);
  });

  test('a finding ends with 1, is shown like a compiler’s message, and nothing is written', async () => {
    const root = scratchFolder();
    const project = projectOf(root, [settings('a', 'quiet')]);
    await run(['synth'], project, recording());
    const before = treeOf(root);
    project.objects = [settings('a', 'loud'), settings('b', 'quiet')];
    const terminal = recording();
    expect(await run(['synth'], project, terminal)).toBe(1);
    expect(treeOf(root)).toEqual(before);
    expect(terminal.stderr).toBe(
      [
        'error[quiet-level]: the level is "loud"',
        '  --> src/systems/test/index.ts:1:1',
        '  in test, ConfigMap/shop/a, $.data.level',
        '  expected: quiet',
        '  mend: set it to quiet',
        '',
        '1 finding of 1 rule; nothing was written. Why, and an example:',
        '  npx garam explain quiet-level',
        '',
        '',
      ].join('\n'),
    );
    expect(terminal.stdout).toMatch(/^test +2 +0 +1$/m);
  });

  test('--json tells what was written, and what was found', async () => {
    const root = scratchFolder();
    const project = projectOf(root, [settings('a', 'quiet')]);
    const [fine, found] = [recording(), recording()];
    await run(['synth', '--json'], project, fine);
    expect(JSON.parse(fine.stdout)).toMatchObject({
      environments: [{ environment: 'test', objects: 1, changed: 1, findings: 0 }],
      findings: [],
      written: { added: [`${DIST}/ConfigMap.a.yaml`], changed: [], removed: [], pages: expect.any(Array) },
    });
    project.objects = [settings('a', 'loud')];
    expect(await run(['synth', '--json'], project, found)).toBe(1);
    expect(JSON.parse(found.stdout)).toMatchObject({ findings: [{ code: 'quiet-level' }], written: { added: [] } });
    expect(found.stderr).toBe('');
  });

  test('files of an environment that is gone are removed and counted', async () => {
    const root = scratchFolder();
    mkdirSync(join(root, 'dist/old'), { recursive: true });
    writeFileSync(join(root, 'dist/old/ConfigMap.x.yaml'), 'x: 1\n');
    const terminal = recording();
    expect(await run(['synth'], projectOf(root, [settings('a', 'quiet')]), terminal)).toBe(0);
    expect(Object.keys(treeOf(root))).not.toContain('dist/old/ConfigMap.x.yaml');
    expect(terminal.stdout).toMatch(/^old +0 +1 +0$/m);
  });
});
