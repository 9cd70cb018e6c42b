import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { System, TracedConstruct, wave } from '../structure';

/** What pods may do with objects of the whole cluster. */
export interface ApiRight {
  /** Groups of the API; empty for the core. */
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly ('get' | 'list' | 'watch')[];
}

export interface ApiRightsProps {
  readonly serviceAccount: string;
  readonly namespace: string;
  readonly rights: readonly ApiRight[];
}

/** Lets one ServiceAccount read objects of the whole cluster, and nothing else. */
export class ApiRights extends TracedConstruct {
  /** Whose rights they are: the ServiceAccount, named like its workload. */
  readonly holder: { readonly name: string; readonly namespace: string };

  constructor(scope: Construct, id: string, { serviceAccount, namespace, rights }: ApiRightsProps) {
    super(scope, id);
    this.holder = { name: serviceAccount, namespace };
    // Cluster-wide, so it carries the system's name.
    const name = `${System.of(this).node.id}-${serviceAccount}`;
    const metadata = { name, annotations: wave('prerequisites') };
    new k8s.KubeClusterRole(this, 'role', {
      metadata,
      rules: rights.map(({ apiGroups, resources, verbs }) => ({
        apiGroups: [...apiGroups],
        resources: [...resources],
        verbs: [...verbs],
      })),
    });
    new k8s.KubeClusterRoleBinding(this, 'binding', {
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name: serviceAccount, namespace }],
    });
  }
}
