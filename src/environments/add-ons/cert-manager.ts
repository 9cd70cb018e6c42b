import { known } from '../../constructs/structure';
import type { Fact } from '../../model';
import type { AddOn } from '../environment';
import { pods } from './pods';

/** Name of the add-on, its Application, its Helm release and its namespace. */
const NAME = 'cert-manager';

/** With whose rights the controller proves domains by DNS. */
export type DomainRights =
  /** Client id of a managed identity that may write records of the zone, federated with cert-manager's ServiceAccount. */
  | { readonly type: 'azure-workload-identity'; readonly clientId: Fact<string> }
  /** ARN of a role that may write records of the zone and trusts cert-manager's ServiceAccount. */
  | { readonly type: 'aws-role'; readonly role: Fact<string> };

export interface CertManagerProps {
  /** @default none: issuers bring credentials of their own, or need none */
  readonly dns?: DomainRights;
}

interface Resources {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly memory: string };
}

/** Values of the chart, as far as we set them. */
interface CertManagerValues {
  /** Kept when the chart goes: with them every Certificate would go, and the Secrets that web servers read. */
  readonly crds: { readonly enabled: true; readonly keep: true };
  /** Its own namespace: by default the chart makes Roles in kube-system. */
  readonly global: { readonly leaderElection: { readonly namespace: typeof NAME } };
  /** Off: a Job that asks the API once; Argo CD tries a sync again until the webhook answers. */
  readonly startupapicheck: { readonly enabled: false };
  readonly serviceAccount: {
    readonly annotations: Readonly<Record<string, string>>;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly podLabels: Readonly<Record<string, string>>;
  readonly resources: Resources;
  readonly webhook: { readonly resources: Resources };
  readonly cainjector: { readonly resources: Resources };
}

/** Asks certificate authorities for certificates, and renews them (TG-01). Webhooks of other add-ons need it, too. */
export function certManager({ dns }: CertManagerProps = {}): AddOn {
  const { annotations, labels, podLabels } = identityOf(dns);
  const values: CertManagerValues = {
    crds: { enabled: true, keep: true },
    global: { leaderElection: { namespace: NAME } },
    startupapicheck: { enabled: false },
    serviceAccount: { annotations, labels },
    podLabels,
    resources: resources('10m', '64Mi', '128Mi'),
    webhook: { resources: resources('10m', '32Mi', '64Mi') },
    cainjector: { resources: resources('10m', '64Mi', '128Mi') },
  };
  return {
    name: NAME,
    namespace: NAME,
    chart: { repository: 'quay.io/jetstack/charts', name: NAME, version: 'v1.21.1' },
    values,
    pods: [
      pods(NAME, 1, values.resources),
      pods(`${NAME}-cainjector`, 1, values.cainjector.resources),
      pods(`${NAME}-webhook`, 1, values.webhook.resources),
    ],
    apis: ['acme.cert-manager.io', 'cert-manager.io'],
    watchedKinds: ['certificates'],
    kinds: KINDS,
    ignoreDifferences: (['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'] as const).map(kind => ({
      group: 'admissionregistration.k8s.io',
      kind,
      name: `${NAME}-webhook`,
      // Its own cainjector writes them.
      jqPathExpressions: ['.webhooks[].clientConfig.caBundle'],
    })),
  };
}

interface Identity {
  readonly annotations: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>>;
}

function identityOf(dns: DomainRights | undefined): Identity {
  switch (dns?.type) {
    case undefined:
      return { annotations: {}, labels: {}, podLabels: {} };
    case 'aws-role':
      return { annotations: { 'eks.amazonaws.com/role-arn': known(dns.role) }, labels: {}, podLabels: {} };
    case 'azure-workload-identity': {
      const use = { 'azure.workload.identity/use': 'true' };
      return { annotations: { 'azure.workload.identity/client-id': known(dns.clientId) }, labels: use, podLabels: use };
    }
  }
}

function resources(cpu: string, memory: string, most: string): Resources {
  return { requests: { cpu, memory }, limits: { memory: most } };
}

const KINDS: AddOn['kinds'] = {
  namespaced: [
    'Service',
    'ServiceAccount',
    'apps/Deployment',
    'rbac.authorization.k8s.io/Role',
    'rbac.authorization.k8s.io/RoleBinding',
  ],
  cluster: [
    'admissionregistration.k8s.io/MutatingWebhookConfiguration',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
    'apiextensions.k8s.io/CustomResourceDefinition',
    'rbac.authorization.k8s.io/ClusterRole',
    'rbac.authorization.k8s.io/ClusterRoleBinding',
  ],
};
