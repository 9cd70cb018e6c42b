import type { Endpoint, Origin, PodEndpoint } from '../../model';
import type { Complained } from '../pod/rule-forms';
import { hasLabels, wantedLabels } from '../pod/selector';
import { isRecord, shown, valueAt } from '../schema/json-path';
import type { ComplaintAt } from '../schema/object-rule';
import { contains, overlap, rangeOf } from './cidr';
import type { DeclaredPods, DeclaredTraffic } from './declared-traffic';
import { isPods, peerNamespace, peerSteps, type Direction, type Policy, type PolicyRule } from './policy';

type Peer = Readonly<Record<string, unknown>>;
type DeclaredPort = Pick<Endpoint, 'port' | 'protocol'>;

const MEND = 'declare the call (calls, openTo), or remove it from the policy';

/** What a policy lets through and no declaration asks for. */
export function* unexplainedPeers(policy: Policy, traffic: DeclaredTraffic): Iterable<Complained> {
  const { manifest, namespace, selector } = policy;
  if (traffic.isOpen(policy)) return;
  const selected = traffic.selectedBy(manifest.environment, namespace, selector);
  for (const direction of ['ingress', 'egress'] satisfies Direction[]) {
    if (!policy.closes[direction]) continue;
    for (const rule of policy.rules[direction]) {
      if (direction === 'egress' && isDns(rule, namespace)) continue;
      for (const complaint of ruleComplaints(rule, direction, selected, policy, traffic)) yield [manifest, complaint];
    }
  }
}

function* ruleComplaints(
  rule: PolicyRule,
  direction: Direction,
  selected: readonly DeclaredPods[],
  policy: Policy,
  traffic: DeclaredTraffic,
): Iterable<ComplaintAt> {
  const verb = direction === 'ingress' ? 'lets in' : 'lets out to';
  if (direction === 'egress' && isByPort(rule, selected)) return;
  if (rule.peers.length === 0 || rule.ports.length === 0) {
    const message = `the rule ${verb} ${rule.peers.length === 0 ? 'everybody' : 'all ports'}`;
    yield { steps: rule.steps, message, expected: 'peers and ports that a workload declares', mend: MEND };
    return;
  }
  if (selected.length === 0) {
    const message = `the rule opens pods that no workload declares: ${shown(policy.selector)}`;
    yield { steps: rule.steps, message, expected: 'a policy that selects a declared workload', mend: MEND };
    return;
  }
  for (const [index, peer] of rule.peers) {
    const fault = unexplained(peer, rule, direction, selected, policy, traffic);
    if (fault === undefined) continue;
    yield {
      steps: peerSteps(rule, direction, index),
      message: `the rule ${verb} ${shownPeer(peer)} on ${fault.ports}, which ${fault.workload} does not declare`,
      expected: fault.declared,
      mend: MEND,
    };
  }
}

/** Whether a rule names no peer because all whom it is for call what has no address, on these ports. */
function isByPort({ peers, ports }: PolicyRule, selected: readonly DeclaredPods[]): boolean {
  const isCalled = ([, port]: PolicyRule['ports'][number], { declaration: { calls } }: DeclaredPods): boolean =>
    isDeclared(
      port,
      calls.filter(call => call.type === 'outside' && call.byPort),
      new Map(),
    );
  return (
    peers.length === 0 &&
    ports.length > 0 &&
    selected.length > 0 &&
    selected.every(workload => ports.every(port => isCalled(port, workload)))
  );
}

interface Fault {
  readonly ports: string;
  readonly workload: string;
  readonly declared: string;
}

/** The first workload that the policy selects and that does not declare the peer with all its ports. */
function unexplained(
  peer: Peer,
  { ports }: PolicyRule,
  direction: Direction,
  selected: readonly DeclaredPods[],
  policy: Policy,
  traffic: DeclaredTraffic,
): Fault | undefined {
  for (const workload of selected) {
    const declared =
      direction === 'egress'
        ? calledAt(peer, workload, policy.namespace)
        : servedTo(peer, workload, policy.namespace, traffic);
    const names = direction === 'ingress' ? workload.portNames : calleeNames(peer, workload, policy, traffic);
    const open = ports.filter(([, port]) => !isDeclared(port, declared, names));
    if (open.length === 0) continue;
    return {
      ports: open.map(([, port]) => shownPort(port)).join(', '),
      workload: workload.declaration.name,
      declared: declared.length === 0 ? 'no such peer' : declared.map(shownPort).join(', '),
    };
  }
  return undefined;
}

/** Ports that a workload calls at a peer. */
function calledAt(peer: Peer, { declaration }: DeclaredPods, own: string): readonly DeclaredPort[] {
  return declaration.calls.filter(call => {
    if (call.type === 'pods') return isPods(peer) && isNarrow(peer, own, call.namespace, call.selector);
    return !call.byPort && call.cidrs.some(cidr => isInside(peer, cidr, call.except ?? []));
  });
}

/** Ports that a workload serves to a peer. */
function servedTo(
  peer: Peer,
  { declaration }: DeclaredPods,
  own: string,
  traffic: DeclaredTraffic,
): readonly DeclaredPort[] {
  const { environment, openTo, serves } = declaration;
  const origins = openTo.filter(origin => isOrigin(peer, own, origin));
  const isOpen = ({ port }: PodEndpoint): boolean => origins.some(origin => port === (origin.port ?? port));
  const isCaller = (endpoint: PodEndpoint): boolean =>
    isPods(peer) &&
    traffic
      .callersOf(environment, endpoint)
      .some(({ declaration: { namespace, selector } }) => isNarrow(peer, own, namespace, selector));
  return serves.filter(endpoint => isOpen(endpoint) || isCaller(endpoint));
}

function isOrigin(peer: Peer, own: string, origin: Origin): boolean {
  if ('cidrs' in origin) return !isPods(peer) && origin.cidrs.some(cidr => isInside(peer, cidr, []));
  return isPods(peer) && isNarrow(peer, own, origin.namespace, origin.selector);
}

function calleeNames(
  peer: Peer,
  { declaration }: DeclaredPods,
  policy: Policy,
  traffic: DeclaredTraffic,
): DeclaredPods['portNames'] {
  const callee = declaration.calls.find(
    (call): call is PodEndpoint =>
      call.type === 'pods' && isPods(peer) && isNarrow(peer, policy.namespace, call.namespace, call.selector),
  );
  return callee === undefined ? new Map() : traffic.seen(declaration.environment, callee).portNames;
}

/** Whether a peer means these pods of this namespace, or fewer. */
function isNarrow(peer: Peer, own: string, namespace: string, selector: Readonly<Record<string, string>>): boolean {
  const wanted = wantedLabels(peer.podSelector);
  return wanted !== undefined && peerNamespace(peer, own) === namespace && hasLabels(wanted, selector);
}

/** Whether a peer is a block inside a declared range that keeps closed what the declaration keeps closed. */
function isInside({ ipBlock }: Peer, cidr: string, except: readonly string[]): boolean {
  const [inner, outer] = [isRecord(ipBlock) ? rangeOf(ipBlock.cidr) : undefined, rangeOf(cidr)];
  if (inner === undefined || outer === undefined || !contains(outer, inner)) return false;
  const closed = valueAt(ipBlock, ['except']);
  const ranges = (Array.isArray(closed) ? (closed as readonly unknown[]) : []).map(rangeOf);
  return except.every(each => {
    const kept = rangeOf(each);
    if (kept === undefined || !overlap(kept, inner)) return true;
    return ranges.some(range => range !== undefined && contains(range, kept));
  });
}

/** Whether every port of a policy's port or range of ports is declared. */
function isDeclared(port: Peer, declared: readonly DeclaredPort[], names: DeclaredPods['portNames']): boolean {
  const first = typeof port.port === 'string' ? names.get(port.port) : port.port;
  if (typeof first !== 'number') return false;
  const last = typeof port.endPort === 'number' ? port.endPort : first;
  const inside = declared.filter(
    each => each.protocol === (port.protocol ?? 'TCP') && first <= each.port && each.port <= last,
  );
  return new Set(inside.map(each => each.port)).size === last - first + 1;
}

function shownPort({ port, endPort, protocol }: Peer | (DeclaredPort & { readonly endPort?: unknown })): string {
  const range = endPort === undefined ? String(port) : `${String(port)}–${String(endPort)}`;
  return `${port === undefined ? 'all ports' : range}/${String(protocol ?? 'TCP')}`;
}

/** A peer as a message shows it: `pods app=web of shop`, `10.0.0.0/8`. */
function shownPeer({ ipBlock, podSelector, namespaceSelector }: Peer): string {
  if (isRecord(ipBlock)) return String(ipBlock.cidr);
  const labels = (selector: unknown): string => {
    const exact = Object.entries(wantedLabels(selector) ?? {}).map(([key, value]) => `${key}=${String(value)}`);
    return exact.length > 0 ? exact.join(',') : shown(selector);
  };
  const pods = podSelector === undefined ? 'all pods' : `pods ${labels(podSelector)}`;
  return namespaceSelector === undefined ? pods : `${pods} of namespaces ${labels(namespaceSelector)}`;
}

/** Names are resolved at the cluster's own resolver: that needs no declaration. */
function isDns({ peers, ports }: PolicyRule, own: string): boolean {
  const resolver = ([, peer]: PolicyRule['peers'][number]): boolean =>
    peerNamespace(peer, own) === 'kube-system' &&
    valueAt(peer, ['podSelector', 'matchLabels', 'k8s-app']) === 'kube-dns';
  const names = ([, { port, endPort }]: PolicyRule['ports'][number]): boolean => port === 53 && endPort === undefined;
  return peers.length > 0 && peers.every(resolver) && ports.length > 0 && ports.every(names);
}
