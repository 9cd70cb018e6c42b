import type { RenderedManifest } from '../../model';
import type { LabelSelector } from './label-selector';
import type { Transport } from './port-set';

/** Which way traffic goes, seen from the pods that a policy selects. */
export type Direction = 'egress' | 'ingress';

export interface PolicyPeer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

export interface PolicyPort {
  /** @default TCP */
  readonly protocol?: Transport;
  /** Number, or name of a container's port. @default all */
  readonly port?: number | string;
  /** Last of a range that begins at `port`. */
  readonly endPort?: number;
}

/** One rule of a NetworkPolicy. */
export interface PolicyRule {
  /** Place in its list. */
  readonly index: number;
  /** Who is at the other end; empty means everybody. */
  readonly peers: readonly PolicyPeer[];
  /** Empty means all. */
  readonly ports: readonly PolicyPort[];
}

/** A NetworkPolicy with what Kubernetes assumes where it says nothing. */
export interface Policy {
  readonly manifest: RenderedManifest;
  readonly namespace: string;
  readonly podSelector: LabelSelector;
  readonly closes: Readonly<Record<Direction, boolean>>;
  readonly rules: Readonly<Record<Direction, readonly PolicyRule[]>>;
}

interface RawRule {
  readonly from?: readonly PolicyPeer[];
  readonly to?: readonly PolicyPeer[];
  readonly ports?: readonly PolicyPort[];
}

interface RawSpec {
  readonly podSelector?: LabelSelector;
  readonly policyTypes?: readonly string[];
  readonly ingress?: readonly RawRule[];
  readonly egress?: readonly RawRule[];
}

/** The NetworkPolicies among the objects of dist/. */
export function policiesOf(manifests: readonly RenderedManifest[]): readonly Policy[] {
  return manifests.filter(isPolicy).map(policyOf);
}

function isPolicy({ tree, object }: RenderedManifest): boolean {
  return tree === 'dist' && object.kind === 'NetworkPolicy' && object.apiVersion === 'networking.k8s.io/v1';
}

function policyOf(manifest: RenderedManifest): Policy {
  const { metadata, spec = {} } = manifest.object as typeof manifest.object & { readonly spec?: RawSpec };
  const { podSelector = {}, policyTypes = [], ingress = [], egress = [] } = spec;
  const unsaid = policyTypes.length === 0;
  return {
    manifest,
    namespace: metadata.namespace ?? 'default',
    podSelector,
    closes: {
      ingress: unsaid || policyTypes.includes('Ingress'),
      egress: unsaid ? egress.length > 0 : policyTypes.includes('Egress'),
    },
    rules: {
      ingress: ingress.map(({ from: peers = [], ports = [] }, index) => ({ index, peers, ports })),
      egress: egress.map(({ to: peers = [], ports = [] }, index) => ({ index, peers, ports })),
    },
  };
}
