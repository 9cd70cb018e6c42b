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
        help: {
          en: 'whether what runs is what git says: 1 for the status that holds',
          ko: '실행 중인 것이 git과 같은지. 지금의 상태가 1',
        },
        path: ['status', 'sync', 'status'],
        states: ['OutOfSync', 'Synced', 'Unknown'],
      },
      health: {
        name: 'kube_application_health_status',
        type: 'gauge',
        labels: [...labels('application'), 'status'],
        help: {
          en: 'how everything of an Application is: 1 for the status that holds',
          ko: 'Application이 만든 모든 것의 상태. 지금의 상태가 1',
        },
        path: ['status', 'health', 'status'],
        states: ['Degraded', 'Healthy', 'Missing', 'Progressing', 'Suspended', 'Unknown'],
      },
      compared: {
        name: 'kube_application_reconciled_time',
        type: 'gauge',
        labels: labels('application'),
        help: {
          en: 'when Argo CD last compared it with git, in seconds since 1970',
          ko: 'Argo CD가 마지막으로 git과 비교한 시각(1970년 이후 초)',
        },
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
        help: {
          en: '1 while its Secret holds a certificate that is as asked for and has not expired, else 0',
          ko: 'Secret에 요청한 대로의, 만료되지 않은 인증서가 있으면 1, 아니면 0',
        },
        path: ['status', 'conditions', '[type=Ready]', 'status'],
        absentIsZero: true,
      },
      expires: {
        name: 'kube_certificate_not_after_time',
        type: 'gauge',
        labels: labels('certificate'),
        help: {
          en: 'when the certificate in its Secret expires, in seconds since 1970',
          ko: 'Secret에 있는 인증서가 만료되는 시각(1970년 이후 초)',
        },
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
        help: {
          en: '1 when the last copy succeeded, 0 when it failed or there was none yet',
          ko: '마지막 복사가 성공했으면 1, 실패했거나 아직 복사한 적이 없으면 0',
        },
        path: ['status', 'conditions', '[type=Ready]', 'status'],
        absentIsZero: true,
      },
      copied: {
        name: 'kube_externalsecret_refresh_time',
        type: 'gauge',
        labels: labels('externalsecret'),
        help: {
          en: 'when its value was last copied, in seconds since 1970',
          ko: '값을 마지막으로 복사한 시각(1970년 이후 초)',
        },
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
        help: { en: 'where a release is: 1 for the phase that holds', ko: '릴리스의 단계. 지금의 단계가 1' },
        path: ['status', 'phase'],
        states: ['Degraded', 'Healthy', 'Paused', 'Progressing'],
      },
      aborted: {
        name: 'kube_rollout_aborted',
        type: 'gauge',
        labels: labels('rollout'),
        help: { en: '1 while the newest version is taken back, else 0', ko: '최신 버전을 되돌리는 중이면 1, 아니면 0' },
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
