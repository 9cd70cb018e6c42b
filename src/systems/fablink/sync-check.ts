import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { TracedConstruct } from '../../constructs/structure';
import { Job, size, type Image } from '../../constructs/workload';
import type { PodEndpoint } from '../../model';

/** What is asked after each sync. */
export interface SyncCheckValues {
  /** Paths that must answer with a status below 400. */
  readonly paths: readonly string[];
  /** Host header, because Django refuses names it does not know. */
  readonly host: string;
}

/** What the system adds. */
export interface SyncCheckSurroundings {
  readonly namespace: string;
  readonly service: PodEndpoint;
}

const CURL: Image = { repository: 'docker.io/curlimages/curl', tag: '8.16.0' };

/** `curl_user` in the image. */
const USER = 100;

/** Asks the service after every sync; where it does not answer, the sync fails (FD-07). */
export class SyncCheck extends TracedConstruct {
  constructor(scope: Construct, id: string, props: SyncCheckValues & SyncCheckSurroundings) {
    super(scope, id);
    const { namespace, service } = props;
    new Job(this, `${service.service}-check`, {
      namespace,
      run: 'after-sync',
      image: CURL,
      command: command(props),
      size: size('10m', '32Mi', '100m', '64Mi'),
      user: USER,
      deadline: Duration.minutes(2),
      retries: 1,
      calls: [service],
    });
  }
}

function command({ host, paths, service }: SyncCheckValues & SyncCheckSurroundings): string[] {
  return [
    'curl',
    ...['--fail', '--fail-early', '--silent', '--show-error', '--max-time', '5'],
    // Network policies reach a new pod's node some seconds late: the first connections may be dropped.
    ...['--retry', '10', '--retry-all-errors', '--retry-delay', '3'],
    ...['--header', `Host: ${host}`],
    ...paths.flatMap(path => ['--output', '/dev/null', `http://${service.service}:${service.port}${path}`]),
  ];
}
