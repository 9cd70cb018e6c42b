import { CUSTOM_RESOURCES, type Alert } from '../../../constructs/monitoring';
import type { SyncMode } from '../../../model';
import { OF_OBJECT } from './alert-of-object';

const { sync, health, compared } = CUSTOM_RESOURCES.applications.metrics;

/** Argo CD compares every Application each three minutes; after ten times as long it does not work. */
const COMPARED_WITHIN_MINUTES = 30;

/** Time for which what runs may differ from git: a sync of its own takes minutes, a person has a day. */
const OUT_OF_SYNC = {
  automatic: {
    for: '30m',
    requirements: ['ALL-01', 'ALL-02'],
    description:
      '{{ $labels.application }} has differed from git for 30 minutes, though it syncs by itself: the sync fails, waits, or ' +
      'somebody changes what it puts right.',
  },
  approved: {
    for: '24h',
    requirements: ['ALL-01', 'FP-18'],
    description:
      '{{ $labels.application }} has differed from git for a day. After a merge that is normal until a person starts the ' +
      'sync: nobody has, the sync failed, or somebody changed the cluster by hand.',
  },
} as const satisfies Readonly<Record<SyncMode, Pick<Alert, 'for' | 'requirements' | 'description'>>>;

/** What all of them have in common. */
const shared = {
  ...OF_OBJECT,
  requirements: ['ALL-01', 'ALL-02'],
} as const satisfies Partial<Alert>;

/** Whether an Application is in one of some states; while a new kube-state-metrics takes the old one's place, as either says. */
function inState(metric: string, states: string): string {
  const operator = states.includes('|') ? '=~' : '=';
  return `max by (namespace, application) (${metric}{status${operator}"${states}"}) == 1`;
}

/** Tells when Argo CD's Applications are not as git says, not well, or not looked at. `Suspended` waits for a person: no alert. */
export function applicationAlerts(mode: SyncMode): readonly Alert[] {
  return [
    {
      ...shared,
      ...OUT_OF_SYNC[mode],
      name: 'ApplicationOutOfSync',
      severity: 'warning',
      expr: inState(sync.name, 'OutOfSync'),
      summary: '{{ $labels.application }} is not what git says',
      reads: [sync],
    },
    {
      ...shared,
      name: 'ApplicationUnknown',
      severity: 'warning',
      expr: inState(sync.name, 'Unknown'),
      for: '30m',
      summary: 'Argo CD cannot compare {{ $labels.application }} with git',
      description:
        'For 30 minutes Argo CD has not known what {{ $labels.application }} should be: it does not reach the repository, ' +
        'the files cannot be read, or its project does not allow them. No commit arrives meanwhile.',
      reads: [sync],
    },
    {
      ...shared,
      name: 'ApplicationDegraded',
      severity: 'critical',
      expr: inState(health.name, 'Degraded'),
      for: '15m',
      summary: '{{ $labels.application }} is degraded',
      description:
        'For 15 minutes something of {{ $labels.application }} has failed: a workload does not get ready, a Job failed, ' +
        'a release was taken back, or a controller refuses an object.',
      reads: [health],
    },
    {
      ...shared,
      name: 'ApplicationStuck',
      severity: 'warning',
      expr: inState(health.name, 'Missing|Progressing|Unknown'),
      for: '2h',
      summary: '{{ $labels.application }} does not get healthy',
      description:
        'For 2 hours something of {{ $labels.application }} has been missing or on its way. The slowest cloud resource ' +
        'takes less: somebody waits for what does not come.',
      reads: [health],
    },
    {
      ...shared,
      name: 'ArgoCdStopped',
      severity: 'warning',
      expr: `time() - max by (namespace) (${compared.name}) > ${COMPARED_WITHIN_MINUTES * 60}`,
      for: '5m',
      summary: 'Argo CD looks at nothing any more',
      description:
        `The last comparison of any Application with git is {{ $value | humanizeDuration }} old; every three minutes there ` +
        'should be one. No commit arrives, nothing is put right, and what is told of Applications is old.',
      reads: [compared],
    },
  ];
}
