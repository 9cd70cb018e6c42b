import type { Construct } from 'constructs';
import { Probe, ProbeSpecProberScheme } from '../../../imports/monitoring.coreos.com';
import type { PodEndpoint } from '../../model';
import { TracedConstruct } from '../structure';
import { PROBE } from './metrics/probe';
import { SAMPLES } from './monitor';
import { statusOf, type ProbeModule } from './probe-modules';
import { addressRules, type WatchedAddress } from './rules/address-rules';
import { AlertRules } from './rules/alert-rules';

export interface AddressProbeProps extends Omit<WatchedAddress, 'job' | 'status'> {
  /** Whole addresses that are asked, all of {@link WatchedAddress.host}. */
  readonly urls: readonly string[];
  readonly module: ProbeModule;
  /** The blackbox exporter. */
  readonly prober: PodEndpoint;
}

/** Time between two looks. */
const INTERVAL = '30s';

/** Path at which the exporter looks at an address. */
const PATH = '/probe';

/**
 * Has Prometheus ask the blackbox exporter whether addresses answer, and tells when they do not. The series carry `job`
 * (the Probe's name), `namespace` and, as `instance`, the address.
 */
export class AddressProbe extends TracedConstruct {
  readonly watched: WatchedAddress;

  constructor(scope: Construct, id: string, props: AddressProbeProps) {
    super(scope, id);
    const { urls, module, prober, namespace, service } = props;
    const job = `${service}-public`;
    this.watched = { ...props, job, status: statusOf(module) };
    this.declare({ type: 'monitor', job, namespace, endpoint: prober, path: PATH, metrics: Object.values(PROBE) });
    new Probe(this, 'probe', {
      metadata: { name: job, namespace, labels: { 'app.kubernetes.io/name': job } },
      spec: {
        jobName: job,
        module,
        prober: {
          scheme: ProbeSpecProberScheme.HTTP,
          url: `${prober.service}.${prober.namespace}.svc.cluster.local:${prober.port}`,
          path: PATH,
        },
        targets: { staticConfig: { static: [...urls], labels: { namespace } } },
        interval: INTERVAL,
        scrapeTimeout: '10s',
        sampleLimit: SAMPLES,
      },
    });
    new AlertRules(this, 'rules', { name: job, namespace, groups: [addressRules(this.watched)] });
  }
}
