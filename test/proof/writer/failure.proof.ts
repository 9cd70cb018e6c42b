import * as fs from 'node:fs';
import { join } from 'node:path';
import type { OutputFile } from '../../../src/model';
import { recover, write, WriteError, type FileSystem } from '../../../src/synth/writer';
import { chosen } from '../tenth';
import {
  Death,
  deadly,
  failing,
  lay,
  leftovers,
  newRoot,
  outputFiles,
  print,
  removeRoot,
  treesOf,
  watched,
} from './fixture';

interface Scenario {
  readonly name: string;
  readonly before: readonly OutputFile[];
  readonly after: readonly OutputFile[];
  /** What else lies there before. */
  readonly foreign?: (root: string) => void;
}

const before = outputFiles({
  'dist/dev/app/shop/Deployment.shop.yaml': 'replicas: 1\n',
  'dist/dev/app/shop/Service.shop.yaml': 'port: 80\n',
  'dist/dev/base/cluster/Namespace.shop.yaml': 'kind: Namespace\n',
  'argocd/dev/root.yaml': 'kind: Application\n',
  'argocd/dev/applications/Application.shop.yaml': 'wave: 1\n',
});
const after = outputFiles({
  'dist/dev/app/shop/Deployment.shop.yaml': 'replicas: 2\n',
  'dist/dev/base/cluster/Namespace.shop.yaml': 'kind: Namespace\n',
  'dist/prod/app/shop/Service.shop.yaml': 'port: 80\n',
  'argocd/dev/root.yaml': 'kind: Application\n',
  'argocd/dev/applications/Application.shop.yaml': 'wave: 2\n',
});
const SCENARIOS: readonly Scenario[] = [
  { name: 'the first write', before: [], after },
  { name: 'many changes', before, after },
  {
    name: 'one change',
    before,
    after: before.map((file, at) => (at === 0 ? { ...file, text: 'replicas: 3\n' } : file)),
  },
  { name: 'a tree that becomes empty', before, after: before.filter(({ path }) => path.startsWith('dist/')) },
  { name: 'one removal', before, after: before.slice(1) },
  { name: 'foreign links', before, after, foreign: root => fs.symlinkSync('/etc', join(root, 'dist/dev/etc')) },
  { name: 'nothing to do', before, after: before },
];
const CODES = ['ENOSPC', 'EIO', 'EACCES'] as const;

const tally = { failures: 0, undone: 0, survived: 0, deaths: 0, recoveries: 0 };
afterAll(() => console.log(`writer, failures at every call: ${JSON.stringify(tally)}`));

/** Runs the check in a new repository that holds the scenario's files. */
function inRepository(scenario: Scenario, check: (root: string, old: string, now: string) => void): void {
  const root = newRoot();
  try {
    lay(root, scenario.before);
    scenario.foreign?.(root);
    check(root, treesOf(root), print(scenario.after));
  } finally {
    removeRoot(root);
  }
}

/** Numbers of all file-system calls that the run makes. */
function callsOf(scenario: Scenario, run: (root: string, fileSystem: FileSystem) => void): readonly number[] {
  const calls: number[] = [];
  inRepository(scenario, root =>
    run(
      root,
      watched((_method, _path, index) => calls.push(index)),
    ),
  );
  return calls;
}

const writing =
  (scenario: Scenario) =>
  (root: string, fileSystem: FileSystem): void =>
    void write(root, scenario.after, { fileSystem });

/** Error that a run ends with, if any. */
function errorOf(run: () => void): unknown {
  try {
    return void run();
  } catch (error) {
    return error;
  }
}

function expectWhole(root: string, allowed: readonly string[]): void {
  recover(root);
  expect(allowed).toContain(treesOf(root));
  expect(leftovers(root)).toEqual([]);
}

describe.each(SCENARIOS)('the writer, $name', scenario => {
  const calls = callsOf(scenario, writing(scenario));

  test.each(CODES)('undoes everything and says so, or finishes, when any one call fails with %s', code => {
    for (const call of chosen(calls)) {
      inRepository(scenario, (root, old, now) => {
        const error = errorOf(() => write(root, scenario.after, { fileSystem: failing(code, call, false) }));
        if (error !== undefined) expect(error).toBeInstanceOf(WriteError);
        const expected = error === undefined ? now : old;
        expect({ call, trees: treesOf(root) }).toEqual({ call, trees: expected });
        expectWhole(root, [expected]);
        tally.failures++;
        if (error === undefined) tally.survived++;
        else tally.undone++;
      });
    }
  });

  test.each(CODES)('leaves old or new when from any call on all fail with %s', code => {
    for (const call of chosen(calls, 2)) {
      inRepository(scenario, (root, old, now) => {
        const error = errorOf(() => write(root, scenario.after, { fileSystem: failing(code, call, true) }));
        if (error !== undefined) expect(error).toBeInstanceOf(WriteError);
        expectWhole(root, error === undefined ? [now] : [old, now]);
        tally.failures++;
      });
    }
  });

  test('leaves old or new when the process dies before any call', () => {
    for (const call of chosen(calls, 3)) {
      inRepository(scenario, (root, old, now) => {
        expect(errorOf(() => write(root, scenario.after, { fileSystem: deadly(call) }))).toBeInstanceOf(Death);
        expectWhole(root, [old, now]);
        tally.deaths++;
      });
    }
  });
});

describe.each(SCENARIOS.slice(0, 4))('the recovery of a death in $name', scenario => {
  test('leaves old or new when it dies or fails itself, before any call', () => {
    const turns: number[] = [];
    inRepository(scenario, root => write(root, scenario.after, { fileSystem: watched(noteTurns(turns)) }));
    for (const death of chosen(turns, 4)) {
      const interrupted = (root: string): unknown =>
        errorOf(() => write(root, scenario.after, { fileSystem: deadly(death) }));
      const steps = callsOf(scenario, (root, fileSystem) => (interrupted(root), recover(root, { fileSystem })));
      for (const step of steps) {
        for (const fileSystem of [deadly(step), failing('EIO', step, false), failing('EACCES', step, true)]) {
          inRepository(scenario, (root, old, now) => {
            interrupted(root);
            errorOf(() => recover(root, { fileSystem }));
            expectWhole(root, [old, now]);
            tally.recoveries++;
          });
        }
      }
    }
  });
});

/** Notes the calls that change what an interrupted run looks like; one file more in the staging does not. */
function noteTurns(turns: number[]): (method: keyof FileSystem, path: string, index: number) => void {
  return (method, _path, index) => {
    if (['rename', 'createFolder', 'removeFolder'].includes(method)) turns.push(index);
  };
}
