import type { Cluster } from '../../model';
import type { AddOn } from '../environment';
import { awsPlace, roleAnnotation } from './place';
import { pods } from './pods';

const NAME = 'aws-load-balancer-controller';

/** Values of the chart, as far as we set them. */
interface LoadBalancerControllerValues {
  readonly clusterName: string;
  readonly region: string;
  readonly vpcId: string;
  readonly replicaCount: number;
  readonly podDisruptionBudget: { readonly maxUnavailable: number };
  readonly serviceAccount: {
    readonly name: string;
    readonly annotations: Readonly<Record<string, string>>;
  };
  /** Off: the webhook would refuse every Service of the cluster while the controller is away. */
  readonly enableServiceMutatorWebhook: false;
  readonly resources: {
    readonly requests: { readonly cpu: string; readonly memory: string };
    readonly limits: { readonly memory: string };
  };
}

/** Fills target groups (FD-05) and makes ALBs and NLBs from Ingresses and Services (D-14). */
export function awsLoadBalancerController(cluster: Cluster): AddOn {
  const { region, vpcId } = awsPlace(cluster);
  const values: LoadBalancerControllerValues = {
    clusterName: cluster.name,
    region,
    vpcId,
    replicaCount: 2,
    podDisruptionBudget: { maxUnavailable: 1 },
    serviceAccount: { name: NAME, annotations: roleAnnotation(cluster, NAME) },
    enableServiceMutatorWebhook: false,
    resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '256Mi' } },
  };
  return {
    name: NAME,
    namespace: 'kube-system',
    chart: { repository: 'https://aws.github.io/eks-charts', name: NAME, version: '3.5.0' },
    values,
    pods: [pods(NAME, values.replicaCount, values.resources)],
    apis: ['elbv2.k8s.aws'],
    kinds: {
      namespaced: [
        'Secret',
        'Service',
        'ServiceAccount',
        'apps/Deployment',
        'policy/PodDisruptionBudget',
        'rbac.authorization.k8s.io/Role',
        'rbac.authorization.k8s.io/RoleBinding',
      ],
      cluster: [
        'admissionregistration.k8s.io/MutatingWebhookConfiguration',
        'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
        'apiextensions.k8s.io/CustomResourceDefinition',
        'elbv2.k8s.aws/IngressClassParams',
        'networking.k8s.io/IngressClass',
        'rbac.authorization.k8s.io/ClusterRole',
        'rbac.authorization.k8s.io/ClusterRoleBinding',
      ],
    },
    ignoreDifferences: [
      // The chart makes a new certificate at every rendering; the first one stays.
      { group: '', kind: 'Secret', name: 'aws-load-balancer-tls', jsonPointers: ['/data'] },
      ...(['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'] as const).map(kind => ({
        group: 'admissionregistration.k8s.io',
        kind,
        name: 'aws-load-balancer-webhook',
        jqPathExpressions: ['.webhooks[].clientConfig.caBundle'],
      })),
    ],
  };
}
