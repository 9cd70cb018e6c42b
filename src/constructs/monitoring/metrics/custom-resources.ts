import type { Metric, WatchedKind } from '../../../model';

/** A field of objects of one kind, and the metric that kube-state-metrics makes of it. */
export interface FieldMetric extends Metric {
  /** Way to the field; `[type=Ready]` is the element of a list that says so. */
  readonly path: readonly string[];
  /**
   * Words that the field may hold, told by the label `status`: a series for each, 1 for the one that holds. @default the
   * field holds a truth (1, 0) or a time (seconds since 1970)
   */
  readonly states?: readonly string[];
  /** Whether an object without the field has 0 for it. @default it has no series */
  readonly absentIsZero?: true;
}

/** A kind of objects that an add-on brought, and what is told of each. */
export interface CustomResource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Label that names the object. */
  readonly label: string;
  readonly metrics: Readonly<Record<string, FieldMetric>>;
}

/** Labels of every series: the object's name, and its kind as kube-state-metrics adds it. `namespace` is the object's. */
const labels = (name: string): readonly string[] => [
  name,
  'customresource_group',
  'customresource_kind',
  'customresource_version',
];

/** Fields of Argo CD's Applications, cert-manager's Certificates, External Secrets' ExternalSecrets and Argo Rollouts' Rollouts that alerts read. */
export const CUSTOM_RESOURCES = {
  applications: {
    group: 'argoproj.io',
    version: 'v1alpha1',
    kind: 'Application',
    label: 'application',
    metrics: {
      sync: {
        name: 'kube_application_sync_status',
        type: 'gauge',
        labels: [...labels('application'), 'status'],
        help: 'whether what runs is what git says: 1 for the status that holds',
        path: ['status', 'sync', 'status'],
        states: ['OutOfSync', 'Synced', 'Unknown'],
      },
      health: {
        name: 'kube_application_health_status',
        type: 'gauge',
        labels: [...labels('application'), 'status'],
        help: 'how everything of an Application is: 1 for the status that holds',
        path: ['status', 'health', 'status'],
        states: ['Degraded', 'Healthy', 'Missing', 'Progressing', 'Suspended', 'Unknown'],
      },
      compared: {
        name: 'kube_application_reconciled_time',
        type: 'gauge',
        labels: labels('application'),
        help: 'when Argo CD last compared it with git, in seconds since 1970',
        path: ['status', 'reconciledAt'],
      },
    },
  },
  certificates: {
    group: 'cert-manager.io',
    version: 'v1',
    kind: 'Certificate',
    label: 'certificate',
    metrics: {
      ready: {
        name: 'kube_certificate_ready',
        type: 'gauge',
        labels: labels('certificate'),
        help: '1 while its Secret holds a certificate that is as asked for and has not expired, else 0',
        path: ['status', 'conditions', '[type=Ready]', 'status'],
        absentIsZero: true,
      },
      expires: {
        name: 'kube_certificate_not_after_time',
        type: 'gauge',
        labels: labels('certificate'),
        help: 'when the certificate in its Secret expires, in seconds since 1970',
        path: ['status', 'notAfter'],
      },
    },
  },
  externalsecrets: {
    group: 'external-secrets.io',
    version: 'v1',
    kind: 'ExternalSecret',
    label: 'externalsecret',
    metrics: {
      ready: {
        name: 'kube_externalsecret_ready',
        type: 'gauge',
        labels: labels('externalsecret'),
        help: '1 when the last copy succeeded, 0 when it failed or there was none yet',
        path: ['status', 'conditions', '[type=Ready]', 'status'],
        absentIsZero: true,
      },
      copied: {
        name: 'kube_externalsecret_refresh_time',
        type: 'gauge',
        labels: labels('externalsecret'),
        help: 'when its value was last copied, in seconds since 1970',
        path: ['status', 'refreshTime'],
      },
    },
  },
  rollouts: {
    group: 'argoproj.io',
    version: 'v1alpha1',
    kind: 'Rollout',
    label: 'rollout',
    metrics: {
      phase: {
        name: 'kube_rollout_phase',
        type: 'gauge',
        labels: [...labels('rollout'), 'status'],
        help: 'where a release is: 1 for the phase that holds',
        path: ['status', 'phase'],
        states: ['Degraded', 'Healthy', 'Paused', 'Progressing'],
      },
      aborted: {
        name: 'kube_rollout_aborted',
        type: 'gauge',
        labels: labels('rollout'),
        help: '1 while the newest version is taken back, else 0',
        path: ['status', 'abort'],
        absentIsZero: true,
      },
    },
  },
} as const satisfies Readonly<Record<WatchedKind, CustomResource>>;

/** Everything that is told of a kind. */
export function metricsOfKind(name: WatchedKind): readonly FieldMetric[] {
  const { metrics }: CustomResource = CUSTOM_RESOURCES[name];
  return Object.values(metrics);
}
