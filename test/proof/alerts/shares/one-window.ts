import { exactly, rateFactor } from './exactly';
import type { TestFile, UnitTest } from '../promtool';
import type { ShareCase } from './share-case';
import { QUIET, steady, type Traffic } from './traffic';

/** Seconds between two samples that show where a window of a minute ends. */
const FINE = 10;

/** Seconds between two samples as Prometheus takes them; a minute then holds two, whose growth is doubled without a rounding. */
const SCRAPE = 30;

/** Part by which traffic grows from one fine step to the next: half a minute more or less of it is 40 %. */
const GROWTH = 1.12;

/** Tests of an alert that looks at one short window, again and again. */
export function oneWindowTests(share: ShareCase): readonly TestFile[] {
  return [
    { interval: `${SCRAPE}s`, tests: [atThreshold(share), ...requestTests(share)] },
    { interval: `${FINE}s`, tests: [...growing(share), ending(share)] },
  ];
}

function atThreshold(share: ShareCase): UnitTest {
  const end = share.lasting / SCRAPE + 6;
  const factors = Array.from({ length: end }, (_, index) => rateFactor(share.long, SCRAPE, (index + 1) * SCRAPE));
  const step = exactly(share.judged.bad, share.above, [...new Set(factors)], share.minimum);
  const traffic = Array.from({ length: end }, () => step);
  const shape = { from: 1e12, pods: [1], refused: 0 };
  return share.test('is silent exactly at the threshold', SCRAPE, traffic, { silent: [end - 1, end] }, shape);
}

function requestTests(share: ShareCase): readonly UnitTest[] {
  const [every, fires] = [SCRAPE / share.long, share.lasting / SCRAPE + 2];
  const late = fires * 5;
  return [
    share.test('is silent with too few requests', SCRAPE, steady(late, share.tooFew * every, 1), {
      silent: [fires, late],
    }),
    share.test('counts the requests of all pods', SCRAPE, steady(fires, share.minimum * every * 1.02, 1), {
      firing: { [fires]: 1 },
    }),
    share.test(
      'judges the fewest requests that may be judged',
      SCRAPE,
      steady(fires, share.minimum * every, 1),
      {
        firing: { [fires]: 1 },
      },
      { pods: [1] },
    ),
  ];
}

/** Both counters are read over the same window: traffic that grows tells. */
function growing(share: ShareCase): readonly UnitTest[] {
  const end = (share.long + share.lasting) / FINE + 12;
  const traffic = (bad: number): Traffic =>
    steady(end, share.minimum, bad).map((step, index) => ({
      good: step.good * GROWTH ** index,
      bad: step.bad * GROWTH ** index,
    }));
  return [
    share.test('is silent just under the threshold while traffic grows', FINE, traffic(share.justUnder), {
      silent: [end],
    }),
    share.test('fires just above the threshold while traffic grows', FINE, traffic(share.justAbove), {
      firing: { [end]: share.justAbove },
    }),
  ];
}

/** The window sees the last bad request for as long as it says. */
function ending(share: ShareCase): UnitTest {
  const bad = (share.long + share.lasting) / FINE;
  const window = share.long / FINE;
  const few = { good: share.minimum, bad: 0 };
  const traffic = [...steady(bad, share.minimum * 1000, 1), ...Array.from({ length: window * 2 }, () => few)];
  const [seen, gone] = [bad + window - 2, bad + window];
  const still = 1000 / (1000 + window - 2);
  return share.test(
    'is over when the last bad request has left its window',
    FINE,
    [...traffic, QUIET],
    {
      firing: { [seen]: still },
      silent: [gone],
    },
    { from: 1e9, pods: [1] },
  );
}
