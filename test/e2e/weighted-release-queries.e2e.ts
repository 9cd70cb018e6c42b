import { DJANGO, NGINX_LOG } from '../../src/constructs/monitoring';
import { eventually } from '../eventually';
import { AskedPrometheus } from './prometheus-operator/asked-prometheus';
import type { Answers } from './release/exposition';
import { Kit } from './release/kit';
import { ReleaseGround } from './release/release-ground';

/** What an analysis says, and of which metrics it says something else than Successful. */
interface Verdict {
  readonly phase: string;
  readonly not: readonly string[];
}

interface Case {
  readonly what: string;
  /** Requests a second; `undefined` for a version that nobody has heard of. */
  readonly answers: Answers | undefined;
  readonly verdict: Verdict;
}

/** So many of a thousand; a thousand times as many a second, beside which a counter's whole numbers are no steps. */
const of1000 = (failed: number, slow: number): Answers => ({
  good: (1000 - failed) * 1000,
  failed: failed * 1000,
  slow: slow * 1000,
});
/** So many a second that a whole window of them, 20 s here, is fewer than are judged; half of them fail and all are slow. */
const few = (perSecond: number): Answers => ({ good: perSecond / 2, failed: perSecond / 2, slow: perSecond });
const well: Verdict = { phase: 'Successful', not: [] };
const bad = (...not: readonly string[]): Verdict => ({ phase: 'Failed', not });
const open = (...not: readonly string[]): Verdict => ({ phase: 'Inconclusive', not });

/** Both promise 95 % within 0.5 s. The front end may fail once in a hundred, the backend once in a thousand (FP-16, LP-11). */
const KITS = [
  {
    kit: Kit.committed('learn', 'frontend', NGINX_LOG),
    namespace: 'queries-frontend',
    cases: [
      { what: 'all is well', answers: of1000(0, 0), verdict: well },
      { what: '0.8 % fail', answers: of1000(8, 0), verdict: well },
      { what: '1.2 % fail', answers: of1000(12, 0), verdict: bad('error-ratio') },
      { what: '4.5 % are slow', answers: of1000(0, 45), verdict: well },
      { what: '5.5 % are slow', answers: of1000(0, 55), verdict: bad('latency-p95') },
      {
        what: 'few ask, and half of them in vain',
        answers: few(4),
        verdict: open('error-ratio', 'latency-p95'),
      },
      { what: 'nobody asks', answers: { good: 0, failed: 0, slow: 0 }, verdict: open('error-ratio', 'latency-p95') },
      { what: 'there are no series', answers: undefined, verdict: open('error-ratio', 'latency-p95') },
    ],
  },
  {
    kit: Kit.committed('fablink-prod', 'fablink-backend', DJANGO),
    namespace: 'queries-backend',
    cases: [
      { what: 'all is well', answers: of1000(0, 0), verdict: well },
      { what: '0.08 % fail', answers: of1000(0.8, 0), verdict: well },
      { what: '0.12 % fail', answers: of1000(1.2, 0), verdict: bad('error-ratio') },
      { what: '0.9 % are slow', answers: of1000(0, 9), verdict: well },
      { what: '1.1 % are slow', answers: of1000(0, 11), verdict: bad('latency-p99') },
      {
        what: 'few ask, and half of them in vain',
        answers: few(40),
        verdict: open('error-ratio', 'latency-p95', 'latency-p99'),
      },
      { what: 'there are no series', answers: undefined, verdict: open('error-ratio', 'latency-p95', 'latency-p99') },
    ],
  },
] satisfies readonly { kit: Kit; namespace: string; cases: readonly Case[] }[];

const hashOf = (index: number): string => `version-${index}`;
let ground: ReleaseGround;

/** Seconds in which Prometheus has seen the series, before which their rates are nothing that is judged. */
const LOOKS = 10;

beforeAll(async () => {
  ground = await ReleaseGround.start('weighted-release-queries', []);
  for (const { kit, namespace, cases } of KITS)
    for (const [index, { answers }] of cases.entries()) {
      const [job, hash] = [kit.rollout.metadata.name, hashOf(index)];
      const target = { namespace, job, pod: hash, rollouts_pod_template_hash: hash };
      if (answers !== undefined) ground.balancer.shows(target, kit.metrics, answers);
    }
  const prometheus = new AskedPrometheus(ground.prometheus);
  const looks = `count_over_time((scrape_samples_scraped{job="pods"} > 0)[2m:1s]) >= ${LOOKS}`;
  await eventually(async () => (await prometheus.values(looks))[0], 'Prometheus has looked several times');
  for (const { kit, namespace, cases } of KITS) {
    await ground.plane.client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    const name = `${kit.rollout.metadata.name}-service-level`;
    const template = kit
      .copy(namespace, ground.prometheus)
      .find(({ kind, metadata }) => kind === 'AnalysisTemplate' && metadata.name === name);
    const { metrics } = template?.spec as { metrics: readonly object[] };
    for (const hash of cases.map((_, index) => hashOf(index)))
      await ground.plane.client.create({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'AnalysisRun',
        metadata: { name: hash, namespace },
        spec: { metrics, args: [{ name: 'hash', value: hash }] },
      });
  }
});
afterAll(() => ground?.stop());
afterEach(() => ground?.plane.check());

describe.each(KITS)('the committed analysis in $namespace, on a real Prometheus', ({ namespace, cases }) => {
  test.each(cases.map((each, index) => ({ ...each, index })))('$what: $verdict.phase', async ({ index, verdict }) => {
    const key = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisRun',
      metadata: { name: hashOf(index), namespace },
    };
    const seen = await eventually(
      async () => {
        const { phase = '', metricResults = [] } = ((await ground.plane.client.get(key))?.status ?? {}) as {
          phase?: string;
          metricResults?: readonly { name: string; phase: string }[];
        };
        if (['', 'Pending', 'Running'].includes(phase)) return undefined;
        return {
          phase,
          not: metricResults
            .filter(each => each.phase === phase && phase !== 'Successful')
            .map(({ name }) => name)
            .sort(),
        };
      },
      `${namespace} ${hashOf(index)} is judged`,
    );
    expect(seen).toEqual(verdict);
  });
});
