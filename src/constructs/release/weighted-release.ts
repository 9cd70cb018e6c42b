import type { PodEndpoint } from '../../model';
import type { RequestMetrics, ServiceLevel } from '../monitoring';

/** By what a new version is judged while requests are moved to it. */
export interface ReleaseJudge {
  /** What users are promised; a new version that breaks it is taken back. */
  readonly serviceLevel: ServiceLevel;
  /** How the program counts and times its requests. */
  readonly metrics: RequestMetrics;
  /** The Prometheus that has them. */
  readonly prometheus: PodEndpoint;
}

/** What both forms of a weighted release are told. */
export interface WeightedReleaseProps {
  /** Shares of the requests, in percent, that the new version gets one after the other; rising, the last one is 100. */
  readonly weights: readonly number[];
  /** Ingress whose load balancer shares requests out. @default the one with the service's name */
  readonly ingress?: string;
}

/** Something with a name that has to succeed before the new version gets a request. */
export interface NamedCheck {
  readonly name: string;
}

/** The new version grows with its share of the requests. */
export interface CanaryRelease extends WeightedReleaseProps {
  readonly type: 'canary';
}

/** The new version is complete, checked and approved by a person before it gets its first share. */
export interface BlueGreenRelease<Check extends NamedCheck = NamedCheck> extends WeightedReleaseProps {
  readonly type: 'blue-green';
  /** Checks of the complete new version, in this order. */
  readonly checks: readonly Check[];
}

/** How a new version takes the old one's place behind a load balancer, share by share. */
export type WeightedRelease<Check extends NamedCheck = NamedCheck> = CanaryRelease | BlueGreenRelease<Check>;

/**
 * A release by growing shares: each is judged before the next one. (LP-16)
 * @throws Error in plain words for shares that do not rise to 100
 */
export function canary(props: WeightedReleaseProps): CanaryRelease {
  return { type: 'canary', ...props, weights: risingTo100(props.weights) };
}

/**
 * A release in which the new version stands complete beside the old one, is checked, waits for a person, and then gets
 * growing shares, each judged before the next one. (FP-14, D-13)
 * @throws Error in plain words for shares that do not rise to 100, or without a check
 */
export function blueGreen<Check extends NamedCheck>(
  props: WeightedReleaseProps & { readonly checks: readonly Check[] },
): BlueGreenRelease<Check> {
  if (props.checks.length === 0) {
    throw new Error('release: got no checks, expected at least one before the new version gets a request');
  }
  return { type: 'blue-green', ...props, weights: risingTo100(props.weights) };
}

function risingTo100(weights: readonly number[]): readonly number[] {
  const rises = weights.every((weight, index) => Number.isInteger(weight) && weight > (weights[index - 1] ?? 0));
  if (rises && weights.at(-1) === 100) return weights;
  throw new Error(`release: got shares ${weights.join(', ') || 'none'}, expected whole percents that rise to 100`);
}
