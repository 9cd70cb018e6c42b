import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import {
  Rollout,
  RolloutSpecStrategyCanaryMaxSurge as MaxSurge,
  RolloutSpecStrategyCanaryMaxUnavailable as MaxUnavailable,
  toJson_RolloutSpec,
  type RolloutSpec,
  type RolloutSpecStrategyCanary,
} from '../../../imports/argoproj.io';
import { TracedConstruct, wave } from '../structure';
import { ReleaseServices } from './release-services';
import { releaseSteps } from './release-steps';
import { ServiceLevelAnalysis } from './service-level-analysis';
import type { ReleaseJudge, WeightedRelease } from './weighted-release';

export interface WeightedRolloutProps {
  /** Name of the service, of its Rollout and of its root Service, which selects the pods of all versions. */
  readonly name: string;
  readonly namespace: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly template: k8s.PodTemplateSpec;
  /** @default an autoscaler sets the number */
  readonly replicas?: number;
  readonly port: number;
  readonly portName: string;
  readonly release: WeightedRelease;
  readonly judge: ReleaseJudge;
  /** AnalysisTemplates of the checks before the first share, in this order. */
  readonly checks: readonly string[];
}

/** Label by which the Rollouts controller tells the pods of versions apart. */
export const VERSION_LABEL = 'rollouts-pod-template-hash';

/** Versions that run at the same time at the most, each at full size. */
export const VERSIONS = 2;

/** Time for new pods to get ready, nodes that have to be started included. The release is taken back after it. */
const PROGRESS_SECONDS = 600;

/** How long a pod must stay ready to count: one that breaks under its first requests does not. */
const MIN_READY_SECONDS = 10;

/** How long a refused version stays for people to look at; it gets no requests. */
const REFUSED_STAYS_SECONDS = 300;

/** How long the old version stays at full size after the last share: the way back is instant meanwhile. */
const OLD_STAYS_SECONDS = 300;

/**
 * A workload whose new version gets requests share by share, by an ALB, and that goes back by itself when it is bad.
 * The canary strategy in both forms: the controller's own blue-green loses requests behind an ALB (argo-rollouts#4834).
 * The last wave, since nothing may wait behind a pause. (FP-14, LP-16, D-13, D-28)
 */
export class WeightedRollout extends TracedConstruct {
  constructor(scope: Construct, id: string, props: WeightedRolloutProps) {
    super(scope, id);
    const { name, namespace, selector, template } = props;
    new ApiObject(this, 'rollout', {
      ...Rollout.GVK,
      metadata: { name, namespace, labels: { ...selector }, annotations: wave('releases') },
      // Pods as Kubernetes' own typings write them: those of the CRD leave volumes open and would garble quantities.
      spec: { ...toJson_RolloutSpec(this.spec(props)), template: k8s.toJson_PodTemplateSpec(template) },
    });
  }

  private spec(props: WeightedRolloutProps): RolloutSpec {
    const { selector, replicas } = props;
    return {
      ...(replicas !== undefined && { replicas }),
      revisionHistoryLimit: 5,
      minReadySeconds: MIN_READY_SECONDS,
      progressDeadlineSeconds: PROGRESS_SECONDS,
      progressDeadlineAbort: true,
      // No `rollbackWindow`: the version before would get all requests with its first ready pod (argo-rollouts#3941), and
      // a version that was refused counts as one before (docs/decisions/release/094-both-versions-are-counted-at-full-size.md).
      analysis: { successfulRunHistoryLimit: 5, unsuccessfulRunHistoryLimit: 5 },
      selector: { matchLabels: { ...selector } },
      strategy: { canary: this.strategy(props) },
    };
  }

  private strategy(props: WeightedRolloutProps): RolloutSpecStrategyCanary {
    const { name, namespace, port, release, judge, checks } = props;
    const services = new ReleaseServices(this, 'services', { ...props, service: name });
    const { templateName } = new ServiceLevelAnalysis(this, 'service-level', { ...judge, service: name, namespace });
    return {
      pingPong: { pingService: services.ping, pongService: services.pong },
      ...(release.type === 'blue-green' && { canaryService: services.preview() }),
      trafficRouting: { alb: { ingress: release.ingress ?? name, rootService: name, servicePort: port } },
      maxSurge: MaxSurge.fromNumber(1),
      maxUnavailable: MaxUnavailable.fromNumber(0),
      // `dynamicStableScale` stays out: the old version keeps its size. The controller writes the object back without a
      // `false`, and Argo CD would heal it for ever.
      abortScaleDownDelaySeconds: REFUSED_STAYS_SECONDS,
      scaleDownDelaySeconds: OLD_STAYS_SECONDS,
      steps: releaseSteps(release, { serviceLevel: templateName, checks }),
    };
  }
}
