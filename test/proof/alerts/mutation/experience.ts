import type { UnitTest } from '../promtool';
import { seconds } from '../shares/share-case';
import type { Mutant } from './mutants';

/** A change, as far as it tells which test sees it; rules that stand as they are have none. */
export type Likeness = Pick<Mutant, 'alert'> & Partial<Pick<Mutant, 'kind' | 'original' | 'was' | 'now'>>;

/** How often a test was tried, and how often it killed. */
interface Tally {
  tried: number;
  killed: number;
}

/** Looks at which promtool starts to be busy: so many are as dear as reading the files. */
const START = 60;

/**
 * Which test killed what so far. A mutant dies of the first that sees it: whoever is tried in the order of what killed
 * its likes, the cheapest first, needs a few tests of twenty. The verdict does not depend on the order.
 */
export class Experience {
  private readonly tallies = new Map<string, Tally>();

  /** Notes what a test said of a mutant. */
  note(mutant: Likeness, test: UnitTest, killed: boolean): void {
    for (const key of [wide(mutant, test), narrow(mutant, test)]) {
      const tally = this.tallyOf(key);
      tally.tried += 1;
      tally.killed += killed ? 1 : 0;
      this.tallies.set(key, tally);
    }
  }

  /** The one of some tests that most probably kills for its time. */
  best<T extends { readonly test: UnitTest }>(mutant: Likeness, tests: readonly T[]): T | undefined {
    const promising = tests.map(each => ({ each, promise: this.chance(mutant, each.test) / costOf(each.test) }));
    return promising.sort((a, b) => b.promise - a.promise)[0]?.each;
  }

  /** What is known of its very likes counts most, as far as there are some. */
  private chance(mutant: Likeness, test: UnitTest): number {
    const of = this.tallyOf(wide(mutant, test));
    const like = this.tallyOf(narrow(mutant, test));
    const widely = (of.killed + 1) / (of.tried + 2);
    return (like.killed + 2 * widely) / (like.tried + 2);
  }

  private tallyOf(key: string): Tally {
    return this.tallies.get(key) ?? { tried: 0, killed: 0 };
  }
}

/** What is changed in which alert, wherever it stands. */
function wide({ alert, kind }: Likeness, { name }: UnitTest): string {
  return [alert.declared.name, kind, name].join('\n');
}

/** The same change, of other systems' services too. */
function narrow(mutant: Likeness, test: UnitTest): string {
  const { original, was, now } = mutant;
  return [wide(mutant, test), original?.alert ?? original?.record, was, now].join('\n');
}

/** Looks that promtool takes, and its start. */
function costOf({ interval, alert_rule_test: expected }: UnitTest): number {
  return START + Math.max(0, ...expected.map(each => seconds(each.eval_time))) / seconds(interval);
}
