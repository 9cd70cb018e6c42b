import type { Course } from './course';
import { days, remaining } from './durations';

const APPLICATION = { namespace: 'argocd', application: 'web' };
const CERTIFICATE = { namespace: 'shop', certificate: 'web' };
const SECRET = { namespace: 'shop', externalsecret: 'web' };
const ROLLOUT = { namespace: 'shop', rollout: 'web' };

type Labels = Readonly<Record<string, string>>;

function seriesOf(metric: string, labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return `${metric}{${pairs.join(',')}}`;
}

/**
 * What happens to an object that is in a state for so many minutes, when the alert wants them all. Of two
 * kube-state-metrics the older has not heard of it. Few courses, because some are a day long.
 */
function inState(metric: string, object: Labels, bad: string, others: readonly string[], lasting: number): Course[] {
  const of = (status: string, more: Labels = {}): string => seriesOf(metric, { ...object, status, ...more });
  const elsewhere = { ...object, namespace: 'another' };
  return [
    {
      name: 'fires after so long, and ends when it is over, whatever another object says',
      series: {
        [of(bad, { pod: 'old' })]: `0x${lasting + 20}`,
        [of(bad, { pod: 'new' })]: `0x4 1x${lasting + 4} 0x10`,
        ...Object.fromEntries(others.map(status => [seriesOf(metric, { ...elsewhere, status }), `1x${lasting + 20}`])),
      },
      silent: [4, lasting + 4.5, lasting + 10],
      firing: { minutes: [lasting + 5, lasting + 9.5], with: object },
    },
    {
      name: 'is silent about what ends just before',
      series: { [of(bad)]: `0x4 1x${lasting - 1} 0x10` },
      silent: [lasting + 4.5, lasting + 5, lasting + 10],
    },
    { name: 'is silent without data', series: {}, silent: [10] },
  ];
}

/** A time as Prometheus writes it (`humanizeDuration`), of minutes. */
function old(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${hours > 0 ? `${hours}h ` : ''}${Math.floor(rest)}m ${(rest % 1) * 60}s`;
}

/** What happens to a time that may be so many minutes old, told after five more; `time()` begins at 0. */
function notOlderThan(limit: number, metric: string, object: Labels, shown: Labels): readonly Course[] {
  const series = seriesOf(metric, object);
  const first = limit + 5.5;
  return [
    {
      name: 'fires 5 minutes after it got too old, and ends with a new one',
      series: { [series]: `0x${limit + 9} ${(limit + 10) * 60}x20` },
      silent: [limit, first - 0.5, limit + 10],
      firing: {
        minutes: [first, limit + 9.5],
        with: shown,
        values: { [first]: old(first), [limit + 9.5]: old(limit + 9.5) },
      },
    },
    {
      name: 'is silent about a new one that comes just before',
      series: { [series]: `0x${limit + 4} ${(limit + 5) * 60}x20` },
      silent: [first - 1, first - 0.5, first, first + 5],
    },
    {
      name: 'is silent about what is exactly as old as it may be at each minute',
      series: { [series]: `${-limit * 60}+60x${limit + 20}` },
      silent: [6, limit, limit + 15],
    },
    {
      name: 'is silent while the newer of two kube-state-metrics has a new one',
      series: {
        [seriesOf(metric, { ...object, pod: 'old' })]: `0x${limit + 20}`,
        [seriesOf(metric, { ...object, pod: 'new' })]: `0+60x${limit + 20}`,
      },
      silent: [first, limit + 15],
    },
    { name: 'is silent without data', series: {}, silent: [limit + 15] },
  ];
}

/** What happens to an object that is not ready for so many minutes, when the alert wants them all. */
function notReady(metric: string, object: Labels, another: Labels, lasting: number): readonly Course[] {
  const of = (more: Labels = {}): string => seriesOf(metric, { ...object, ...more });
  return [
    {
      name: 'fires after so long, and ends when it is ready again, whatever another is',
      series: {
        [of()]: `1x4 0x${lasting + 4} 1x10`,
        [seriesOf(metric, another)]: `1x${lasting + 25}`,
      },
      silent: [4, lasting + 4.5, lasting + 10],
      firing: { minutes: [lasting + 5, lasting + 9.5], with: object },
    },
    {
      name: 'is silent about what ends just before',
      series: { [of()]: `1x4 0x${lasting - 1} 1x10` },
      silent: [lasting + 4.5, lasting + 5, lasting + 10],
    },
    {
      name: 'is silent while one of two kube-state-metrics says that it is ready',
      series: { [of({ pod: 'old' })]: `0x${lasting + 25}`, [of({ pod: 'new' })]: `1x${lasting + 25}` },
      silent: [lasting + 5, lasting + 25],
    },
    { name: 'is silent without data', series: {}, silent: [lasting + 25] },
  ];
}

const EXPIRES = 'kube_certificate_not_after_time';

/** What happens to a certificate that expires ten minutes after the alert's figure, told after so many minutes more. */
function notRenewed(figure: number, lasting: number): readonly Course[] {
  const end = figure + 600;
  const renewed = end + days(90);
  const [first, last] = [10.5 + lasting, 40 + lasting];
  const of = (more: Labels = {}): string => seriesOf(EXPIRES, { ...CERTIFICATE, ...more });
  return [
    {
      name: 'fires once less is left for so long, and ends with the new certificate, whatever is left of another',
      series: {
        [of()]: `${end}x${last} ${renewed}x120`,
        [of({ certificate: 'b' })]: `${renewed}x${last + 120}`,
      },
      silent: [10, first - 0.5, last + 1],
      firing: {
        minutes: [first, last],
        with: CERTIFICATE,
        values: { [first]: remaining(end - first * 60), [last]: remaining(end - last * 60) },
      },
    },
    {
      name: 'is silent while exactly so much is left',
      series: { [of()]: `${figure}+60x200` },
      silent: [lasting, 200],
    },
    {
      name: 'is silent while the newer of two kube-state-metrics knows of the new certificate',
      series: { [of({ pod: 'old' })]: `${end}x200`, [of({ pod: 'new' })]: `${renewed}x200` },
      silent: [first, 200],
    },
    { name: 'is silent about one that was never issued, and without data', series: {}, silent: [200] },
  ];
}

/** What happens to what is told of a kind. */
function unseen(metric: string, labels: Labels): readonly Course[] {
  return [
    {
      name: 'fires 15 minutes after the last was told of, and ends with the next, whatever it says',
      series: { [seriesOf(metric, labels)]: '0x4 stale _x21 0x10' },
      silent: [4, 19.5, 27],
      firing: { minutes: [20, 26.5] },
    },
    { name: 'fires where none was ever told of', series: {}, silent: [14.5], firing: { minutes: [15, 30] } },
    {
      name: 'is silent while one of two is told of',
      series: {
        [seriesOf(metric, labels)]: '1x40',
        [seriesOf(metric, { ...labels, namespace: 'another' })]: '1x4 stale',
      },
      silent: [20, 40],
    },
  ];
}

const SYNC = 'kube_application_sync_status';
const HEALTH = 'kube_application_health_status';

/** What happens to Applications, certificates, copied secrets and weighted releases, by the alert's name. */
export const DELIVERY_COURSES: Readonly<Record<string, readonly Course[]>> = {
  ApplicationOutOfSync: inState(SYNC, APPLICATION, 'OutOfSync', ['Synced', 'Unknown'], 30),
  // A person has a day (FP-18).
  'ApplicationOutOfSync FP-18': inState(SYNC, APPLICATION, 'OutOfSync', ['Synced', 'Unknown'], 24 * 60),
  ApplicationUnknown: inState(SYNC, APPLICATION, 'Unknown', ['Synced', 'OutOfSync'], 30),
  ApplicationDegraded: inState(
    HEALTH,
    APPLICATION,
    'Degraded',
    ['Healthy', 'Missing', 'Progressing', 'Suspended', 'Unknown'],
    15,
  ),
  ApplicationStuck: [
    ...['Missing', 'Progressing', 'Unknown'].flatMap(bad =>
      inState(HEALTH, APPLICATION, bad, ['Healthy', 'Degraded', 'Suspended'], 120),
    ),
    {
      name: 'counts on while it is now missing and now on its way',
      series: {
        [seriesOf(HEALTH, { ...APPLICATION, status: 'Missing' })]: '1x59 0x80',
        [seriesOf(HEALTH, { ...APPLICATION, status: 'Progressing' })]: '0x59 1x80',
      },
      silent: [119.5],
      firing: { minutes: [120], with: APPLICATION },
    },
  ],
  ArgoCdStopped: [
    ...notOlderThan(30, 'kube_application_reconciled_time', APPLICATION, { namespace: 'argocd' }),
    {
      name: 'is silent while one Application is compared',
      series: {
        [seriesOf('kube_application_reconciled_time', APPLICATION)]: '0x60',
        [seriesOf('kube_application_reconciled_time', { ...APPLICATION, application: 'b' })]: '0+60x60',
      },
      silent: [36, 60],
    },
  ],
  CertificateNotReady: notReady('kube_certificate_ready', CERTIFICATE, { ...CERTIFICATE, certificate: 'b' }, 60),
  CertificateNotRenewed: notRenewed(days(14), 60),
  CertificateRunningOut: [
    ...notRenewed(days(3), 15),
    {
      name: 'goes on when it has expired',
      series: { [seriesOf(EXPIRES, CERTIFICATE)]: '600x60' },
      silent: [14.5],
      firing: { minutes: [15], with: CERTIFICATE, values: { 15: '-5m 0s' } },
    },
  ],
  SecretNotSynced: notReady('kube_externalsecret_ready', SECRET, { ...SECRET, externalsecret: 'b' }, 15),
  SecretStale: notOlderThan(180, 'kube_externalsecret_refresh_time', SECRET, SECRET),
  RolloutAborted: [
    {
      name: 'fires at once when a release is taken back, and ends when it is tried again, whatever another does',
      series: {
        [seriesOf('kube_rollout_aborted', ROLLOUT)]: '0x4 1x5 0x10',
        [seriesOf('kube_rollout_aborted', { ...ROLLOUT, rollout: 'b' })]: '0x30',
      },
      silent: [4.5, 11],
      firing: { minutes: [5, 10.5], with: ROLLOUT },
    },
    {
      name: 'fires while the newer of two kube-state-metrics says so',
      series: {
        [seriesOf('kube_rollout_aborted', { ...ROLLOUT, pod: 'old' })]: '0x10',
        [seriesOf('kube_rollout_aborted', { ...ROLLOUT, pod: 'new' })]: '1x10',
      },
      silent: [],
      firing: { minutes: [5], with: ROLLOUT },
    },
    {
      name: 'is silent while none is taken back',
      series: { [seriesOf('kube_rollout_aborted', ROLLOUT)]: '0x30' },
      silent: [30],
    },
    { name: 'is silent without data', series: {}, silent: [30] },
  ],
  RolloutPaused: inState('kube_rollout_phase', ROLLOUT, 'Paused', ['Progressing', 'Healthy', 'Degraded'], 24 * 60),
  'ObjectsUnseen Application': unseen(SYNC, { ...APPLICATION, status: 'Synced' }),
  'ObjectsUnseen Certificate': unseen('kube_certificate_ready', CERTIFICATE),
  'ObjectsUnseen ExternalSecret': unseen('kube_externalsecret_ready', SECRET),
  'ObjectsUnseen Rollout': unseen('kube_rollout_phase', { ...ROLLOUT, status: 'Healthy' }),
};
