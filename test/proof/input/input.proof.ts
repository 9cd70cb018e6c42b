import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { environments } from '../../../src/environments';
import { combinations } from './combinations';
import { tally } from './tally';
import { complaints, typeMutants } from './types';
import { valueMutants } from './values';
import { endingOf, refusalOf } from './verdict';
import { chosen, TENTH } from '../tenth';

const ROOT = resolve(__dirname, '../../..');

/** A number that changes with any byte or name in the two trees. */
function trees(): string {
  const hash = createHash('sha256');
  for (const tree of ['dist', 'argocd']) {
    for (const entry of readdirSync(join(ROOT, tree), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      hash.update(path).update(entry.isFile() ? readFileSync(path) : '');
    }
  }
  return hash.digest('hex');
}

describe('bad input made out of the real environments', () => {
  const before = trees();
  afterAll(() => expect(trees()).toBe(before));

  test('the environments themselves are fine', () => {
    expect(endingOf(environments)).toEqual({ type: 'findings', findings: [] });
  });

  test('no value of a wrong type, key or unit compiles', () => {
    const mutants = chosen(typeMutants(), 21);
    const said = complaints(mutants);
    const atTheLine = said.filter(({ mutant, messages }) => messages.some(({ line }) => line === mutant.line));
    console.log(
      `bad input, types: ${mutants.length} mutants refused by the compiler, ${atTheLine.length} at the very line`,
    );
    expect(said.filter(({ unparsed }) => unparsed).map(({ mutant }) => mutant.name)).toEqual([]);
    expect(said.filter(({ messages }) => messages.length === 0).map(({ mutant }) => mutant.name)).toEqual([]);
    expect(mutants.length).toBeGreaterThanOrEqual(TENTH ? 25 : 250);
  });

  test('no value that cannot be, and no impossible combination, reaches the writer', () => {
    const mutants = chosen([...valueMutants(environments), ...combinations(environments)], 22);
    const refusals = mutants.map(refusalOf);
    const by = refusals.flatMap(refusal => ('by' in refusal ? [refusal.by] : []));
    console.log(`bad input, values: ${mutants.length} mutants ${JSON.stringify(tally(by))}`);
    expect(refusals.flatMap(refusal => ('survived' in refusal ? [refusal.survived] : []))).toEqual([]);
    expect(mutants.length).toBeGreaterThanOrEqual(TENTH ? 25 : 250);
  });
});
