import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { NGINX_LOG } from '../../../constructs/monitoring';
import { accessLogExporter, withAccessLog, withoutAccessLog } from '../../../constructs/nginx';
import { Place, TracedConstruct } from '../../../constructs/structure';
import { ConfigMap, Service, size, type Probes, type ServiceRelease } from '../../../constructs/workload';
import type { Origin, PodEndpoint } from '../../../model';
import { runningAs, type ShopServiceProps } from '../service';

export interface ShopFrontendProps extends ShopServiceProps {
  readonly main: PodEndpoint;
  /** Who calls from outside the cluster. */
  readonly openTo: readonly Origin[];
  /** How a new version takes over. @default pod by pod */
  readonly shares: ServiceRelease | undefined;
}

/** `nginx` in the official image, which the front end's is built on. */
const USER = 101;

const FOLDER = '/etc/nginx/garam';

/** Pages in the browser: React built to files, served by nginx, which hands `/api` to main. (LP-02) */
export class ShopFrontend extends TracedConstruct {
  readonly endpoint: PodEndpoint;

  constructor(scope: Construct, id: string, props: ShopFrontendProps) {
    super(scope, id);
    const { namespace, main, openTo, shares } = props;
    const isWatched = Place.of(this).watchedBy !== undefined;
    const files = new ConfigMap(this, 'frontend-config', {
      namespace,
      data: { 'nginx.conf': (isWatched ? withAccessLog : withoutAccessLog)(configuration(main)) },
      versions: shares ? 'one-a-content' : 'one',
    });
    this.endpoint = new Service(this, 'frontend', {
      ...runningAs('frontend', props),
      size: size('20m', '32Mi', '200m', '64Mi'),
      user: USER,
      // An unprivileged port: nobody here may open one below 1024.
      port: 8080,
      command: ['nginx', '-c', `${FOLDER}/nginx.conf`, '-g', 'daemon off;'],
      files: [{ path: FOLDER, configMap: files }],
      probes: PROBES,
      calls: [main],
      openTo,
      ...(isWatched && {
        exporter: accessLogExporter(this, { namespace, versions: shares ? 'one-a-content' : 'one' }),
        requests: NGINX_LOG,
      }),
      ...(shares && { release: shares }),
    }).endpoint;
  }
}

/** The file with main's address filled in, which is another namespace's, so a full name. */
function configuration({ service, namespace, port }: PodEndpoint): string {
  const address = `${service}.${namespace}.svc.cluster.local:${port}`;
  return readFileSync(join(__dirname, 'nginx.conf'), 'utf8').replaceAll('{main}', address);
}

/** Where nginx says that it runs. */
export const FRONTEND_HEALTH = '/health';

const CHECK = { path: FRONTEND_HEALTH, every: Duration.seconds(10), timeout: Duration.seconds(3) } as const;
const PROBES: Probes = { liveness: { ...CHECK, failures: 6 }, readiness: { ...CHECK, failures: 3 } };
