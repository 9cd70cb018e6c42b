import type { Cluster, KubeObject } from '../../../model';
import type { AddOn } from '../../environment';
import { access, signInSettings, type AccessValues, type ReleaseApprovers, type SignIn } from './access';
import { HEALTH_CHECKS } from './health';
import { notifications, type NotificationValues } from './notifications';
import { pods } from '../pods';
import { slackTokenDeclared, slackTokenObjects, type SlackToken } from './secrets';

/** Name of the add-on, its Application and its Helm release. */
export const ARGO_CD = 'argocd';

export interface ArgoCdProps {
  readonly cluster: Cluster;
  /** Projects whose syncs the group `developers` may start. Empty where a sync needs approval (FP-18). */
  readonly developersSync: readonly string[];
  /** Who decides over weighted releases. @default `platform-team` alone */
  readonly approvers?: ReleaseApprovers;
  /** Single sign-on. @default none: only the local administrator and `argocd --core` */
  readonly signIn?: SignIn;
  readonly slack: {
    /** Channel's name without `#`. */
    readonly channel: string;
    readonly token: SlackToken;
  };
  /** What its pods ask for: `small` where nodes are few and Applications too. @default usual */
  readonly size?: keyof typeof SIZES;
}

/** Requests of the controller, the repository server and the server. */
const SIZES = {
  usual: {
    controller: resources('250m', '512Mi', '1Gi'),
    repoServer: resources('100m', '256Mi', '512Mi'),
    server: resources('50m', '128Mi', '256Mi'),
  },
  small: {
    controller: resources('50m', '256Mi', '512Mi'),
    repoServer: resources('20m', '128Mi', '256Mi'),
    server: resources('10m', '64Mi', '128Mi'),
  },
} as const;

/** Values of the chart, as far as we set them. */
interface ArgoCdValues {
  readonly global: { readonly networkPolicy: { readonly create: true } };
  readonly crds: { readonly install: true; readonly keep: true };
  readonly configs: {
    readonly cm: Readonly<Record<string, string>>;
    readonly params: Readonly<Record<string, string>>;
    readonly rbac: AccessValues;
  };
  /** Off: a provider is spoken to directly, none needs a broker. */
  readonly dex: { readonly enabled: false };
  /** None: Applications are rendered one by one, a generator that fails deletes what it made. */
  readonly applicationSet: { readonly replicas: 0 };
  readonly controller: { readonly resources: Resources };
  readonly repoServer: { readonly resources: Resources };
  readonly server: { readonly resources: Resources };
  readonly notifications: NotificationValues;
  /** Left out when Argo CD is installed by hand: their CRDs come with another add-on. */
  readonly extraObjects: readonly KubeObject[];
}

interface Resources {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly memory: string };
}

/** Argo CD v3.5.1 (D-21), which keeps its own installation as it is declared here. */
export function argoCd({ cluster, developersSync, approvers, signIn, slack, size = 'usual' }: ArgoCdProps): AddOn {
  const namespace = 'argocd';
  const values: ArgoCdValues = {
    global: { networkPolicy: { create: true } },
    crds: { install: true, keep: true },
    configs: {
      cm: { 'application.resourceTrackingMethod': 'annotation', ...HEALTH_CHECKS, ...signInSettings(signIn) },
      // A sync that waits for ever would keep the commit out that mends it. Longer than a database needs to be made.
      params: { 'controller.sync.timeout.seconds': '3600' },
      rbac: access(developersSync, approvers),
    },
    dex: { enabled: false },
    applicationSet: { replicas: 0 },
    controller: { resources: SIZES[size].controller },
    repoServer: { resources: SIZES[size].repoServer },
    server: { resources: SIZES[size].server },
    notifications: notifications(slack.channel),
    extraObjects: slackTokenObjects(cluster, namespace, slack.token),
  };
  return {
    name: ARGO_CD,
    namespace,
    chart: { repository: 'https://argoproj.github.io/argo-helm', name: 'argo-cd', version: '10.3.3' },
    values,
    // Names with the release in front, as the chart makes them. Redis and the notifications request nothing.
    pods: [
      pods(`${ARGO_CD}-application-controller`, 1, values.controller.resources),
      pods(`${ARGO_CD}-repo-server`, 1, values.repoServer.resources),
      pods(`${ARGO_CD}-server`, 1, values.server.resources),
      pods(`${ARGO_CD}-redis`, 1),
      pods(`${ARGO_CD}-notifications-controller`, 1),
    ],
    apis: ['argoproj.io'],
    watchedKinds: ['applications'],
    kinds: {
      namespaced: [...KINDS.namespaced, ...(slack.token.type === 'aws' ? STORE_KINDS : [])].sort(),
      cluster: KINDS.cluster,
    },
    secrets: [slackTokenDeclared(cluster, namespace, slack.token)],
    // Last: its SecretStore needs the CRDs of External Secrets.
    wave: 1,
  };
}

function resources(cpu: string, memory: string, most: string): Resources {
  return { requests: { cpu, memory }, limits: { memory: most } };
}

/** What fetches the token. */
const STORE_KINDS = ['external-secrets.io/ExternalSecret', 'external-secrets.io/SecretStore'];

const KINDS: AddOn['kinds'] = {
  namespaced: [
    'ConfigMap',
    'Secret',
    'Service',
    'ServiceAccount',
    'apps/Deployment',
    'apps/StatefulSet',
    'batch/Job',
    'networking.k8s.io/NetworkPolicy',
    'rbac.authorization.k8s.io/Role',
    'rbac.authorization.k8s.io/RoleBinding',
  ],
  cluster: [
    'apiextensions.k8s.io/CustomResourceDefinition',
    'rbac.authorization.k8s.io/ClusterRole',
    'rbac.authorization.k8s.io/ClusterRoleBinding',
  ],
};
