import type { KubeObject } from '../../../src/model';
import type { Kit } from './kit';
import { Person } from './person';
import { NEEDED, Release, type RolloutStatus } from './release';
import type { ReleaseGround } from './release-ground';
import { WELL, type Behaviour } from './route';
import { SHORT_PROGRESS_DEADLINE } from './sooner';

/** Version that is released; the one that is installed first comes with the kit. */
export const NEW = '99.0.0';
/** So many that the fewest requests that are judged come to the smallest share within the shortest window. */
const REQUESTS_PER_SECOND = 10_000;
/** Pods of either version, where it does not matter. */
const FEW = 3;
/** Seconds in which nothing may happen, before it is taken for never. */
const QUIET = 5;

const ERRORS: Behaviour = { errors: 0.2, slow: 0 };
const SLOW: Behaviour = { errors: 0, slow: 0.5 };

/** What came of a release. */
export interface Outcome {
  readonly scenario: string;
  /** Shares of the new version in per cent, in the order in which the Ingress had them. */
  readonly weights: readonly number[];
  readonly phase: RolloutStatus['phase'];
  readonly message: string;
  /** Seconds from the share at which it went bad until the old version had all requests. */
  readonly secondsToAbort?: number;
  /** Seconds from the update until the version that is released had all requests. */
  readonly seconds?: number;
  /** Phases of the AnalysisRuns of the first share, in their order. */
  readonly verdicts?: readonly string[];
  /** Whether requests went to nobody for longer than a moment. */
  readonly lost: boolean;
}

/** Releases of one kit, each in a namespace of its own. */
export class Scenarios {
  readonly person: Person;

  constructor(
    private readonly ground: ReleaseGround,
    private readonly prefix: string,
    private readonly kit: Kit,
  ) {
    this.person = new Person(ground);
  }

  /** A version that answers well all the way. */
  async good(): Promise<Outcome> {
    const release = await this.updated('good');
    await this.approved(release);
    await this.released(release);
    return this.outcome('good', release);
  }

  /** Back to the version before, which a person commits and promotes in full after the new one has all requests. */
  async back(): Promise<Outcome> {
    const release = await this.updated('back');
    await this.approved(release);
    await this.released(release);
    await release.update(release.firstImage);
    await this.person.promotesInFull(release);
    await this.released(release);
    // The Ingress follows the status.
    await release.until('served by the version before', () => release.weights.at(-1) === 100);
    return { ...this.outcome('back to the version before', release), seconds: release.secondsUntil(100) };
  }

  /** A version that answers well until it has this share, and then with errors. */
  errorsAt(weight: number): Promise<Outcome> {
    return this.badAt(`errors-at-${weight}`, weight, ERRORS);
  }

  /** A version that answers in time until it has this share, and then half of it late. */
  slowAt(weight: number): Promise<Outcome> {
    return this.badAt(`slow-at-${weight}`, weight, SLOW);
  }

  /**
   * A version whose pods no longer start once it has the share before this one: what they need is gone.
   * @param replicas so many that this share takes more pods than the one before
   */
  async neverReadyAt(weight: number, replicas: number): Promise<Outcome> {
    const name = `never-ready-at-${weight}`;
    const release = await this.installed(name, replicas);
    const before = this.kit.weights[this.kit.weights.indexOf(weight) - 1] ?? 0;
    const { client } = this.ground.plane;
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: NEEDED, namespace: release.namespace } };
    if (before > 0) await client.create(secret);
    await release.update(NEW, true);
    if (before > 0) {
      await release.until(`at ${before} %`, () => release.weights.at(-1) === before);
      await client.remove(secret);
    }
    await client.mergePatch(release.key, { spec: { progressDeadlineSeconds: SHORT_PROGRESS_DEADLINE } });
    await this.aborted(release);
    return this.outcome(name, release, before);
  }

  /** A version that one of the checks refuses before it has any share. @param template name of the check's template */
  async refusedBy(template: string): Promise<Outcome> {
    const name = `refused-by-${template}`;
    const release = await this.installed(name, FEW, object =>
      object.metadata.name === template ? failing(object) : object,
    );
    await release.update(NEW);
    await this.aborted(release);
    return this.outcome(name, release, 0);
  }

  /**
   * Nobody asks for anything while the first share is judged. Requests come again before the person does something.
   * @param how what the person does: looks once more, or goes on without a judgement
   */
  async noTraffic(how: 'looks once more' | 'goes on'): Promise<Outcome> {
    const name = `no-traffic-${how.replaceAll(' ', '-')}`;
    const release = await this.installed(name);
    release.route.requestsPerSecond = 0;
    await release.update(NEW);
    await this.approved(release);
    await this.paused(release, 'InconclusiveAnalysisRun');
    await this.waits(release);
    release.route.requestsPerSecond = REQUESTS_PER_SECOND;
    if (how === 'looks once more') await this.person.looksOnceMore(release);
    else await this.person.goesOn(release);
    await this.released(release);
    const judged = this.kit.steps.findIndex(({ setWeight }) => setWeight !== undefined) + 1;
    return { ...this.outcome(name, release), verdicts: await release.verdictsOf(judged) };
  }

  /** A person aborts at the first share, and later retries. */
  async abortedAndRetried(): Promise<Outcome> {
    const release = await this.updated('aborted-and-retried');
    await this.approved(release);
    const [first] = this.kit.weights;
    await release.until(`at ${first} %`, () => release.weights.at(-1) === first);
    await this.person.aborts(release);
    await this.aborted(release);
    await this.waits(release);
    await this.person.retries(release);
    await this.approved(release);
    await this.released(release);
    return this.outcome('aborted and retried by a person', release);
  }

  private async badAt(name: string, weight: number, behaviour: Behaviour): Promise<Outcome> {
    const release = await this.installed(name);
    release.route.behave = (version, share) => (version.endsWith(NEW) && share >= weight ? behaviour : WELL);
    await release.update(NEW);
    await this.approved(release);
    await this.aborted(release);
    return this.outcome(name, release, weight);
  }

  private async installed(
    name: string,
    replicas = FEW,
    change: (object: KubeObject) => KubeObject = object => object,
  ): Promise<Release> {
    const release = new Release(this.ground, `${this.prefix}-${name}`, this.kit, REQUESTS_PER_SECOND);
    await release.install(replicas, change);
    return release;
  }

  private async updated(name: string): Promise<Release> {
    const release = await this.installed(name);
    await release.update(NEW);
    return release;
  }

  /** Where a step asks for a person's word: the new version is complete, has no share, and gets none until it is given. */
  private async approved(release: Release): Promise<void> {
    if (!this.kit.steps.some(({ pause }) => pause !== undefined)) return;
    const status = await this.paused(release, 'CanaryPauseStep');
    await this.waits(release);
    if (status.updatedReplicas !== FEW || (release.weights.at(-1) ?? 0) !== 0)
      throw new Error(
        `${release.namespace}: ${status.updatedReplicas} pods, ${release.weights.join(' → ')} % before approval`,
      );
    await this.person.approves(release);
    await release.until('approved', ({ pauseConditions = [] }) => pauseConditions.length === 0);
  }

  private paused(release: Release, reason: string): Promise<RolloutStatus> {
    return release.until(`paused: ${reason}`, ({ pauseConditions = [] }) =>
      pauseConditions.some(each => each.reason === reason),
    );
  }

  /** Nothing moves without a person. */
  private async waits(release: Release): Promise<void> {
    const before = release.weights.join();
    await new Promise(resolve => setTimeout(resolve, QUIET * 1000));
    if (release.weights.join() !== before)
      throw new Error(`${release.namespace} went on: ${release.weights.join(' → ')}`);
  }

  private released(release: Release): Promise<RolloutStatus> {
    return release.until(
      'released',
      ({ phase, stableRS, currentPodHash }) => phase === 'Healthy' && stableRS === currentPodHash,
    );
  }

  private aborted(release: Release): Promise<RolloutStatus> {
    return release.until('aborted, all requests with the old version', ({ abort, phase }) => {
      const share = release.weights.at(-1) ?? 0;
      return abort === true && phase === 'Degraded' && share === 0;
    });
  }

  private outcome(scenario: string, release: Release, badFrom?: number): Outcome {
    const { weights, status, route } = release;
    return {
      scenario,
      weights,
      phase: status.phase,
      message: status.message ?? '',
      lost: route.lost,
      ...(badFrom === undefined ? {} : { secondsToAbort: release.secondsFrom(badFrom) }),
    };
  }
}

/** The same check with a Job whose pod fails. */
function failing(template: KubeObject): KubeObject {
  const outcome = '"annotations":{"garam.dev/outcome":"fail"},"labels"';
  const text = JSON.stringify(template).replace(/("template":\{"metadata":\{)"labels"/, `$1${outcome}`);
  return JSON.parse(text) as KubeObject;
}
