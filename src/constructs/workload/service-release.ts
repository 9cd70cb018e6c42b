import type { Construct } from 'constructs';
import type { PodEndpoint } from '../../model';
import { previewService, type NamedCheck, type ReleaseJudge, type WeightedRelease } from '../release';
import { Place } from '../structure';
import { Job, type JobProps } from './job';
import type { ServiceProps } from './service';

/**
 * Something that is tried on the complete new version before it gets a request, in a pod of its own. The environment
 * variable `RELEASE_URL` says where the new version answers (`http://web-preview:8080`).
 */
export interface ReleaseCheck
  extends
    NamedCheck,
    Pick<JobProps, 'image' | 'command' | 'size' | 'user' | 'deadline' | 'env' | 'config' | 'files' | 'writable'> {
  /** What it is (`integration`): last part of the name of its pods, `<service>-<name>`. */
  readonly name: string;
}

/** A release of a service, with the pods that check it. */
export type ServiceRelease = WeightedRelease<ReleaseCheck>;

/**
 * By what a service's new version is judged: one statement for releases and for what watches.
 * @throws Error in plain words where something is missing without which shares of requests cannot be moved or judged
 */
export function judgeOf(scope: Construct, name: string, props: ServiceProps): ReleaseJudge {
  const { exposure, replicas, requests: metrics, serviceLevel } = props;
  const prometheus = Place.of(scope).watchedBy?.prometheus;
  const missing = (what: string): Error => new Error(`release of ${name}: ${what}`);
  if (exposure?.type !== 'load-balancer') {
    throw missing('expected exposure by a load balancer: nothing else moves requests by share');
  }
  if (replicas.type === 'scheduled') {
    throw missing('got scheduled replicas, expected fixed or autoscaled: without pods there is nothing to judge');
  }
  if (metrics === undefined || serviceLevel === undefined) {
    throw missing('expected `requests` and `serviceLevel`: a new version is judged by them');
  }
  if (prometheus === undefined) {
    throw missing('nobody watches this environment; give it a Prometheus, or leave the release out');
  }
  return { serviceLevel, metrics, prometheus };
}

/** Makes the pods that check a new version. Their names are those of the AnalysisTemplates. */
export function checksOf(
  scope: Construct,
  release: ServiceRelease,
  service: PodEndpoint,
  namespace: string,
): readonly string[] {
  if (release.type === 'canary') return [];
  const url = `http://${previewService(service.service)}:${service.port}`;
  return release.checks.map(({ name, env, ...check }) => {
    const props = { ...check, namespace, env: { ...env, RELEASE_URL: url }, calls: [service] };
    return new Job(scope, `${service.service}-${name}`, { ...props, run: 'in-release', retries: 0 }).name;
  });
}
