import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Grant } from '../../../constructs/aws';
import { K6_USER, LoadTest } from '../../../constructs/k6';
import type { ServiceLevel } from '../../../constructs/monitoring';
import { TracedConstruct } from '../../../constructs/structure';
import { ConfigMap, irsa, Job, size, type Image } from '../../../constructs/workload';
import type { PodEndpoint } from '../../../model';
import type { FablinkDataStores } from '../data-stores';
import { AWS_APIS } from '../endpoints';
import type { FablinkRoles } from '../roles';
import { backupGrants, failoverGrants, restoreGrants } from './grants';

/** What differs between the drills of two places. */
export interface DrillValues {
  /** Path that the load test asks for: cheap, and through the whole application. */
  readonly path: string;
  /** Class of the machine that a restored database is started on. */
  readonly restoreInstanceClass: string;
}

/** What the system adds. */
export interface DrillSurroundings {
  readonly namespace: string;
  readonly service: PodEndpoint;
  readonly host: string;
  readonly serviceLevel: ServiceLevel;
  readonly stores: FablinkDataStores;
  readonly roles: FablinkRoles;
}

const AWS_CLI: Image = { repository: 'public.ecr.aws/aws-cli/aws-cli', tag: '2.27.50' };

/** Any number does for the AWS CLI. */
const USER = K6_USER;

/** Folder of the scripts inside the pods. */
const FOLDER = '/drill';

const SCRIPTS = ['backup.sh', 'failover.sh', 'load-test.js', 'restore.sh'] as const;

/** Jobs that a person starts before going live and once a quarter; docs/runbooks/ tells how (FP-21). */
export class Drills extends TracedConstruct {
  private readonly scripts: ConfigMap;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: DrillValues & DrillSurroundings,
  ) {
    super(scope, id);
    const data = Object.fromEntries(SCRIPTS.map(name => [name, readFileSync(join(__dirname, name), 'utf8')]));
    this.scripts = new ConfigMap(this, 'drill-scripts', { namespace: props.namespace, data });
    this.loadTest();
    this.database('failover', Duration.minutes(10), failoverGrants(props.stores.database));
    this.database('backup', Duration.hours(2), backupGrants(props.stores.database));
    this.database('restore', Duration.hours(4), restoreGrants(props.stores.database));
  }

  private loadTest(): void {
    const { namespace, service: target, host, path, serviceLevel } = this.props;
    new LoadTest(this, 'drill-load-test', {
      namespace,
      scripts: this.scripts,
      folder: FOLDER,
      file: 'load-test.js',
      target,
      serviceLevel,
      settings: { HOST_HEADER: host, URL_PATH: path },
      size: size('1500m', '2Gi', '1900m', '3Gi'),
      deadline: Duration.minutes(30),
    });
  }

  private database(drill: 'backup' | 'failover' | 'restore', deadline: Duration, grants: readonly Grant[]): void {
    const { namespace, roles, stores, restoreInstanceClass } = this.props;
    const name = `drill-${drill}`;
    const settings = {
      AWS_REGION: stores.settings['AWS_REGION'] ?? '',
      CLUSTER: stores.database.identifier,
      HOME: '/tmp',
      ...(drill === 'restore' && {
        INSTANCE_CLASS: restoreInstanceClass,
        SUBNET_GROUP: `${stores.database.identifier}-subnets`,
      }),
    };
    new Job(this, name, {
      namespace,
      run: 'on-demand',
      image: AWS_CLI,
      command: ['/bin/sh', `${FOLDER}/${drill}.sh`],
      config: new ConfigMap(this, `${name}-config`, { namespace, data: settings }),
      size: size('50m', '128Mi', '200m', '256Mi'),
      user: USER,
      deadline,
      retries: 0,
      calls: [AWS_APIS],
      identity: irsa(roles.grant(drill, name, grants)),
      writable: [{ path: '/tmp', sizeLimit: '64Mi' }],
      files: [{ path: FOLDER, configMap: this.scripts }],
    });
  }
}
