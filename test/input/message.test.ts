import { resolve } from 'node:path';
import { tell } from '../../src/cli/failure';
import { Voice } from '../../src/cli/terminal';
import { environments } from '../../src/environments';
import type { Environment } from '../../src/environments/environment';
import { refuseBadValues } from '../../src/synth/values/check-environments';
import { projectOf, recording } from '../cli/fixture';
import { changed } from '../proof/input/values';

/** What a person reads of a run with these environments. */
async function messageOf(...all: readonly Environment[]): Promise<{ readonly code: number; readonly text: string }> {
  const terminal = recording();
  const project = projectOf(resolve(__dirname, '../..'), []);
  try {
    refuseBadValues(all);
    return { code: 0, text: '' };
  } catch (error) {
    const code = await tell(error, project, new Voice(terminal, {}));
    return { code, text: terminal.stderr };
  }
}

test('each bad value is told with its own line, and how many there are', async () => {
  const [real] = environments as readonly [Environment];
  const shortAccount = changed(real, ['cluster', 'cloud', 'account'], '85396378308');
  const bad = changed(
    shortAccount,
    ['delivery', 'repository'],
    'git@git.example.com:platform/garam.git',
  ) as Environment;
  const { code, text } = await messageOf(bad);
  expect(code).toBe(2);
  expect(text).toMatch(/^error: account: got "85396378308"\n {2}--> src\/environments\/[\w/-]+\/cluster\.ts:\d+:\d+\n/);
  expect(text).toMatch(/ in [\w-]+, cluster\.cloud\.account\n {2}expected: an account number of 12 digits\n {2}mend: /);
  expect(text).toMatch(/error: repository: got "git@git[^]* --> src\/environments\/repository\.ts:\d+:\d+/);
  expect(text).toMatch(/2 errors; nothing was written\.\s*$/);
  expect(text).not.toMatch(/^\s+at /m);
});
