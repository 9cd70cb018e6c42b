import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import {
  AnalysisTemplate,
  AnalysisTemplateSpecMetricsCount as Count,
  AnalysisTemplateSpecMetricsFailureLimit as FailureLimit,
  toJson_AnalysisTemplateSpecMetrics,
} from '../../../imports/argoproj.io';
import { TracedConstruct, wave } from '../structure';

export interface CheckAnalysisProps {
  /** Name of the check and of its AnalysisTemplate. */
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What the controller runs, once a release. */
  readonly job: k8s.JobSpec;
}

/** Name of the one measurement: last part of the Job's name, of which the controller cuts off what is too long. */
const METRIC = 'check';

/** A Job that the Rollouts controller runs as a step of a release: it fails, the release is taken back. */
export class CheckAnalysis extends TracedConstruct {
  constructor(scope: Construct, id: string, { name, namespace, labels, job }: CheckAnalysisProps) {
    super(scope, id);
    const once = { name: METRIC, count: Count.fromNumber(1), failureLimit: FailureLimit.fromNumber(0), provider: {} };
    new ApiObject(this, 'template', {
      ...AnalysisTemplate.GVK,
      metadata: { name, namespace, labels: { ...labels }, annotations: wave('services') },
      spec: {
        metrics: [
          {
            ...toJson_AnalysisTemplateSpecMetrics(once),
            // Pods as Kubernetes' own typings write them: those of the CRD leave volumes open and would garble quantities.
            provider: { job: { metadata: { labels: { ...labels } }, spec: k8s.toJson_JobSpec(job) } },
          },
        ],
      },
    });
  }
}
