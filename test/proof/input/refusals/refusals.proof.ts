import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { leftOut, refusedCalls, type RefusedCall, type Told } from './calls';
import { chosen, TENTH } from '../../tenth';

const ROOT = resolve(__dirname, '../../../..');
const NEEDED = ['src', 'imports', 'schemas', 'test/proof', 'package.json', 'tsconfig.json'];

const copy = mkdtempSync(join(tmpdir(), 'garam-refusals-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** What a run in a copy of the repository says of each call. */
function toldOf(calls: readonly RefusedCall[]): readonly Told[] {
  for (const name of NEEDED) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  const [input, output] = [join(copy, 'calls.json'), join(copy, 'told.json')];
  writeFileSync(input, JSON.stringify(calls));
  const args = ['-r', 'ts-node/register', 'test/proof/input/refusals/child.ts', input, output];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(readFileSync(output, 'utf8')) as readonly Told[];
}

test('a value that a factory refuses is told with environment, path, value, expectation and line', () => {
  const calls = chosen(refusedCalls(), 24);
  const told = toldOf(calls);
  console.log(`bad input, refused by factories: ${calls.length} calls`);
  expect(calls.flatMap((call, at) => leftOut(call, told[at] as Told) ?? [])).toEqual([]);
  expect(calls.length).toBeGreaterThanOrEqual(TENTH ? 3 : 40);
});
