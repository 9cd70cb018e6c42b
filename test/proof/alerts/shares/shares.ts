import type { JudgedShare } from '../../../../src/model';
import { foreignSeries, recordingsOf } from './foreign';
import { oneWindowTests } from './one-window';
import type { TestFile, UnitTest } from '../promtool';
import type { ShippedAlert } from '../rules';
import { ShareCase, type Checks, type Neighbour } from './share-case';
import { bursts, steady, type Traffic } from './traffic';
import { longWindowTests, stepOf, twoWindowTests } from './windows';

/** How often Prometheus judges, in seconds. */
const EVALUATION = 30;

/** Tests of an alert that judges a share of requests, made of nothing but its declaration; the cheapest first. */
export function shareTests(alert: ShippedAlert, judged: JudgedShare): readonly TestFile[] {
  const share = new ShareCase(alert, judged);
  const step = share.recorded ? stepOf(share) : EVALUATION;
  const files = [
    { interval: `${step}s`, tests: [...plainTests(share, step), ...fewTests(share, step)] },
    { interval: `${step}s`, tests: foreignTests(alert, share, step) },
    { interval: `${EVALUATION}s`, tests: timeTests(share) },
  ];
  if (!share.recorded) return [...files, ...oneWindowTests(share)];
  const long = { interval: `${step}s`, tests: longWindowTests(share, step) };
  return [...files, { interval: `${step}s`, tests: twoWindowTests(share, step) }, long];
}

/** To the second evaluation: the share is known from the second sample on, and must hold from then. */
function timeTests(share: ShareCase): readonly UnitTest[] {
  const lasting = share.lasting / EVALUATION;
  const traffic = steady(lasting + 3, share.minimum * 2, share.justAbove);
  const checks = { silent: [lasting], firing: { [lasting + 1]: share.justAbove } };
  return [
    share.test('fires on the violation and not before its time', EVALUATION, traffic, checks),
    share.test('is not held up by pods that start anew', EVALUATION, traffic, checks, {
      restart: Math.ceil(lasting / 2),
    }),
  ];
}

function plainTests(share: ShareCase, step: number): readonly UnitTest[] {
  const lasting = share.lasting / step;
  const [plenty, fires] = [share.minimum * 2, lasting + 1];
  const under = steady(lasting + 3, plenty, share.justUnder);
  const over = steady(lasting + 2, plenty, share.justAbove);
  const end = over.length + share.short / step;
  return [
    share.test('is silent just under the threshold', step, under, { silent: [fires, fires + 1] }),
    share.test(
      'is silent just under the threshold while pods start anew',
      step,
      under,
      { silent: [fires, fires + 1] },
      { restart: 2 },
    ),
    share.test('is silent without data', step, [], { silent: [fires] }),
    share.test('resolves when it is over', step, [...over, ...steady(share.short / step + 2, plenty, 0)], {
      firing: { [fires]: share.justAbove },
      silent: [end, end + 1],
    }),
  ];
}

/** Nobody else's requests matter, and nobody else's recordings. */
function foreignTests(alert: ShippedAlert, share: ShareCase, step: number): readonly UnitTest[] {
  const end = share.lasting / step + 2;
  const recordings = foreignSeries(alert.rule.expr, end).map(({ label, series }) => ({
    ...share.test(`is silent about what is recorded of another ${label}`, step, [], { silent: [end] }),
    input_series: series,
  }));
  return [...Object.keys(share.judged.matchers).flatMap(label => besides(share, step, label)), ...recordings];
}

/** The service beside another one, which has another value of a label. */
function besides(share: ShareCase, step: number, label: string): readonly UnitTest[] {
  const [end, plenty] = [share.lasting / step + 2, share.minimum * 2];
  const neighbour = (bad: number): Neighbour => ({ traffic: steady(end, plenty, bad), labels: { [label]: 'another' } });
  const [over, under] = [steady(end, plenty, share.justAbove), steady(end, plenty, share.justUnder)];
  const few = share.recorded
    ? bursts(end, { 1: { good: 0, bad: share.tooFew } })
    : steady(end, (share.tooFew * step) / share.long, 1);
  const test = (name: string, traffic: Traffic, checks: Checks, bad: number): UnitTest =>
    share.test(name, step, traffic, checks, undefined, [neighbour(bad)]);
  return [
    test(`fires whatever another ${label} answers well`, over, { firing: { [end]: share.justAbove } }, 0),
    test(`is silent while another ${label} fails`, under, { silent: [end] }, 1),
    test(`is silent with too few requests, however many another ${label} has`, few, { silent: [end] }, 1),
  ];
}

/** Few requests are judged by nobody; without any there is no share, and without bad ones it is 0. */
function fewTests(share: ShareCase, step: number): readonly UnitTest[] {
  const end = share.lasting / step + 1;
  const recorded = recordingsOf(share.judged.windows);
  const sees = (samples: readonly number[]) =>
    share.recorded
      ? recorded.map(name => ({
          expr: `sum(${name})`,
          eval_time: `${end * step}s`,
          exp_samples: samples.map(value => ({ labels: '{}', value })),
        }))
      : [];
  const good = share.recorded ? steady(end, 1, 0) : steady(end, share.minimum, 0);
  const tests = [
    share.test('reads a share of 0 when nothing fails', step, good, { silent: [end], values: sees([0]) }),
    share.test('reads no share when nobody asks', step, steady(end, 0, 1), { silent: [end], values: sees([]) }),
  ];
  if (!share.recorded) return tests;
  const once = (requests: number) => bursts(end, { 1: { good: 0, bad: requests } });
  return [
    ...tests,
    share.test('is silent with too few requests', step, once(share.tooFew), { silent: [end] }),
    share.test('judges the fewest requests that may be judged', step, once(share.minimum), { firing: { [end]: 1 } }),
  ];
}
