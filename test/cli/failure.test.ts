import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/cli';
import { compileErrors } from '../../src/cli/compile-errors';
import type { Project } from '../../src/cli/project';
import { InputError } from '../../src/synth/input-error';
import { WriteError } from '../../src/synth/writer';
import { projectOf, recording, scratchFolder, settings, type Recording } from './fixture';

async function failing(
  error: unknown,
  overrides: Partial<Project> = {},
  ...options: readonly string[]
): Promise<Recording & { readonly code: number }> {
  const terminal = recording();
  const project = projectOf(scratchFolder(), [], { synthesize: () => Promise.reject(error), ...overrides });
  return Object.assign(terminal, { code: await run(['synth', ...options], project, terminal) });
}

const input = new InputError({
  what: 'replicas: got -1',
  where: 'test',
  expected: 'at least 0',
  mend: 'correct it',
  source: { file: 'src/environments/test.ts', line: 7, column: 3 },
});

describe('what a command says when it fails', () => {
  test('input that cannot be used ends with 2, with its line and without a stack', async () => {
    const { code, stderr } = await failing(input);
    expect(code).toBe(2);
    expect(stderr).toBe(
      'error: replicas: got -1\n  --> src/environments/test.ts:7:3\n  in test\n  expected: at least 0\n  mend: correct it\n',
    );
  });

  test('under --json the mistake is JSON', async () => {
    const { code, stdout, stderr } = await failing(input, {}, '--json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ errors: [{ what: 'replicas: got -1', source: { line: 7 } }] });
    expect(stderr).toBe('');
  });

  test('an output that cannot be written ends with 2', async () => {
    const complaint = {
      message: 'cannot write the output: no space is left',
      where: 'dist',
      expected: 'room',
      mend: 'free it',
    };
    const { code, stderr } = await failing(new WriteError(complaint));
    expect(code).toBe(2);
    expect(stderr).toContain('error: cannot write the output: no space is left\n  in dist\n');
    expect(stderr).not.toContain('    at ');
  });

  test('a folder in the place of a generated page ends with 2', async () => {
    const root = scratchFolder();
    mkdirSync(join(root, 'docs/rules.md/x'), { recursive: true });
    const terminal = recording();
    expect(await run(['synth'], projectOf(root, [settings('a', 'quiet')]), terminal)).toBe(2);
    expect(terminal.stderr).toContain('docs/rules.md');
    expect(terminal.stderr).not.toContain('    at ');
  });

  test('an error that the compiler can explain is told as the compiler tells it', async () => {
    const mistake = { what: 'Property "cluster" is missing', where: 'TypeScript', expected: 'e', mend: 'm' };
    const error = new TypeError('Cannot read properties of undefined');
    const { code, stderr } = await failing(error, { compileErrors: async () => [mistake, mistake] });
    expect(code).toBe(2);
    expect(stderr).toContain('error: Property "cluster" is missing');
    expect(stderr).toContain('2 errors; nothing was written.');
    expect(stderr).not.toContain('Cannot read properties');
  });

  const below = (error: Error, ...frames: readonly string[]): Error =>
    Object.assign(error, { stack: [`${error.name}: ${error.message}`, ...frames].join('\n    at ') });

  test.each([
    ['an environment’s file throws', new TypeError('wrong unit'), []],
    ['a factory throws in plain words', new Error('wrong unit'), ['src/constructs/scaling/replicas.ts:26:11']],
  ])('an error that %s names the environment’s line', async (_, error, frames) => {
    const root = scratchFolder();
    const own = [...frames, 'src/environments/test.ts:9:4'].map(frame => `make (${root}/${frame})`);
    const { code, stderr } = await failing(below(error, 'duration (/x/node_modules/y.js:1:1)', ...own), { root });
    expect(code).toBe(2);
    expect(stderr).toContain('error: wrong unit\n  --> src/environments/test.ts:9:4\n');
  });

  test('a bug below an environment’s call is a fault of our own', async () => {
    const root = scratchFolder();
    const frames = ['src/constructs/a.ts:1:1', 'src/environments/test.ts:9:4'].map(frame => `make (${root}/${frame})`);
    expect((await failing(below(new TypeError('undefined is not a function'), ...frames), { root })).code).toBe(3);
  });

  test('anything else is a fault of our own: 3, the stack, and the wish to hear of it', async () => {
    const { code, stderr } = await failing(new RangeError('out of range'));
    expect(code).toBe(3);
    expect(stderr).toMatch(/^fault: RangeError: out of range\n {4}at /);
    expect(stderr).toContain('Please report it');
  });

  test('an interrupted run is settled before anything else, also before a mistake is told', async () => {
    const root = scratchFolder();
    mkdirSync(join(root, '.garam/next/dist'), { recursive: true });
    writeFileSync(join(root, '.garam/next/dist/a.yaml'), 'a: 1\n');
    await failing(input, { root });
    expect(readFileSync(join(root, 'dist/a.yaml'), 'utf8')).toBe('a: 1\n');
  });
});

describe('the compiler', () => {
  test('is asked for mistakes that stripping the types hides: wrong types, missing files', () => {
    const root = scratchFolder();
    const put = (path: string, text: string): void => writeFileSync(join(root, path), text);
    put(
      'tsconfig.json',
      JSON.stringify({
        compilerOptions: {
          strict: true,
          esModuleInterop: true,
          resolveJsonModule: true,
          types: [],
          skipLibCheck: true,
        },
      }),
    );
    put(
      'main.ts',
      "import { a } from './a';\nimport { m } from './missing';\nimport r from './r.json';\nconsole.log(a, m, r);\n",
    );
    put('a.ts', 'export const a: { n: number } = {\n  n: 1,\n  m: 2,\n};\n');
    put('r.json', '{ "x": 1 }\n');
    const found = compileErrors(root, ['main.ts']).map(
      ({ source }) => `${source?.file}:${source?.line}:${source?.column}`,
    );
    expect(new Set(found)).toEqual(new Set(['a.ts:3:3', 'main.ts:2:19']));
  });

  test('tells what cannot be read, JSON included, before what follows from it', () => {
    const root = scratchFolder();
    const put = (path: string, text: string): void => writeFileSync(join(root, path), text);
    put(
      'tsconfig.json',
      JSON.stringify({ compilerOptions: { resolveJsonModule: true, esModuleInterop: true, types: [] } }),
    );
    put('main.ts', "import r from './r.json';\nexport const n: string = f(1;\nconsole.log(r);\n");
    put('r.json', '{ "x": 1,, }\n');
    const found = compileErrors(root, ['main.ts']).map(
      ({ source }) => `${source?.file}:${source?.line}:${source?.column}`,
    );
    expect(found.sort()).toEqual(['main.ts:2:29', 'r.json:1:10']);
  });
});
