import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outcomeOf } from '../../src/release/command';
import { editRelease } from '../../src/release/edit-release';
import { DEV, digest, release, ScratchRepository, tag } from './scratch-repository';

describe('a release edits one file', () => {
  let repository: ScratchRepository;
  beforeEach(() => {
    repository = new ScratchRepository();
    repository.write(DEV, release({ 'fablink-backend': 1, worker: 2 }));
  });
  afterEach(() => repository.remove());

  const edit = (more: Readonly<Record<string, string>> = {}) => {
    const asked = { environment: 'fablink-dev', service: 'fablink-backend', tag: tag(3), digest: digest(3), ...more };
    const argv = Object.entries(asked).flatMap(([name, value]) => [`--${name}`, value]);
    return outcomeOf(() => editRelease(repository.root, argv));
  };
  const text = () => readFileSync(join(repository.root, DEV), 'utf8');

  test('FD-13: it sets tag and digest of the service and leaves every other byte alone', () => {
    expect(edit().code).toBe(0);
    expect(text()).toBe(release({ 'fablink-backend': 3, worker: 2 }));
  });

  test('a second run of the same release changes nothing and says so', () => {
    edit();
    expect(edit()).toEqual({ code: 0, text: expect.stringContaining('already at') });
    expect(text()).toBe(release({ 'fablink-backend': 3, worker: 2 }));
  });

  test('the first release of a service gives it its digest', () => {
    repository.write(DEV, `{ "image": { "fablink-backend": { "tag": "${'0'.repeat(40)}" } } }`);
    expect(edit().code).toBe(0);
    expect(text()).toBe(release({ 'fablink-backend': 3 }));
  });

  test.each([
    ['a tag that moves', { tag: 'latest' }, 'tag "latest" is not a full git commit'],
    ['a short commit', { tag: '1a2b3c4' }, 'is not a full git commit'],
    ['a digest without its algorithm', { digest: '3'.repeat(64) }, 'is not "sha256:"'],
    ['a digest in capitals', { digest: `sha256:${'A'.repeat(64)}` }, 'is not "sha256:"'],
    ['a service the file does not have', { service: 'frontend' }, 'it has: fablink-backend, worker'],
    ['a service named like a property of every object', { service: 'constructor' }, 'has no service "constructor"'],
    ['an environment without a release file', { environment: 'fablink-test' }, 'does not exist'],
    ['an environment that leaves the folder', { environment: '../../etc/x' }, 'is not a name'],
    ['an empty value', { tag: '' }, '--tag is missing'],
  ])('%s is refused with exit code 2 and the file is left as it was', (_what, more, message) => {
    expect(edit(more)).toEqual({ code: 2, text: expect.stringContaining(message) });
    expect(text()).toBe(release({ 'fablink-backend': 1, worker: 2 }));
  });

  test.each([
    ['not JSON', '{'],
    ['a list of images', '{"image": []}'],
    ['a second key at the top', '{"image": {}, "images": {}}'],
    ['a third key in an image', `{"image": {"a": {"tag": "${tag(1)}", "digest": "${digest(1)}", "note": ""}}}`],
    ['a released tag without its digest', `{"image": {"a": {"tag": "${tag(1)}"}}}`],
    ['a number as tag', `{"image": {"a": {"tag": 1, "digest": "${digest(1)}"}}}`],
  ])('a release file that is %s is refused with its path', (_what, content) => {
    repository.write(DEV, content);
    expect(edit()).toEqual({ code: 2, text: expect.stringContaining(`error: ${DEV}`) });
    expect(edit().text).not.toContain('has no service');
  });

  test('the command itself ends with 2 and one line on standard error', () => {
    const script = join(__dirname, '../../src/release/edit-release.ts');
    const run = spawnSync(process.execPath, ['--require', require.resolve('ts-node/register'), script, '--tag', 'x'], {
      cwd: repository.root,
      encoding: 'utf8',
      env: { ...process.env, TS_NODE_PROJECT: join(__dirname, '../../tsconfig.json') },
    });
    expect([run.status, run.stdout, run.stderr]).toEqual([2, '', 'error: --environment is missing\n']);
  });
});
