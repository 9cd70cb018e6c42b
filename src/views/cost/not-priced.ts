import type { Declared, Manifest, PurchaseDeclaration } from '../../model';

/** Kinds by which something is bought in a cloud, and what is billed. */
const COSTLY: Readonly<Record<string, string>> = {
  '/PersistentVolumeClaim': 'a disk, where its class makes one',
  'rds.services.k8s.aws/DBCluster': 'storage, input and output, backups',
  'rds.services.k8s.aws/DBInstance': 'instance hours',
  'dynamodb.services.k8s.aws/Table': 'requests and storage',
  'apigateway.services.k8s.aws/RestAPI': 'calls',
  'kms.services.k8s.aws/Key': 'keys and calls',
  'wafv2.services.k8s.aws/WebACL': 'web ACL, rules and requests',
  'cloudwatch.services.k8s.aws/Dashboard': 'dashboards beyond the account’s third',
  'cloudwatch.services.k8s.aws/MetricAlarm': 'alarms',
  'cloudwatchlogs.services.k8s.aws/LogGroup': 'ingestion and storage',
  'eks.services.k8s.aws/Addon': 'what it sends: Container Insights by observations',
  'ecr.services.k8s.aws/Repository': 'storage',
  'efs.services.k8s.aws/FileSystem': 'storage',
  'elasticache.services.k8s.aws/ReplicationGroup': 'node hours',
  's3.services.k8s.aws/Bucket': 'storage and requests',
  'sns.services.k8s.aws/Topic': 'requests and deliveries',
  'servicebus.azure.com/Namespace': 'operations or messaging units',
  'dbforpostgresql.azure.com/FlexibleServer': 'server hours, storage, backups',
  'cache.azure.com/RedisEnterprise': 'instance hours',
  'keyvault.azure.com/Vault': 'operations',
  'network.azure.com/PrivateEndpoint': 'hours and traffic',
  'network.azure.com/PrivateDnsZone': 'zones and queries',
  'insights.azure.com/MetricAlert': 'time series that are judged',
  'operationalinsights.azure.com/Workspace': 'ingestion and storage',
  'storage.azure.com/StorageAccount': 'storage and operations',
  'networking.k8s.io/Ingress': 'a load balancer, where its controller makes one for it',
};

/** Something that costs money and that no purchase prices. */
export interface NotPriced {
  readonly object: string;
  /** What is billed. */
  readonly billed: string;
}

/** Objects of dist/ that make something which is paid for, and that no purchase names. */
export function notPriced(
  manifests: readonly Manifest[],
  purchases: readonly Declared<PurchaseDeclaration>[],
): readonly NotPriced[] {
  const priced = new Set(purchases.map(({ object }) => object));
  return manifests.flatMap(({ object: { apiVersion, kind, metadata }, tree }) => {
    const object = `${kind}/${metadata.name}`;
    const billed = COSTLY[`${apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')))}/${kind}`];
    return tree !== 'dist' || billed === undefined || priced.has(object) ? [] : [{ object, billed }];
  });
}
