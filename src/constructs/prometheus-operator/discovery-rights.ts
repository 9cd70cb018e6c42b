import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { TracedConstruct, wave } from '../structure';

export interface DiscoveryRightsProps {
  /** ServiceAccount of the Prometheus, and its namespace. */
  readonly serviceAccount: { readonly name: string; readonly namespace: string };
  /** Namespace whose Services it may look behind. */
  readonly namespace: string;
}

/**
 * Lets a Prometheus find the pods behind the Services of one namespace: it looks for Alertmanagers by their Service,
 * while it looks for all that it scrapes among pods. Without these rights no alert leaves it.
 */
export class DiscoveryRights extends TracedConstruct {
  constructor(scope: Construct, id: string, { serviceAccount, namespace }: DiscoveryRightsProps) {
    super(scope, id);
    const name = `${serviceAccount.name}-discovery`;
    const metadata = { name, namespace, annotations: wave('prerequisites') };
    const verbs = ['get', 'list', 'watch'];
    new k8s.KubeRole(this, 'role', {
      metadata,
      rules: [
        { apiGroups: [''], resources: ['services'], verbs },
        { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs },
      ],
    });
    new k8s.KubeRoleBinding(this, 'binding', {
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', ...serviceAccount }],
    });
  }
}
