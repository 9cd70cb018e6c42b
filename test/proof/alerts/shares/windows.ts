import { exactly, greatestDivisor, rateFactor } from './exactly';
import type { UnitTest } from '../promtool';
import type { Neighbour, ShareCase } from './share-case';
import { bursts, QUIET, steady, type Shape, type Step, type Traffic } from './traffic';

/** Programs that have run for long, so that every counter is extrapolated alike. */
const LONG_RUN: Shape = { from: 1e9 };

/** As {@link LONG_RUN}, and few enough series that every rounding is known. */
const ONE_POD: Shape = { ...LONG_RUN, pods: [1], refused: 0 };

/** Steps of the short window, at least; the time for which the alert must hold is some whole steps. */
const FINE = 20;

/** Seconds from one sample to the next: fine enough to tell a burst that a window still sees from one that it has left. */
export function stepOf({ lasting, short }: ShareCase): number {
  const both = greatestDivisor(lasting, short);
  let parts = 1;
  while (both / parts > short / FINE || !Number.isInteger(both / parts)) parts++;
  return both / parts;
}

/** Each window is judged, each against the threshold, and the short one ends when it should. */
export function twoWindowTests(share: ShareCase, step: number): readonly UnitTest[] {
  const { above, justAbove, justUnder, minimum } = share;
  /** Bad requests now, and good ones before: the share that the long window sees. */
  const diluted = (seen: number): Pair => [
    { good: minimum / seen - minimum, bad: 0 },
    { good: 0, bad: minimum },
  ];
  /** A share now, and bad requests before. */
  const fading = (seen: number): Pair => [{ good: 0, bad: minimum * 1e5 }, requests(minimum * 1000, seen)];
  return [
    pair(share, step, 'fires when both windows are above, the long one just so', diluted(justAbove), true),
    pair(share, step, 'is silent while the long window is just under', diluted(justUnder), false),
    pair(share, step, 'fires when both windows are above, the short one just so', fading(justAbove), true),
    pair(share, step, 'is silent while the short window is just under', fading(justUnder), false),
    pair(
      share,
      step,
      'is silent while the long window is exactly at the threshold',
      atLong(share, step, above),
      false,
      ONE_POD,
    ),
    pair(
      share,
      step,
      'is silent while the short window is exactly at the threshold',
      atShort(share, step, above),
      false,
      ONE_POD,
    ),
    shortWindow(share, step),
  ];
}

/** So many requests, of which a share is bad. */
function requests(count: number, share: number): Step {
  const bad = Math.round(count * share);
  return { bad, good: count - bad };
}

/** Requests before the short window, and in it. */
type Pair = readonly [Step, Step];

/** Step of the second burst: the first has left the short window. */
const secondAt = ({ short }: ShareCase, step: number): number => short / step + 3;

/** Others, each of whom differs in one label: well when the service is not, and the other way round. */
function neighbours({ judged }: ShareCase, traffic: Traffic): readonly Neighbour[] {
  return Object.keys(judged.matchers).map(label => ({ traffic, labels: { [label]: 'another' } }));
}

/** Steps at which the second burst is judged until the alert would fire. */
function judgedAt(share: ShareCase, step: number): readonly number[] {
  const second = secondAt(share, step);
  return Array.from({ length: share.lasting / step + 2 }, (_, index) => second + index);
}

function pair(
  share: ShareCase,
  step: number,
  name: string,
  [before, now]: Pair,
  isFiring: boolean,
  shape = LONG_RUN,
): UnitTest {
  const times = judgedAt(share, step);
  const end = times[times.length - 1] ?? 0;
  const bad = before.bad + now.bad;
  const seen = bad / (bad + before.good + now.good);
  const traffic = bursts(end + 1, { 1: before, [secondAt(share, step)]: now });
  const checks = isFiring ? { firing: { [end]: seen } } : { silent: [end] };
  const others = neighbours(share, steady(end + 1, share.minimum * 1000, isFiring ? 0 : 1));
  return share.test(name, step, traffic, checks, shape, others);
}

function atLong(share: ShareCase, step: number, threshold: number): Pair {
  const factors = judgedAt(share, step).map(at => rateFactor(share.long, step, at * step));
  const all = exactly(share.judged.bad, threshold, factors, share.minimum);
  return [
    { good: all.good, bad: 0 },
    { good: 0, bad: all.bad },
  ];
}

function atShort(share: ShareCase, step: number, threshold: number): Pair {
  const factors = judgedAt(share, step).map(at => rateFactor(share.short, step, at * step));
  const now = exactly(share.judged.bad, threshold, factors, share.minimum);
  return [{ good: 0, bad: (now.good + now.bad) * 100 }, now];
}

/** When bursts come for a look at one window, in steps from the last of them. */
interface Times {
  /** Has left the window when the last burst comes. */
  readonly left: number;
  /** Is still seen at the first look, and no more at the second. */
  readonly leaving: number;
  /** Is seen at both looks, and would not be by half the window. */
  readonly staying: number;
  readonly looks: readonly [number, number];
}

function timesOf(window: number, lasting: number): Times {
  const first = lasting + 1;
  const second = first + 4;
  return {
    left: -window,
    leaving: first + 2 - window,
    staying: second - Math.floor(window * 0.7),
    looks: [first, second],
  };
}

/** Bursts that are above the threshold with the one that is leaving, and under it without, or with the one that has left. */
function sizes({ above, minimum: bad }: ShareCase): Readonly<Record<'left' | 'leaving' | 'staying' | 'last', Step>> {
  const [under, over] = [above * 0.9, Math.min(above * 1.1, (1 + above) / 2)];
  const staying = bad / under - bad;
  const leaving = (over * (staying + bad) - bad) / (1 - over);
  const left = (leaving + bad) / under - (leaving + staying + bad);
  return {
    left: { good: Math.ceil(left * 2), bad: 0 },
    leaving: { good: 0, bad: Math.round(leaving) },
    staying: { good: Math.round(staying), bad: 0 },
    last: { good: 0, bad },
  };
}

/** The long window sees what is as old as it, and nothing older: shares, and requests. */
export function longWindowTests(share: ShareCase, step: number): readonly UnitTest[] {
  const times = timesOf(share.long / step, share.lasting / step);
  const { left, leaving, staying, last } = sizes(share);
  const seen = (leaving.bad + last.bad) / (leaving.bad + staying.good + last.bad);
  const part = { good: 0, bad: share.minimum * 0.6 };
  return [
    look(share, step, 'its long window is as long as it says', times, { left, leaving, staying, last }, seen),
    look(
      share,
      step,
      'counts the requests of its long window',
      times,
      { left: part, leaving: part, staying: QUIET, last: part },
      1,
    ),
  ];
}

function shortWindow(share: ShareCase, step: number): UnitTest {
  const times = timesOf(share.short / step, share.lasting / step);
  const { left, leaving, staying, last } = sizes(share);
  const [ever, good] = [(left.good + leaving.bad + staying.good + last.bad) * 1000, left.good + staying.good];
  const bad = ever + leaving.bad + last.bad;
  const own = { left, leaving, staying, last };
  return look(share, step, 'its short window is as long as it says', times, own, bad / (bad + good), {
    good: 0,
    bad: ever,
  });
}

function look(
  share: ShareCase,
  step: number,
  name: string,
  { left, leaving, staying, looks }: Times,
  sizes: Readonly<Record<'left' | 'leaving' | 'staying' | 'last', Step>>,
  seen: number,
  ever = QUIET,
): UnitTest {
  const last = 4 - left;
  const [first, second] = looks.map(at => at + last) as [number, number];
  const traffic = bursts(second + 1, {
    1: ever,
    [last + left]: sizes.left,
    [last + leaving]: sizes.leaving,
    [last + staying]: sizes.staying,
    [last]: sizes.last,
  });
  return share.test(name, step, traffic, { firing: { [first]: seen }, silent: [second] }, { ...LONG_RUN, pods: [1] });
}
