import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { NGINX_LOG } from '../../../constructs/monitoring';
import { accessLogExporter, withAccessLog, withoutAccessLog } from '../../../constructs/nginx';
import { Place, TracedConstruct } from '../../../constructs/structure';
import { ConfigMap, releasedImage, Service, size, type Probes, type Release } from '../../../constructs/workload';
import type { Origin, PodEndpoint } from '../../../model';
import { LINGERING, type ServiceValues } from '../fastapi';

export interface MemoFrontendProps extends ServiceValues {
  readonly namespace: string;
  readonly release: Release;
  /** Registry of the image, with its folder. */
  readonly registry: string;
  readonly fastapi: PodEndpoint;
  /** Callers that no workload declares: the ingress controller. */
  readonly openTo: readonly Origin[];
}

/** `nginx` in the official image, which the front end's is built on. */
const USER = 101;

const FOLDER = '/etc/nginx/garam';

/** Pages in the browser: SvelteKit built to files, served by nginx. (MM-01) */
export class MemoFrontend extends TracedConstruct {
  readonly endpoint: PodEndpoint;

  constructor(scope: Construct, id: string, props: MemoFrontendProps) {
    super(scope, id);
    const { namespace, release, registry, replicas, rollout, fastapi, openTo } = props;
    const isWatched = Place.of(this).watchedBy !== undefined;
    const configuration = readFileSync(join(__dirname, 'nginx.conf'), 'utf8');
    const files = new ConfigMap(this, 'frontend-config', {
      namespace,
      data: { 'nginx.conf': (isWatched ? withAccessLog : withoutAccessLog)(configuration) },
    });
    this.endpoint = new Service(this, 'frontend', {
      namespace,
      image: releasedImage(release, 'sgcc-frontend', `${registry}/sgcc-frontend`),
      size: size('20m', '32Mi', '200m', '64Mi'),
      replicas,
      ...(rollout && { rollout }),
      user: USER,
      // An unprivileged port: nobody here may open one below 1024.
      port: 8080,
      command: ['nginx', '-c', `${FOLDER}/nginx.conf`, '-g', 'daemon off;'],
      files: [{ path: FOLDER, configMap: files }],
      probes: PROBES,
      tier: 'application',
      calls: [fastapi],
      openTo,
      ...(isWatched && { exporter: accessLogExporter(this, { namespace, versions: 'one' }), requests: NGINX_LOG }),
      exposure: { type: 'load-balancer', lingering: LINGERING },
    }).endpoint;
  }
}

/** Where nginx says that it runs. */
export const FRONTEND_HEALTH = '/healthz';

const CHECK = { path: FRONTEND_HEALTH, every: Duration.seconds(10), timeout: Duration.seconds(3) } as const;
const PROBES: Probes = { liveness: { ...CHECK, failures: 6 }, readiness: { ...CHECK, failures: 3 } };
