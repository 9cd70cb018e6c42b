import type { Metric } from '../../../model';
import { VOLUME_USAGE } from '../metrics/volume-usage';
import { exact } from './exact';
import type { Alert, RuleGroup } from './alert-rules';
import type { WatchedPods } from './target-rules';

/** Volumes of one thing that keeps data, by the claims that its pods mount. Its name and namespace are the alerts' labels. */
export interface WatchedClaims extends WatchedPods {
  /** Names of the PersistentVolumeClaims. */
  readonly claims: readonly [string, ...string[]];
  /** Whether their pods always run, or are Jobs: between two Jobs nobody tells, and nobody writes. */
  readonly mounted: 'always' | 'by-jobs';
}

/** What a volume runs out of: bytes, or room for one file more. */
export const VOLUME_RESOURCES = ['space', 'inodes'] as const;
export type VolumeResource = (typeof VOLUME_RESOURCES)[number];

/**
 * Which share is free when somebody is told. Shares and the four days are kubernetes-mixin's (KubePersistentVolumeFillingUp,
 * alerts/storage_alerts.libsonnet); it waits one minute where we wait five: what a store writes for a moment is no outage.
 */
export const VOLUME_LIMITS = {
  filling: { below: 0.15, for: '1h' },
  full: { below: 0.03, for: '5m' },
} as const;

/** From which stretch of the past a volume's future is told, and how far ahead. */
const [PAST, AHEAD] = ['6h', 4 * 86_400] as const;

/** Days for which the last figure of a claim of Jobs is remembered: a week from backup to backup, and one more. */
const REMEMBERED = 8;

const METRICS: Readonly<Record<VolumeResource, { readonly free: Metric; readonly all: Metric }>> = {
  space: { free: VOLUME_USAGE.available, all: VOLUME_USAGE.capacity },
  inodes: { free: VOLUME_USAGE.inodesFree, all: VOLUME_USAGE.inodes },
};

/** Words for each resource, in sentences. */
const OF: Readonly<Record<VolumeResource, string>> = { space: 'space', inodes: 'room for files (inodes)' };

/** Share of each volume that is free: now, or when a Job last had it. A volume that counts no inodes has no such share. */
export function volumeFree(claims: WatchedClaims, resource: VolumeResource): string {
  const { free, all } = METRICS[resource];
  const last = ({ name }: Metric): string =>
    claims.mounted === 'always' ? seriesOf(name, claims) : `last_over_time(${seriesOf(name, claims)}[${REMEMBERED}d])`;
  return ofEachClaim(`${last(free)} / ${last(all)}`);
}

/** Tells when a volume fills up, when it is full, and when nobody knows. */
export function volumeRules(claims: WatchedClaims): RuleGroup {
  const of = claims.mounted === 'always' ? ofStore : ofJobs;
  return {
    name: `${claims.name}-volumes`,
    recordings: [],
    alerts: [
      ...VOLUME_RESOURCES.flatMap(resource => of(claims, resource)),
      ...(claims.mounted === 'always' ? claims.claims.map(claim => unseen(claims, claim)) : []),
    ],
  };
}

function ofStore(claims: WatchedClaims, resource: VolumeResource): readonly Alert[] {
  const { filling, full } = VOLUME_LIMITS;
  const left = volumeFree(claims, resource);
  const { free } = METRICS[resource];
  const later = ofEachClaim(`predict_linear(${seriesOf(free.name, claims)}[${PAST}], ${AHEAD})`);
  return [
    {
      ...about(claims, resource),
      name: 'VolumeFilling',
      severity: 'warning',
      expr: `${left} < ${filling.below} and ${later} < 0`,
      for: filling.for,
      summary: `Volume ${CLAIM} runs out of ${OF[resource]} within four days`,
      description:
        `{{ $value | humanizePercentage }} of the ${OF[resource]} of volume ${CLAIM} is free, and as it has grown in the last ` +
        `${PAST} nothing is left within four days.`,
    },
    {
      ...about(claims, resource),
      name: 'VolumeFull',
      severity: 'critical',
      expr: `${left} < ${full.below}`,
      for: full.for,
      summary: `Volume ${CLAIM} has no ${OF[resource]} left`,
      description:
        `{{ $value | humanizePercentage }} of the ${OF[resource]} of volume ${CLAIM} is free; it has been less than ` +
        `${percent(full)} for ${full.for}. With none, ${claims.name} can write no more.`,
    },
  ];
}

/** Nobody writes between two Jobs: one figure is enough, and says nothing of a course. */
function ofJobs(claims: WatchedClaims, resource: VolumeResource): readonly Alert[] {
  const { filling, full } = VOLUME_LIMITS;
  const left = volumeFree(claims, resource);
  const shared = { ...about(claims, resource), for: '0m', lookbackDays: REMEMBERED } as const;
  const found = `When a Job last had volume ${CLAIM}, {{ $value | humanizePercentage }} of its ${OF[resource]} was free`;
  return [
    {
      ...shared,
      name: 'VolumeFilling',
      severity: 'warning',
      expr: `${left} < ${filling.below}`,
      summary: `Volume ${CLAIM} has little ${OF[resource]} left`,
      description: `${found}, less than ${percent(filling)}.`,
    },
    {
      ...shared,
      name: 'VolumeFull',
      severity: 'critical',
      expr: `${left} < ${full.below}`,
      summary: `Volume ${CLAIM} has no ${OF[resource]} left`,
      description: `${found}, less than ${percent(full)}: the next Job will hardly find room.`,
    },
  ];
}

/** A driver that tells nothing, or a pod that is away: then the two alerts above are silent, whatever happens. */
function unseen({ name, namespace }: WatchedClaims, claim: string): Alert {
  const { capacity } = VOLUME_USAGE;
  return {
    name: 'VolumeUnseen',
    severity: 'warning',
    expr: `absent(${seriesOf(capacity.name, { namespace, claims: [claim] })})`,
    for: '30m',
    labels: { namespace, service: name, persistentvolumeclaim: claim },
    summary: `Nobody tells how full volume ${claim} is`,
    description: `For 30 minutes no kubelet has told of volume ${claim}: no pod of ${name} mounts it, or its driver tells nothing.`,
    judged: { type: 'other' },
    lookbackDays: 0,
    reads: [capacity],
    requirements: ['ALL-02'],
  };
}

/** The volume, by the name that people find it under. */
const CLAIM = '{{ $labels.persistentvolumeclaim }}';

function about(
  { name, namespace }: WatchedClaims,
  resource: VolumeResource,
): Pick<Alert, 'labels' | 'judged' | 'lookbackDays' | 'reads' | 'requirements'> {
  const { free, all } = METRICS[resource];
  return {
    labels: { namespace, service: name, resource },
    judged: { type: 'other' },
    lookbackDays: 0,
    reads: [free, all],
    requirements: ['ALL-02'],
  };
}

/** While a pod moves, two nodes may tell of its volume for a moment. */
function ofEachClaim(query: string): string {
  return `min by (namespace, persistentvolumeclaim) (${query})`;
}

function seriesOf(metric: string, { namespace, claims }: Pick<WatchedClaims, 'namespace' | 'claims'>): string {
  const [operator, value] = claims.length > 1 ? ['=~', claims.join('|')] : ['=', claims[0]];
  return `${metric}{namespace="${namespace}",persistentvolumeclaim${operator}"${value}"}`;
}

function percent({ below }: { readonly below: number }): string {
  return `${exact(below * 100)}%`;
}
