import * as fs from 'node:fs';
import { join } from 'node:path';
import { write, WriteError, type FileSystem } from '../../../src/synth/writer';
import { Death, lay, leftovers, newRoot, print, removeRoot, treesOf, watched } from '../../proof/writer/fixture';
import { before, after, errorOf } from './two-runs';

let root = '';

beforeEach(() => lay((root = newRoot()), before));

afterEach(() => removeRoot(root));

describe('the lock', () => {
  const hold = (name: string): void => lay(root, [{ path: `.garam/lock/${name}`, text: '' }]);

  test('of a process that lives is waited for, then named', () => {
    hold(`${process.ppid}-0`);
    const error = errorOf(() => write(root, after, { wait: 20 }));
    expect(error).toMatchObject({
      message: `another run of garam is writing here (process ${process.ppid})`,
      where: '.garam/lock',
      expected: 'one run at a time; waited 0.02 s',
      exitCode: 2,
    });
    expect(treesOf(root)).toBe(print(before));
    expect(leftovers(root)).toEqual([`.garam/lock/${process.ppid}-0`, 'lock']);
  });

  /** Tells of every try to take the lock, counted from 1: a rename of the ticket. */
  function trying(tell: (tries: number) => void): FileSystem {
    let tries = 0;
    return watched((method, path) => {
      if (method === 'rename' && path.includes('.garam/lock-')) tell(++tries);
    });
  }

  test('that is released within the wait lets the second run go on', () => {
    hold(`${process.ppid}-0`);
    const tried: number[] = [];
    const fileSystem = trying(tries => {
      tried.push(tries);
      if (tries === 3) fs.rmSync(join(root, `.garam/lock/${process.ppid}-0`));
    });
    write(root, after, { wait: 60_000, fileSystem });
    expect(tried.length).toBeGreaterThanOrEqual(3);
    expect(treesOf(root)).toBe(print(after));
    expect(leftovers(root)).toEqual([]);
  });

  test('that is not released is tried until the wait is over, and no longer', () => {
    hold(`${process.ppid}-0`);
    let last = 0;
    // The machine's own clock would tell how busy it is: on this one each try takes a fifth of the wait.
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => last * 10);
    const fileSystem = trying(tries => {
      if (tries > 500) throw new Death(); // Else a run that never gives up would hold the tests.
      last = tries;
    });
    const error = errorOf(() => write(root, after, { wait: 50, fileSystem }));
    clock.mockRestore();
    expect(last).toBe(6);
    expect(error).toBeInstanceOf(WriteError);
    expect(error).toMatchObject({ message: expect.stringContaining(`(process ${process.ppid})`) as unknown });
    expect(treesOf(root)).toBe(print(before));
    expect(leftovers(root)).toEqual([`.garam/lock/${process.ppid}-0`, 'lock']);
  });

  test.each([
    ['has ended', '4194305-77'],
    ['bears the number of an older one', `${process.ppid}-1`],
    ['is ourselves', `${process.pid}-1`],
  ])('of a process that %s is taken over', (_, name) => {
    hold(name);
    fs.mkdirSync(join(root, `.garam/lock-4194306-1`));
    write(root, after, { wait: 0 });
    expect(treesOf(root)).toBe(print(after));
    expect(leftovers(root)).toEqual([]);
  });
});
