import type { KubeObject } from '../../../src/model';

/** How many times faster looks follow each other, and how many times shorter the windows are that they look at. */
export const FASTER = 30;
/** Prometheus looks every second and a rate needs two looks: so many may fail one after the other on a busy machine. */
const SHORTEST_WINDOW = 20;
/** A delay before the first look in which a version has answered several times. */
const SHORTEST_DELAY = 8;
const SHORTEST_INTERVAL = 1;
/** Seconds in which a new version has to get on: kept long, since all scenarios start their pods at the same time. */
const PROGRESS_DEADLINE = 120;
/** The same for one whose pods never get ready, from when that is so. */
export const SHORT_PROGRESS_DEADLINE = 15;

const SECONDS = { s: 1, m: 60, h: 3600 } as const;

/** The same object with shorter times: windows, intervals and first delays of analyses, deadlines and delays of Rollouts. */
export function sooner(object: KubeObject): KubeObject {
  if (object.kind === 'AnalysisTemplate') return { ...object, spec: soonerAnalysis(object.spec as object) };
  if (object.kind === 'Rollout') return { ...object, spec: soonerRollout(object.spec as RolloutTimes) };
  return object;
}

/** A duration (`5m`) divided, in whole seconds. */
export function divided(duration: string, shortest: number): string {
  const [, count, unit] = /^(\d+)([smh])$/.exec(duration) ?? [];
  if (count === undefined) throw new Error(`no duration: ${duration}`);
  const seconds = (Number(count) * SECONDS[unit as keyof typeof SECONDS]) / FASTER;
  return `${Math.max(shortest, Math.round(seconds))}s`;
}

function soonerAnalysis(spec: object): object {
  const text = JSON.stringify(spec)
    .replaceAll(/\[(\d+[smh])\]/g, (_, window: string) => `[${divided(window, SHORTEST_WINDOW)}]`)
    .replaceAll(
      /"(interval|initialDelay)":"(\d+[smh])"/g,
      (_, name: string, time: string) =>
        `"${name}":"${divided(time, name === 'interval' ? SHORTEST_INTERVAL : SHORTEST_DELAY)}"`,
    );
  return JSON.parse(text) as object;
}

interface RolloutTimes {
  readonly minReadySeconds?: number;
  readonly strategy: { readonly canary: object };
}

function soonerRollout(spec: RolloutTimes): object {
  const { minReadySeconds = 0, strategy } = spec;
  return {
    ...spec,
    progressDeadlineSeconds: PROGRESS_DEADLINE,
    minReadySeconds: Math.min(minReadySeconds, 1),
    strategy: { canary: { ...strategy.canary, scaleDownDelaySeconds: 5, abortScaleDownDelaySeconds: 5 } },
  };
}
