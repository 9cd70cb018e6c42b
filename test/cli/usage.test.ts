import { run } from '../../src/cli';
import { processTerminal } from '../../src/cli/terminal';
import type { ContractDeclaration, Declared, SecretDeclaration } from '../../src/model';
import { projectOf, recording, scratchFolder, settings, type Recording } from './fixture';

const provenance = { construct: 'test', lines: () => [] };

const secret: Declared<SecretDeclaration> = {
  type: 'secret',
  namespace: 'shop',
  name: 'web',
  entries: [{ key: 'PASSWORD', remote: 'shop/web', property: 'password', meaning: 'opens the till' }],
  consumers: ['web'],
  create: ['make-secret shop/web'],
  environment: 'test',
  provenance,
};

const contract: Declared<ContractDeclaration> = {
  type: 'contract',
  id: 'port-open',
  owner: 'terraform',
  statement: 'The port is open.',
  check: 'nc -z shop 80',
  expect: '',
  requirements: ['XX-01'],
  environment: 'test',
  provenance,
};

async function garam(...argv: readonly string[]): Promise<Recording & { readonly code: number }> {
  const terminal = recording();
  const project = projectOf(scratchFolder(), [settings('a', 'quiet')]);
  project.declarations = [secret, contract];
  return Object.assign(terminal, { code: await run(argv, project, terminal) });
}

describe('usage', () => {
  test.each([
    [['lits'], 'Did you mean list?'],
    [['list', '--asumed'], 'Did you mean --assumed?'],
    [['list', 'tset'], 'unknown environment tset. Did you mean test?'],
    [['list', 'zzzzzz'], 'unknown environment zzzzzz. There are test.'],
    [['list', '--assumed', '--secrets'], '--assumed and --secrets exclude each other'],
    [['list', 'test', 'more'], 'too many arguments'],
    [['explain', 'quiet-levle'], 'unknown rule quiet-levle. Did you mean quiet-level?'],
    [['explain', '--lang', 'fr'], 'Allowed choices are en, ko'],
    [[], 'Usage: garam'],
  ])('%j ends with 2 and a hint', async (argv, hint) => {
    const { code, stderr, stdout } = await garam(...argv);
    expect(code).toBe(2);
    expect(stderr).toContain(hint);
    expect(stderr).not.toContain('    at ');
    expect(stdout).toBe('');
  });

  test('--help is no mistake and tells the exit codes', async () => {
    const { code, stdout } = await garam('--help');
    expect(code).toBe(0);
    expect(stdout).toContain('0 fine, 1 findings, 2 bad input or usage, 3 a fault of Garam');
  });
});

describe('garam list', () => {
  test('lists environments', async () => {
    const { code, stdout } = await garam('list');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^test +test +1\.30 +no +1 +1 +0 +0$/m);
  });

  test('lists the objects of an environment by folder', async () => {
    expect((await garam('list', 'test')).stdout).toBe('dist/test/test-app (1)\n  ConfigMap/shop/a\n');
  });

  test('lists secrets with the command that creates them', async () => {
    const { stdout } = await garam('list', '--secrets');
    expect(stdout).toMatch(/^test +shop\/web \(password\) +shop\/web +PASSWORD +web$/m);
    expect(stdout).toContain('# test\nmake-secret shop/web');
  });

  test('lists the infrastructure contract with its commands', async () => {
    expect((await garam('list', '--contract')).stdout).toBe(
      'test port-open\n  The port is open. (XX-01)\n  owner: terraform\n  check: nc -z shop 80\n  expect: no output\n',
    );
  });

  test.each([['list'], ['list test'], ['list --assumed'], ['list --contract'], ['list --secrets'], ['explain']])(
    '%s --json answers JSON',
    async words => {
      const { code, stdout } = await garam(...words.split(' '), '--json');
      expect(code).toBe(0);
      expect(typeof JSON.parse(stdout)).toBe('object');
    },
  );
});

describe('garam explain', () => {
  test('prints rule, reason and example in English and Korean', async () => {
    expect((await garam('explain', 'quiet-level')).stdout).toBe(
      'quiet-level: Nothing is loud.\n\nWhy: It disturbs.\n\nExample:\n  data:\n    level: quiet\n',
    );
    const korean = (await garam('explain', 'quiet-level', '--lang', 'ko')).stdout;
    expect(korean).toBe('quiet-level: 시끄러우면 안 된다.\n\n이유: 방해가 된다.\n\n예:\n  data:\n    level: quiet\n');
  });

  test('lists all rules without a code', async () => {
    expect((await garam('explain')).stdout).toBe('quiet-level  Nothing is loud.\n');
  });
});

describe('colour', () => {
  const ESCAPE = '\u001b[';

  test('stands on a terminal only, and --no-color takes it away', async () => {
    const project = projectOf(scratchFolder(), [settings('a', 'loud')]);
    const [terminal, refused, pipe] = [recording(true), recording(true), recording(false)];
    await run(['check'], project, terminal);
    await run(['check', '--no-color'], project, refused);
    await run(['check'], project, pipe);
    expect(terminal.stderr).toContain(`${ESCAPE}31merror[quiet-level]`);
    expect(refused.stderr).toContain('error[quiet-level]');
    expect(refused.stderr).not.toContain(ESCAPE);
    expect(pipe.stderr).not.toContain(ESCAPE);
  });

  test('NO_COLOR and a dumb terminal are respected', () => {
    const [isTTY] = [process.stdout.isTTY];
    process.stdout.isTTY = true;
    try {
      expect(processTerminal({ TERM: 'xterm' }).colour.out).toBe(true);
      expect(processTerminal({ TERM: 'xterm', NO_COLOR: '1' }).colour.out).toBe(false);
      expect(processTerminal({ TERM: 'dumb' }).colour.out).toBe(false);
    } finally {
      process.stdout.isTTY = isTTY;
    }
  });
});
