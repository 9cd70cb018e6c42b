import { holds, rangeOf } from './address-range';
import { selects } from './label-selector';
import type { Party, PodParty } from './party';
import type { Direction, Policy, PolicyPeer, PolicyPort, PolicyRule } from './policy';
import { everyPort, intersection, portsOf, portsOfProtocol, union, type PortSet } from './port-set';

/** A rule that opens something. */
export interface Opening {
  readonly policy: Policy;
  readonly rule: PolicyRule;
  /** Place of the first peer that fits; undefined where the rule is open to everybody. */
  readonly peer: number | undefined;
  readonly ports: PortSet;
}

/** What one side of a connection says to it. */
export interface Side {
  /** Policies that close the direction for these pods; where there is none, everything is open. */
  readonly closing: readonly Policy[];
  /** Rules that fit the other end, with the ports that they open. */
  readonly openings: readonly Opening[];
}

/** Ports on which one party reaches another. */
export interface Reach {
  readonly from: Party;
  readonly to: Party;
  readonly ports: PortSet;
}

/**
 * Who reaches whom under some policies, as the NetworkPolicy API defines it: a direction that a policy closes for some
 * pods is open as far as a rule of any such policy says, and both sides must agree.
 */
export class Network {
  private readonly selecting: ReadonlyMap<PodParty, readonly Policy[]>;
  private readonly governed: ReadonlySet<string>;

  /**
   * @param parties who there is
   * @param governed namespaces of the environment: what both ends lie outside of is nobody's business here
   */
  constructor(
    readonly parties: readonly Party[],
    governed: Iterable<string>,
    policies: readonly Policy[],
  ) {
    this.governed = new Set(governed);
    this.selecting = new Map(
      parties
        .filter(party => party.type === 'pods')
        .map(pods => [pods, policies.filter(policy => isSelected(pods, policy))]),
    );
  }

  /** Whether the environment has a say in the traffic from one party to the other. */
  isOurs(from: Party, to: Party): boolean {
    return [from, to].some(party => party.type === 'pods' && this.governed.has(party.namespace));
  }

  /** What the sender's policies (egress) or the receiver's (ingress) say. */
  side(direction: Direction, from: Party, to: Party): Side {
    const [subject, other] = direction === 'egress' ? [from, to] : [to, from];
    const selecting = (subject.type === 'pods' && this.selecting.get(subject)) || [];
    const closing = selecting.filter(({ closes }) => closes[direction]);
    return {
      closing,
      openings: closing.flatMap(policy => policy.rules[direction].flatMap(rule => openingOf(policy, rule, other, to))),
    };
  }

  /** Ports on which one party reaches another. */
  ports(from: Party, to: Party): PortSet {
    const out = portsOfSide(this.side('egress', from, to));
    return out.length === 0 ? out : intersection(out, portsOfSide(this.side('ingress', from, to)));
  }

  /** Everything that is open and in which the environment has a say. */
  reaches(): readonly Reach[] {
    const reaches: Reach[] = [];
    for (const from of this.parties) {
      for (const to of this.parties) {
        if (!this.isOurs(from, to)) continue;
        const ports = this.ports(from, to);
        if (ports.length > 0) reaches.push({ from, to, ports });
      }
    }
    return reaches;
  }
}

/** Ports that one side leaves open. */
export function portsOfSide({ closing, openings }: Side): PortSet {
  return closing.length === 0 ? everyPort : union(openings.map(({ ports }) => ports));
}

function isSelected({ namespace, labels }: PodParty, policy: Policy): boolean {
  return policy.namespace === namespace && selects(policy.podSelector, labels);
}

function openingOf(policy: Policy, rule: PolicyRule, other: Party, to: Party): readonly Opening[] {
  const peer = rule.peers.findIndex(each => fits(each, policy.namespace, other));
  if (rule.peers.length > 0 && peer < 0) return [];
  const ports = rule.ports.length === 0 ? everyPort : union(rule.ports.map(port => portSet(port, to)));
  return [{ policy, rule, peer: peer < 0 ? undefined : peer, ports }];
}

/** Whether a peer of a policy means a party. A block of addresses means no pods: theirs change with every start. */
function fits({ ipBlock, podSelector = {}, namespaceSelector }: PolicyPeer, own: string, party: Party): boolean {
  if (party.type === 'addresses') {
    const inside = (cidr: string): boolean => holds(rangeOf(cidr), party.range);
    return ipBlock !== undefined && inside(ipBlock.cidr) && !(ipBlock.except ?? []).some(inside);
  }
  if (ipBlock !== undefined) return false;
  const isPlace =
    namespaceSelector === undefined ? party.namespace === own : selects(namespaceSelector, party.namespaceLabels);
  return isPlace && selects(podSelector, party.labels);
}

/** Ports that a policy's port means; a name means what the receiving pods call so. */
function portSet({ protocol = 'TCP', port, endPort }: PolicyPort, to: Party): PortSet {
  if (port === undefined) return portsOfProtocol(protocol);
  if (typeof port === 'number') return portsOf(protocol, port, endPort);
  const ports = to.type === 'pods' ? to.ports : [];
  return union(
    ports.filter(each => each.name === port && each.protocol === protocol).map(each => portsOf(protocol, each.port)),
  );
}
