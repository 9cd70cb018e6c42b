import * as fs from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { recover } from '../../../src/synth/writer';
import { seeded } from '../../seeded';
import { TENTH } from '../tenth';
import { contents, lay, leftovers, newRoot, print, removeRoot, treesOf } from './fixture';
import { compileChild, outcomeOf, start } from './process';

const KILLS = TENTH ? 20 : 200;
const SIZE = 150;
/** Milliseconds that each rename of a child takes longer: the swap is most of its time, not a hundredth. */
const SLOW = 20;

const entry = compileChild();
const root = newRoot();
afterAll(() => [root, resolve(dirname(entry), '../../..')].forEach(removeRoot));

/** How far the killed run had come, read from what it left. */
function stageOf(): string {
  const names = fs.existsSync(join(root, '.garam')) ? fs.readdirSync(join(root, '.garam')) : [];
  const found = ['next', 'old', 'staging'].find(name => names.includes(name)) ?? (names.length > 0 ? 'lock' : 'none');
  return found === 'next' && !['dist', 'argocd'].every(tree => fs.existsSync(join(root, tree))) ? 'tree away' : found;
}

/** Spins, because a timer is too coarse for the moments in question. */
function spin(milliseconds: number): void {
  for (const end = performance.now() + milliseconds; performance.now() < end;);
}

test(`after kill -9 at ${KILLS} random moments the next command finds the old trees or the new ones, whole`, async () => {
  const next = seeded(20);
  const tally: Record<string, number> = {
    inside: 0,
    'too late': 0,
    'in the recovery': 0,
    'found old': 0,
    'found new': 0,
  };
  lay(root, contents(1, SIZE));
  // What a run takes follows what else the machine does: the span in which kills fall follows it.
  let span = (await outcomeOf(entry, { root, verb: 'write', seed: 2, size: SIZE, slow: SLOW })).milliseconds;
  let trees = print(contents(2, SIZE));
  for (let seed = 3; (tally.inside ?? 0) < KILLS; seed++) {
    const wanted = print(contents(seed, SIZE));
    let ended = false;
    const kill = async (verb: 'write' | 'recover', within: number): Promise<void> => {
      const child = start(entry, { root, verb, seed, size: SIZE, slow: SLOW });
      await child.begun;
      spin(next() * within);
      child.process.kill('SIGKILL');
      ended = (await child.ended) !== undefined;
    };
    await kill('write', span);
    span *= ended ? 0.8 : 1.05;
    const when = ended ? 'too late' : 'inside';
    tally[when] = (tally[when] ?? 0) + 1;
    expect(tally['too late']).toBeLessThan(3 * KILLS);
    const stage = stageOf();
    tally[stage] = (tally[stage] ?? 0) + 1;
    if (next() < 0.3 && stage !== 'none') {
      await kill('recover', span / 3);
      tally['in the recovery'] = (tally['in the recovery'] ?? 0) + 1;
    }
    recover(root);
    const found = treesOf(root);
    expect([trees, wanted].includes(found)).toBe(true);
    expect(leftovers(root)).toEqual([]);
    const outcome = found === wanted ? 'found new' : 'found old';
    tally[outcome] = (tally[outcome] ?? 0) + 1;
    trees = found;
  }
  console.log(`writer, kill -9: ${JSON.stringify(tally)}`);
});
