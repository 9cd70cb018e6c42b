import { realModel } from '../../../real-model';
import { EQUIVALENCES, equivalent } from './equivalents';
import { mutantsOf, titleOf, type Mutant } from './mutants';
import { byForm, survivors } from './mutation-run';
import { PROMTOOL } from '../promtool';
import { shippedAlerts } from '../rules';
import { verdictsOf } from './verdicts';
import { chosen, TENTH } from '../../tenth';

/** Part of the mutants that the tests have to see. */
const LEAST_KILLED = 0.95;

/** Part of all mutants that may be called the same as the original: each is one that no test has to see. */
const MOST_EQUIVALENT = 0.1;

/** Mutants so that each kind is told of: `window 40 of 42`. */
function byKind(all: readonly Mutant[], alive: ReadonlySet<Mutant>): string {
  const kinds = [...new Set(all.map(({ kind }) => kind))].sort();
  return kinds
    .map(kind => all.filter(each => each.kind === kind))
    .map(same => `${same[0]?.kind} ${same.filter(each => !alive.has(each)).length} of ${same.length}`)
    .join(', ');
}

const alerts = shippedAlerts(realModel());
const all = alerts.flatMap(mutantsOf);

/** Mutants by their reason to be the same as the original, and the part of all that they are. */
const reasons = EQUIVALENCES.map(reason => {
  const count = all.filter(each => equivalent(each) === reason).length;
  return { ...reason, count, share: count / all.length };
});

describe('mutants that are called the same as the original', () => {
  test('are few', () => {
    const count = reasons.reduce((sum, each) => sum + each.count, 0);
    const lines = reasons.map(each => `  ${each.count} are the same: ${each.why}\n`);
    process.stderr.write(`${count} of ${all.length} mutants are the same as the original\n${lines.join('')}`);
    expect(count / all.length).toBeLessThanOrEqual(MOST_EQUIVALENT);
  });

  test.each(reasons.map(each => [each.why, each] as const))('are few, and some, because %s', (_, { share, most }) => {
    expect(share).toBeLessThanOrEqual(most);
    expect(share).toBeGreaterThan(0);
  });
});

describe('a mutant is dead when promtool says so', () => {
  const suite = (name: string, failed: number): string =>
    `<testsuite name="${name}" tests="2" failures="${failed}" errors="0" skipped="0"></testsuite>`;
  const wrong = { isWell: false, said: 'FAILED' };

  test('and alive when it says so', () => {
    expect(verdictsOf(suite('a', 1) + suite('b', 0), ['a', 'b'], wrong)).toEqual([true, false]);
  });

  test('not when its report says nothing of it', () => {
    expect(() => verdictsOf(suite('a', 1), ['a', 'b'], wrong)).toThrow("promtool's report tells nothing of b");
  });

  test.each([
    ['well', { isWell: true, said: '' }, 1],
    ['as if a test failed', wrong, 0],
  ])('not when promtool ended %s and its report differs', (end, run, failed) => {
    expect(() => verdictsOf(suite('a', failed), ['a'], run)).toThrow(`promtool ended ${end}`);
  });

  test('not when its rules could not be read', () => {
    expect(() => verdictsOf(suite('a', 0).replace('errors="0"', 'errors="1"'), ['a'], wrong)).toThrow(
      'could not judge a',
    );
  });
});

/** Judged by promtool. All of them take about half an hour on two cores, a tenth two minutes; other work beside it makes it hours. */
const HOURS = 3 * 3_600_000;

(PROMTOOL === undefined ? describe.skip : describe)('the tests of an alert', () => {
  test(
    'hold for every alert as it is: nothing is killed that was broken before',
    async () => {
      const originals = chosen(byForm(alerts.map(alert => ({ alert, groups: alert.groups }))));
      const alive = new Set<unknown>(await survivors(originals));
      const dead = originals.flat().filter(each => !alive.has(each));
      expect(dead.map(({ alert }) => alert.declared.name)).toEqual([]);
    },
    HOURS,
  );

  test(
    'fail when the alert is changed: threshold, time, comparison, label, window, recording',
    async () => {
      const forms = chosen(byForm(all.filter(each => equivalent(each) === undefined)));
      const alive = new Set(await survivors(forms));
      const judged = forms.flat();
      const left = judged.filter(each => alive.has(each));
      const killed = 1 - left.length / judged.length;
      const report = [
        `${alerts.length} alerts, ${judged.length} mutants of ${forms.length} forms: ${judged.length - left.length} killed (${(killed * 100).toFixed(1)} %)`,
        `  ${byKind(judged, alive)}`,
        ...left.map(each => `  survives: ${titleOf(each)}`),
      ];
      process.stderr.write(`${report.join('\n')}\n`);
      expect(judged.length).toBeGreaterThan(TENTH ? 100 : 1000);
      expect(killed).toBeGreaterThanOrEqual(LEAST_KILLED);
    },
    HOURS,
  );

  test(
    'hold for every change that is called the same as the original',
    async () => {
      // They run through every test: of them, a tenth of the tenth is enough.
      const equivalents = chosen(chosen(byForm(all.filter(each => equivalent(each) !== undefined))));
      const alive = new Set(await survivors(equivalents));
      const dead = equivalents.flat().filter(each => !alive.has(each));
      expect(dead.map(titleOf)).toEqual([]);
    },
    HOURS,
  );
});
