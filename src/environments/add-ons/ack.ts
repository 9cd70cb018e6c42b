import type { Cluster } from '../../model';
import type { AddOn } from '../environment';
import { awsPlace, roleAnnotation } from './place';
import { pods } from './pods';

/** Version of the controller of each AWS service: the one whose CRDs stand in crds/. */
const VERSIONS = {
  acm: '1.3.4',
  apigateway: '1.8.1',
  cloudwatch: '1.8.1',
  cloudwatchlogs: '1.4.1',
  dynamodb: '1.9.2',
  ecr: '1.8.1',
  efs: '1.4.1',
  eks: '1.20.0',
  elasticache: '1.8.0',
  iam: '1.8.1',
  kms: '1.4.1',
  rds: '1.11.1',
  s3: '1.10.0',
  sns: '1.6.0',
  wafv2: '1.4.2',
} as const;

/** An AWS service that has a controller here. */
export type AckService = keyof typeof VERSIONS;

/** Values of an ACK chart, as far as we set them. */
interface AckValues {
  readonly aws: { readonly region: string };
  readonly serviceAccount: { readonly annotations: Readonly<Record<string, string>> };
  /** What happens in AWS when an object goes: a single object says `delete` where it means it. */
  readonly deletionPolicy: 'retain';
  /** Both are needed to read what exists without touching it (D-25). */
  readonly featureGates: { readonly ReadOnlyResources: true; readonly ResourceAdoption: true };
  readonly resources: {
    readonly requests: { readonly cpu: string; readonly memory: string };
    readonly limits: { readonly cpu: string; readonly memory: string };
  };
}

/** AWS Controllers for Kubernetes: one controller a service, each with an IAM role of its own. */
export function ackControllers(cluster: Cluster, services: readonly AckService[]): readonly AddOn[] {
  return services.map(service => ackController(cluster, service));
}

function ackController(cluster: Cluster, service: AckService): AddOn {
  const name = `ack-${service}`;
  const values: AckValues = {
    aws: { region: awsPlace(cluster).region },
    serviceAccount: { annotations: roleAnnotation(cluster, name) },
    deletionPolicy: 'retain',
    featureGates: { ReadOnlyResources: true, ResourceAdoption: true },
    resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '100m', memory: '128Mi' } },
  };
  return {
    name,
    namespace: 'ack-system',
    chart: {
      repository: 'public.ecr.aws/aws-controllers-k8s',
      name: `${service}-chart`,
      version: VERSIONS[service],
    },
    values,
    pods: [pods(name, 1, values.resources)],
    // Each chart brings the CRDs that all of them share (AdoptedResource, FieldExport).
    application: 'ack',
    apis: [`${service}.services.k8s.aws`],
    kinds: {
      namespaced: [
        'ServiceAccount',
        'apps/Deployment',
        'rbac.authorization.k8s.io/Role',
        'rbac.authorization.k8s.io/RoleBinding',
      ],
      cluster: [
        'apiextensions.k8s.io/CustomResourceDefinition',
        'rbac.authorization.k8s.io/ClusterRole',
        'rbac.authorization.k8s.io/ClusterRoleBinding',
      ],
    },
  };
}
