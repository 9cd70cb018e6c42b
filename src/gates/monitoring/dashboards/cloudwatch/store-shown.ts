import type { KubeObject } from '../../../../model';
import { groupKindOf } from '../../../identity/group-kind';
import type { RuleTexts } from '../../../schema/object-rule';
import type { EnvironmentObjects } from '../../../reference/environment-objects';
import { referenceRule } from '../../../reference/reference-rule';
import { KNOWN_METRICS, namesIn } from '../../../reference/aws/cloudwatch-metrics';
import { cloudDashboardsOf } from './cloudwatch-dashboards';

/** What AWS runs and tells of: kind, and one of the metrics that name it. */
const STORES: Readonly<Record<string, { readonly metric: string; readonly dimension: string }>> = {
  'apigateway.services.k8s.aws/Stage': { metric: 'AWS/ApiGateway Count', dimension: 'Stage' },
  'dynamodb.services.k8s.aws/Table': { metric: 'AWS/DynamoDB ConsumedReadCapacityUnits', dimension: 'TableName' },
  'efs.services.k8s.aws/FileSystem': { metric: 'AWS/EFS PercentIOLimit', dimension: 'FileSystemId' },
  'elasticache.services.k8s.aws/ReplicationGroup': {
    metric: 'AWS/ElastiCache CurrConnections',
    dimension: 'CacheClusterId',
  },
  'rds.services.k8s.aws/DBInstance': { metric: 'AWS/RDS DatabaseConnections', dimension: 'DBInstanceIdentifier' },
  's3.services.k8s.aws/Bucket': { metric: 'AWS/S3 BucketSizeBytes', dimension: 'BucketName' },
};

/** The kind is made by the controller of CloudWatch: where it is not installed, nobody watches there. */
const CONTROLLER = 'cloudwatch.services.k8s.aws';

const example =
  'kind: Dashboard # of cloudwatch.services.k8s.aws, with metrics of DBInstance shop-1, beside that instance';
const text: RuleTexts = {
  en: {
    rule: 'Where CloudWatch’s controller is installed, a dashboard of CloudWatch shows every database instance, table, cache, bucket, file system and API stage.',
    reason:
      'What AWS runs sends its figures to CloudWatch alone: Grafana knows nothing of it, and whoever is woken by it finds no picture.',
    example,
  },
  ko: {
    rule: 'CloudWatch 컨트롤러가 있는 환경에서는 모든 데이터베이스 인스턴스, 테이블, 캐시, 버킷, 파일 시스템, API 스테이지가 CloudWatch 대시보드에 나온다.',
    reason:
      'AWS가 운영하는 것은 수치를 CloudWatch로만 보낸다. Grafana는 그것을 모르며, 그 때문에 깨어난 사람은 볼 그림이 없다.',
    example,
  },
};

/** What AWS runs can be looked at. */
export const storeShown = referenceRule('store-shown', text, function* (object, environment) {
  const store = STORES[groupKindOf(object)];
  if (store === undefined || environment.facts?.apis.includes(CONTROLLER) !== true) return;
  const shown = valuesShown(environment, store.dimension);
  const lacking = namesOf(object, store, environment).filter(name => !shown.has(name));
  if (lacking.length === 0) return;
  yield {
    steps: ['metadata', 'name'],
    message: `found ${lacking.join(', ')}, which no dashboard of CloudWatch shows`,
    expected: `a Dashboard with metrics whose ${store.dimension} is ${lacking.join(' and ')}`,
    mend: 'list the system `monitoring` in the environment, and the kind in managed-stores.ts',
  };
});

/** Names of one object in AWS; those of all its kind where the name stands elsewhere, as that of a file system does. */
function namesOf(
  object: KubeObject,
  { metric, dimension }: { readonly metric: string; readonly dimension: string },
  environment: EnvironmentObjects,
): readonly string[] {
  const known = KNOWN_METRICS[metric]?.dimensions[dimension];
  if (known === undefined) return [];
  return 'kind' in known && known.kind === groupKindOf(object) ? known.names(object) : namesIn(known, environment);
}

function valuesShown(environment: EnvironmentObjects, dimension: string): ReadonlySet<string> {
  const metrics = cloudDashboardsOf(environment).flatMap(({ widgets }) => widgets.flatMap(each => each.metrics));
  const values = metrics.flatMap(({ dimensions }) => dimensions.list.filter(({ name }) => name === dimension));
  return new Set(values.map(({ value }) => String(value)));
}
