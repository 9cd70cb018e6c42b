import { known } from '../../constructs/structure';
import type { Cluster, Fact } from '../../model';
import type { AddOn } from '../environment';
import { awsPlace, roleAnnotation } from './place';
import { pods } from './pods';

const NAME = 'external-dns';

export interface ExternalDnsProps {
  readonly cluster: Cluster;
  /** The hosted zone that it may write: no other name is touched. */
  readonly zone: Fact<string>;
}

/** Values of the chart, as far as we set them. */
interface ExternalDnsValues {
  readonly provider: { readonly name: 'aws' };
  readonly env: readonly { readonly name: string; readonly value: string }[];
  /** Services make no records: the one way in is an Ingress. */
  readonly sources: readonly ['ingress'];
  readonly domainFilters: readonly string[];
  /** Records go with their Ingress. It removes none that does not carry the owner's mark. */
  readonly policy: 'sync';
  readonly registry: 'txt';
  readonly txtOwnerId: string;
  /** A TXT record beside a CNAME cannot have its name. */
  readonly txtPrefix: string;
  readonly serviceAccount: { readonly name: string; readonly annotations: Readonly<Record<string, string>> };
  readonly resources: {
    readonly requests: { readonly cpu: string; readonly memory: string };
    readonly limits: { readonly memory: string };
  };
}

/** Writes the names of Ingresses into Route 53, as aliases of their load balancers (LP-22). */
export function externalDns({ cluster, zone }: ExternalDnsProps): AddOn {
  const { region } = awsPlace(cluster);
  const values: ExternalDnsValues = {
    provider: { name: 'aws' },
    env: [{ name: 'AWS_DEFAULT_REGION', value: region }],
    sources: ['ingress'],
    domainFilters: [known(zone)],
    policy: 'sync',
    registry: 'txt',
    txtOwnerId: cluster.name,
    txtPrefix: `${NAME}-`,
    serviceAccount: { name: NAME, annotations: roleAnnotation(cluster, NAME) },
    resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '128Mi' } },
  };
  return {
    name: NAME,
    namespace: NAME,
    chart: { repository: 'https://kubernetes-sigs.github.io/external-dns', name: NAME, version: '1.19.0' },
    values,
    // Records come from Ingresses alone: its own kind stays out.
    skipCrds: true,
    pods: [pods(NAME, 1, values.resources)],
    kinds: {
      namespaced: ['Service', 'ServiceAccount', 'apps/Deployment'],
      cluster: ['rbac.authorization.k8s.io/ClusterRole', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
    },
  };
}
