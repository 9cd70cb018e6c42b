import type { Construct } from 'constructs';
import { EksContract, secretsGrant, type EksContractProps } from '../../constructs/aws';
import type { ServiceLevel } from '../../constructs/monitoring';
import { AwsSecretStore } from '../../constructs/secrets';
import { listed, System } from '../../constructs/structure';
import { Namespace, Priorities } from '../../constructs/tenancy';
import { irsa, type Release } from '../../constructs/workload';
import { FablinkAlarms, type AlarmValues } from './alarms';
import { Backend, BACKEND, MIGRATION, type BackendValues } from './backend';
import { FablinkDataStores, type FablinkData } from './data-stores';
import { Drills, type DrillValues } from './drills/drills';
import { exposureOf, namespaceLabels, openTo } from './exposure';
import { FablinkImages, type FablinkImagesValues } from './images';
import { FablinkEntry, FablinkPublicApi, type EntryValues, type PublicApiValues } from './public-api';
import { weightedRelease, type WeightedReleaseValues } from './release/checks';
import { FablinkRoles } from './roles';
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
  /** Where the backend sends traces. @default nowhere; API Gateway traces by itself */
  readonly traces?: 'collector';
  readonly serviceLevel: ServiceLevel;
  /** What CloudWatch tells people of. @default nothing */
  readonly alarms?: AlarmValues;
  /** Moves requests to a new version share by share; needs an ALB. @default pods are replaced one by one */
  readonly weightedRelease?: WeightedReleaseValues;
  /** Jobs that a person starts to rehearse bad days. @default none */
  readonly drills?: DrillValues;
  /** Asks the backend after each sync. @default the release's last analysis does */
  readonly syncCheck?: SyncCheckValues;
}

/** FabLink's API: a Django backend over Aurora and DynamoDB, behind API Gateway. (FD, FP) */
export class Fablink extends System {
  constructor(scope: Construct, id: string, props: FablinkProps) {
    super(scope, id);
    const { namespace, secret, entry, release, serviceLevel } = props;
    const [host = ''] = props.backend.hosts;
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

    const role = roles.grant('backend', BACKEND, [...stores.databaseGrants, ...stores.tableGrants]);
    const migrationRole = roles.grantAny('migrate', MIGRATION, stores.databaseGrants);
    const backend = new Backend(this.app, 'backend', {
      ...props.backend,
      namespace,
      secret,
      release,
      repository: images.repository,
      identity: irsa(role),
      ...(migrationRole && { migrationIdentity: irsa(migrationRole) }),
      secretStore: new AwsSecretStore(this.app, 'secrets', {
        namespace,
        roleArn: roles.grant('secrets', AwsSecretStore.reader('secrets'), [
          secretsGrant(this.cloud, 'ReadSecrets', [secret]),
        ]),
      }),
      stores,
      serviceLevel,
      ...(props.traces && { traces: props.traces }),
      ...(props.weightedRelease && {
        weightedRelease: weightedRelease(this.app, { ...props.weightedRelease, namespace, host, serviceLevel }),
      }),
      exposure: exposureOf(entry),
      openTo: openTo(this.cluster, entry),
    });
    const service = { name: backend.endpoint.service, port: backend.endpoint.port };
    const weighted = props.weightedRelease && { weighted: service.name };
    new FablinkEntry(this.app, service.name, { namespace, entry, service, ...weighted });
    new FablinkPublicApi(this.cloud, 'public-api', { ...props.publicApi, namespace, service });
    if (props.alarms) {
      const { publicApi, backend: values, data } = props;
      new FablinkAlarms(this.cloud, 'alarms', { ...props.alarms, namespace, publicApi, backend: values, data, stores });
    }
    if (props.drills) {
      const surroundings = { namespace, service: backend.endpoint, host, serviceLevel, stores, roles };
      new Drills(this.app, 'drills', { ...props.drills, ...surroundings });
    }
    if (props.syncCheck) {
      new SyncCheck(this.app, 'sync-check', { ...props.syncCheck, namespace, service: backend.endpoint });
    }
  }
}

/** Lists FabLink in an environment. */
export const fablink = listed('fablink', Fablink);
