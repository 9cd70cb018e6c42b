import type { Construct } from 'constructs';
import type { PodEndpoint } from '../../model';
import type { ServiceLevel } from '../monitoring';
import { TracedConstruct } from '../structure';
import { ConfigMap, Job, type JobProps } from '../workload';
import { k6, scriptTargets, type K6Script } from './k6';

export interface LoadTestProps extends K6Script, Pick<JobProps, 'namespace' | 'size' | 'deadline'> {
  /** What gets the requests, in the same namespace; the script reads its address from `URL`. */
  readonly target: PodEndpoint;
  /** By what the answers are judged; the script reads it from `SERVICE_LEVEL`. */
  readonly serviceLevel: ServiceLevel;
  /** What else the script reads from its environment. */
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * Requests of many users to a service, judged by what it promises. A person starts it; the Job fails where the promise
 * was broken. (FP-16, LP-17)
 */
export class LoadTest extends TracedConstruct {
  constructor(scope: Construct, name: string, props: LoadTestProps) {
    super(scope, name);
    const { namespace, size, deadline, target, serviceLevel, settings } = props;
    const data = {
      ...settings,
      SERVICE_LEVEL: scriptTargets(serviceLevel),
      URL: `http://${target.service}:${target.port}`,
    };
    new Job(this, name, {
      ...k6(props),
      namespace,
      run: 'on-demand',
      config: new ConfigMap(this, `${name}-config`, { namespace, data }),
      size,
      deadline,
      // A second run would find what the first has left: full caches, more pods.
      retries: 0,
      calls: [target],
    });
  }
}
