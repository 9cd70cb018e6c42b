import type { Construct } from 'constructs';
import {
  created,
  EksContract,
  LogGroup,
  secretsGrant,
  tracesGrant,
  type EksContractProps,
  type RetentionDays,
} from '../../constructs/aws';
import { AwsSecretStore } from '../../constructs/secrets';
import { listed, System } from '../../constructs/structure';
import { Namespace, Priorities } from '../../constructs/tenancy';
import type { Release } from '../../constructs/workload';
import { Backend, BACKEND, MIGRATION, type BackendValues } from './backend';
import { FablinkDataStores, type FablinkData } from './data-stores';
import { Drills, type DrillValues } from './drills/drills';
import { exposureOf, namespaceLabels, openTo } from './exposure';
import { FablinkImages, type FablinkImagesValues } from './images';
import { FablinkEntry, FablinkPublicApi, type EntryValues, type PublicApiValues } from './public-api';
import { FablinkRoles } from './roles';
import type { ServiceLevel } from './service-level';
import { SyncCheck, type SyncCheckValues } from './sync-check';

/** What differs from one FabLink to the next. */
export interface FablinkProps {
  /** Namespace of everything; also the first part of the names of IAM roles. */
  readonly namespace: string;
  readonly release: Release;
  readonly images: FablinkImagesValues;
  /** IAM roles, one a ServiceAccount, and the requirements that ask for them. */
  readonly roles: { readonly requirements: readonly string[] };
  readonly clusterContract: EksContractProps;
  readonly data: FablinkData;
  /** Name of the backend's secret in AWS Secrets Manager. */
  readonly secret: string;
  readonly backend: BackendValues;
  readonly entry: EntryValues;
  readonly publicApi: PublicApiValues;
  /** CloudWatch log group of the backend, and how long it keeps. @default logs stay on the nodes */
  readonly logs?: { readonly group: string; readonly retentionDays: RetentionDays };
  readonly serviceLevel: ServiceLevel;
  /** Jobs that a person starts to rehearse bad days. @default none */
  readonly drills?: DrillValues;
  /** Asks the backend after each sync. @default the release's last analysis does */
  readonly syncCheck?: SyncCheckValues;
}

/** FabLink's API: a Django backend over Aurora and DynamoDB, behind API Gateway. (FD, FP) */
export class Fablink extends System {
  constructor(scope: Construct, id: string, props: FablinkProps) {
    super(scope, id);
    const { namespace, secret, entry, release } = props;
    const roles = new FablinkRoles(this, namespace, props.roles.requirements);

    new Namespace(this.base, namespace, { labels: namespaceLabels(entry) });
    new Priorities(this.base, 'priorities', ['service', 'job']);
    new EksContract(this.base, 'cluster', props.clusterContract);

    const images = new FablinkImages(this.cloud, 'images', { namespace, ...props.images });
    const stores = new FablinkDataStores(this.cloud, 'data-stores', {
      namespace,
      backendRoleArn: roles.arn('backend'),
      ...props.data,
    });
    if (props.logs) {
      const { group: logGroupName, retentionDays } = props.logs;
      new LogGroup(this.cloud, `${BACKEND}-logs`, { namespace, logGroupName, ownership: created(), retentionDays });
    }

    const backend = new Backend(this.app, 'backend', {
      ...props.backend,
      namespace,
      secret,
      release,
      repository: images.repository,
      roleArn: roles.grant('backend', BACKEND, [...stores.databaseGrants, ...stores.tableGrants, tracesGrant()]),
      migrationRoleArn: roles.grantAny('migrate', MIGRATION, stores.databaseGrants),
      secretStore: new AwsSecretStore(this.app, 'secrets', {
        namespace,
        roleArn: roles.grant('secrets', 'secrets-reader', [secretsGrant(this.cloud, 'ReadSecrets', [secret])]),
      }),
      stores,
      exposure: exposureOf(entry),
      openTo: openTo(this.cluster, entry),
    });
    const service = { name: backend.endpoint.service, port: backend.endpoint.port };
    new FablinkEntry(this.app, service.name, { namespace, entry, service });
    new FablinkPublicApi(this.cloud, 'public-api', { ...props.publicApi, namespace, service });
    if (props.drills) {
      const [host = ''] = props.backend.hosts;
      const surroundings = {
        namespace,
        service: backend.endpoint,
        host,
        serviceLevel: props.serviceLevel,
        stores,
        roles,
      };
      new Drills(this.app, 'drills', { ...props.drills, ...surroundings });
    }
    if (props.syncCheck) {
      new SyncCheck(this.app, 'sync-check', { ...props.syncCheck, namespace, service: backend.endpoint });
    }
  }
}

/** Lists FabLink in an environment. */
export const fablink = listed('fablink', Fablink);
