import type { ClusterNetwork, Declared, RenderedManifest, WorkloadDeclaration } from '../../model';
import { factValue } from '../../objects/fact-value';
import { holds, piecesOf, rangeOf, type AddressRange } from './address-range';
import type { AddressParty } from './party';
import { policiesOf } from './policy';

/** A range of addresses that people have a name for. */
export interface NamedRange {
  readonly name: string;
  readonly range: AddressRange;
}

const named = (name: string, cidrs: readonly string[]): readonly NamedRange[] =>
  cidrs.map(cidr => ({ name, range: rangeOf(cidr) }));

/** Ranges that are the same everywhere (RFC 1918, 3927, 4193, 4291). */
const standing: readonly NamedRange[] = [
  ...named('internet', ['0.0.0.0/0']),
  ...named('internet-ipv6', ['::/0']),
  ...named('private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']),
  ...named('private-ipv6', ['fc00::/7']),
  ...named('link-local', ['169.254.0.0/16']),
  ...named('link-local-ipv6', ['fe80::/10']),
  ...named('metadata', ['169.254.169.254/32']),
];

/** Ranges of the place that a cluster describes. */
export function clusterRanges(network: ClusterNetwork): readonly NamedRange[] {
  return [
    ...named('nodes', factValue(network.nodeCidrs)),
    ...named('load-balancers', factValue(network.loadBalancerCidrs)),
    ...named('vpc', [factValue(network.vpcCidr)]),
    ...named('cluster-ips', [network.serviceCidr]),
  ];
}

/** Ranges that workloads name where they declare what they call and who calls them. */
export function declaredRanges(workloads: readonly Declared<WorkloadDeclaration>[]): readonly NamedRange[] {
  return workloads.flatMap(({ calls, openTo }) => [
    ...calls.flatMap(call => (call.type === 'outside' ? named(call.service, call.cidrs) : [])),
    ...openTo.flatMap(origin => ('cidrs' in origin ? named(origin.name, origin.cidrs) : [])),
  ]);
}

/**
 * All addresses there are, cut into pieces that no policy and no known range divides: what holds for one address of a
 * piece holds for all.
 */
export function addressParties(
  manifests: readonly RenderedManifest[],
  known: readonly NamedRange[],
): readonly AddressParty[] {
  const ranges = [...standing, ...known, ...policyRanges(manifests)];
  return piecesOf(ranges.map(({ range }) => range)).map(range => ({
    type: 'addresses',
    range,
    name: nameOf(range, ranges),
  }));
}

function policyRanges(manifests: readonly RenderedManifest[]): readonly NamedRange[] {
  return policiesOf(manifests)
    .flatMap(({ rules }) => [...rules.ingress, ...rules.egress])
    .flatMap(({ peers }) => peers)
    .flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : [ipBlock.cidr, ...(ipBlock.except ?? [])]))
    .flatMap(cidr => named(cidr, [cidr]));
}

/** The smallest range around a piece gives the name, of equal ones the first. */
function nameOf(piece: AddressRange, ranges: readonly NamedRange[]): string {
  const around = ranges.filter(({ range }) => holds(range, piece));
  const smallest = around.reduce((best, next) => (sizeOf(next) < sizeOf(best) ? next : best));
  return smallest.name;
}

function sizeOf({ range: { first, last } }: NamedRange): bigint {
  return last - first;
}
