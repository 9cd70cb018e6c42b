import type { Manifest, Model } from '../../model';
import { byPlace, groupOf, namespaceOf, placeKey } from '../pod/pod-template';
import { once } from '../pod/once';
import { SelectorIndex, type Labels } from '../pod/selector';
import { isRecord, recordsIn, valueAt, type Step } from '../schema/json-path';

/** Which way traffic goes, seen from the pods that a policy selects. */
export type Direction = 'ingress' | 'egress';

/** One rule of a NetworkPolicy. */
export interface PolicyRule {
  readonly steps: readonly Step[];
  /** Who is at the other end; empty means everybody. */
  readonly peers: readonly (readonly [Step, Readonly<Record<string, unknown>>])[];
  /** Ports; empty means every port. */
  readonly ports: readonly (readonly [number, Readonly<Record<string, unknown>>])[];
}

/** A NetworkPolicy as it is read. */
export interface Policy {
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly selector: unknown;
  readonly closes: Readonly<Record<Direction, boolean>>;
  readonly rules: Readonly<Record<Direction, readonly PolicyRule[]>>;
}

/** All NetworkPolicies of a model, found by the pods that they select. */
export class PolicyIndex {
  readonly policies: readonly Policy[];
  private readonly places: ReadonlyMap<string, SelectorIndex<Policy>>;

  constructor(model: Model) {
    this.policies = model.manifests.filter(isPolicy).map(policyOf);
    const places = byPlace(this.policies, ({ manifest, namespace }) => placeKey(manifest.environment, namespace));
    this.places = new Map(
      [...places].map(([place, policies]) => [place, new SelectorIndex(policies, ({ selector }) => selector)]),
    );
  }

  /** Policies that select pods with these labels. */
  selecting(environment: string, namespace: string, labels: Labels): readonly Policy[] {
    return this.places.get(placeKey(environment, namespace))?.selecting(labels) ?? [];
  }
}

/** The NetworkPolicies of a model. */
export const policyIndexOf = once((model: Model) => new PolicyIndex(model));

function isPolicy(manifest: Manifest): boolean {
  return manifest.object.kind === 'NetworkPolicy' && groupOf(manifest) === 'networking.k8s.io';
}

function policyOf(manifest: Manifest): Policy {
  const { spec } = manifest.object;
  const types = valueAt(spec, ['policyTypes']);
  const rules = { ingress: rulesOf(spec, 'ingress', 'from'), egress: rulesOf(spec, 'egress', 'to') };
  // What Kubernetes assumes where policyTypes is absent.
  const closed = Array.isArray(types) && types.length > 0 ? (types as readonly unknown[]) : undefined;
  return {
    manifest,
    namespace: namespaceOf(manifest),
    selector: valueAt(spec, ['podSelector']) ?? {},
    closes: {
      ingress: closed?.includes('Ingress') ?? true,
      egress: closed?.includes('Egress') ?? rules.egress.length > 0,
    },
    rules,
  };
}

function rulesOf(spec: unknown, direction: Direction, field: 'from' | 'to'): readonly PolicyRule[] {
  return recordsIn(valueAt(spec, [direction])).map(([index, rule]) => ({
    steps: ['spec', direction, index],
    peers: recordsIn(rule[field]).map(([at, peer]) => [at, peer] as const),
    ports: recordsIn(rule.ports),
  }));
}

/** Steps to one peer of a rule. */
export function peerSteps({ steps }: PolicyRule, direction: Direction, index: Step): readonly Step[] {
  return [...steps, direction === 'ingress' ? 'from' : 'to', index];
}

/** The one namespace that a peer's pods are in; undefined where it is not exactly one. */
export function peerNamespace(peer: Labels, own: string): string | undefined {
  const { namespaceSelector } = peer;
  if (namespaceSelector === undefined) return own;
  const name = valueAt(namespaceSelector, ['matchLabels', 'kubernetes.io/metadata.name']);
  return typeof name === 'string' ? name : undefined;
}

/** Whether a peer means pods, not addresses. */
export function isPods(peer: Labels): boolean {
  return isRecord(peer.podSelector) || isRecord(peer.namespaceSelector);
}
