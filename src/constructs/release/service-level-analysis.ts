import type { Construct } from 'constructs';
import {
  AnalysisTemplate,
  AnalysisTemplateSpecMetricsConsecutiveErrorLimit as ErrorLimit,
  AnalysisTemplateSpecMetricsCount as Count,
  AnalysisTemplateSpecMetricsFailureLimit as FailureLimit,
  AnalysisTemplateSpecMetricsInconclusiveLimit as InconclusiveLimit,
  type AnalysisTemplateSpecMetrics,
} from '../../../imports/argoproj.io';
import { RequestQueries } from '../monitoring';
import { TracedConstruct, wave } from '../structure';
import type { ReleaseJudge } from './weighted-release';

export interface ServiceLevelAnalysisProps extends ReleaseJudge {
  /** Name of the service, and of the template: `<service>-service-level`. */
  readonly service: string;
  readonly namespace: string;
}

/** What a Rollout has to fill in: the pod-template hash of the version that is judged. */
export const JUDGED_VERSION = 'hash';

/** What one look sees: long enough for four scrapes, and for the fewest requests of a small share. */
const WINDOW = '2m';

/** Looks at each share, and how many of them may see too little: a share that most looks cannot judge is not judged. */
const LOOKS = { count: 5, tooLittle: 2 } as const;

/**
 * Questions in a row that Prometheus may leave unanswered. Ten seconds lie between two, and a question waits for as long
 * as `TIMEOUT_SECONDS`, so that it may be away for five minutes and more: it restarts in less. Nobody goes on blindly for
 * longer: the release is taken back.
 */
const UNANSWERED = 30;

/** Time for one answer; the controller's own is 30 s, in which nobody would know that nobody answers. */
const TIMEOUT_SECONDS = 5;

/**
 * Judges one version of a service by what users are promised: share of failed requests, share of slow ones. One bad
 * look takes the release back; looks that see fewer requests than can be judged, or nothing at all, are no verdict and
 * make it wait for a person.
 */
export class ServiceLevelAnalysis extends TracedConstruct {
  /** Name of the AnalysisTemplate. */
  readonly templateName: string;

  constructor(scope: Construct, id: string, props: ServiceLevelAnalysisProps) {
    super(scope, id);
    const { service, namespace } = props;
    this.templateName = `${service}-service-level`;
    new AnalysisTemplate(this, 'template', {
      metadata: {
        name: this.templateName,
        namespace,
        labels: { 'app.kubernetes.io/name': service },
        annotations: wave('services'),
      },
      spec: { args: [{ name: JUDGED_VERSION }], metrics: metricsOf(props) },
    });
  }
}

function metricsOf(props: ServiceLevelAnalysisProps): AnalysisTemplateSpecMetrics[] {
  const { service, namespace, serviceLevel } = props;
  const queries = new RequestQueries(props.metrics, {
    namespace,
    job: service,
    rollouts_pod_template_hash: `{{args.${JUDGED_VERSION}}}`,
  });
  const { availability, errorRatio = rest(availability), latency } = serviceLevel;
  const judge = (name: string, ratio: string, most: number): AnalysisTemplateSpecMetrics => ({
    name,
    // The first look sees requests of its own share only.
    initialDelay: WINDOW,
    interval: '1m',
    count: Count.fromNumber(LOOKS.count),
    failureLimit: FailureLimit.fromNumber(0),
    inconclusiveLimit: InconclusiveLimit.fromNumber(LOOKS.tooLittle),
    consecutiveErrorLimit: ErrorLimit.fromNumber(UNANSWERED),
    ...verdict(most),
    provider: {
      prometheus: {
        address: addressOf(props),
        timeout: TIMEOUT_SECONDS,
        query: `(${ratio}) and (${queries.requests(WINDOW)} >= ${serviceLevel.minimumRequests})`,
      },
    },
  });
  return [
    judge('error-ratio', queries.errorRatio(WINDOW), errorRatio),
    ...latency.map(({ share, seconds }) =>
      judge(`latency-p${percent(share)}`, queries.slowRatio(seconds, WINDOW), rest(share)),
    ),
  ];
}

/** Good up to the limit, bad above; neither where Prometheus has nothing to say: no value, or none that is a number. */
function verdict(most: number): Pick<AnalysisTemplateSpecMetrics, 'successCondition' | 'failureCondition'> {
  const known = 'len(result) > 0 && !isNaN(result[0])';
  return {
    successCondition: `${known} && result[0] <= ${most}`,
    failureCondition: `${known} && result[0] > ${most}`,
  };
}

/** What is left of 1, as a document would write it: 0.001, not 0.0010000000000000009. */
function rest(share: number): number {
  return Number((1 - share).toFixed(6));
}

/** `0.95` → `95`, `0.999` → `99.9`. */
function percent(share: number): number {
  return Number((share * 100).toFixed(4));
}

function addressOf({ prometheus: { service, namespace, port } }: ServiceLevelAnalysisProps): string {
  return `http://${service}.${namespace}.svc.cluster.local:${port}`;
}
