import type { Endpoint, Origin, OutsideEndpoint, PodEndpoint } from '../../model';
import type { Complained } from '../pod/rule-forms';
import { selects, type Labels } from '../pod/selector';
import { isRecord } from '../schema/json-path';
import { contains, overlap, rangeOf } from './cidr';
import { shownEndpoint, type DeclaredPods, type DeclaredTraffic } from './declared-traffic';
import { isPods, type Direction, type Policy, type PolicyIndex, type PolicyRule } from './policy';

type Peer = Readonly<Record<string, unknown>>;
type PortNames = ReadonlyMap<unknown, unknown>;

/** What a policy has to let through. */
interface Passage {
  /** Whether a peer of a policy in this namespace is the one at the other end. */
  readonly isPeer: (peer: Peer, own: string) => boolean;
  readonly port: number;
  readonly protocol: string;
  /** Names of the listening pods' ports. */
  readonly portNames: PortNames;
  /** Addresses at the other end, where they are no pods. */
  readonly cidr?: string;
}

/** Declared calls that a policy on either side stops. */
export function* stoppedCalls(
  workload: DeclaredPods,
  traffic: DeclaredTraffic,
  policies: PolicyIndex,
): Iterable<Complained> {
  const { declaration, labels, portNames } = workload;
  const { environment, namespace, name, calls, serves, openTo } = declaration;
  const own = policies.selecting(environment, namespace, labels);
  for (const call of calls) {
    const said = `${name} declares that it calls ${shownEndpoint(call)}`;
    const callee = call.type === 'pods' ? traffic.seen(environment, call) : undefined;
    for (const passage of passagesTo(call, callee, environment, traffic)) {
      const where = passage.cidr === undefined ? said : `${said} at ${passage.cidr}`;
      yield* stopped(own, 'egress', passage, where);
    }
    if (call.type !== 'pods' || callee === undefined) continue;
    const theirs = policies.selecting(environment, call.namespace, callee.labels);
    const isPeer = podPeer(environment, namespace, labels, traffic);
    yield* stopped(theirs, 'ingress', { isPeer, ...call, portNames: callee.portNames }, said);
  }
  for (const origin of openTo) {
    for (const endpoint of serves.filter(({ port }) => port === (origin.port ?? port))) {
      for (const [where, isPeer] of originPeers(origin, environment, traffic)) {
        const said = `${name} declares that ${origin.name} (${where}) calls ${shownEndpoint(endpoint)}`;
        yield* stopped(own, 'ingress', { isPeer, ...endpoint, portNames }, said);
      }
    }
  }
}

function originPeers(
  origin: Origin,
  environment: string,
  traffic: DeclaredTraffic,
): readonly (readonly [string, Passage['isPeer']])[] {
  if ('cidrs' in origin) return origin.cidrs.map(cidr => [cidr, addressPeer(cidr, [])]);
  const { namespace, selector } = origin;
  const labels = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
  return [[`${labels.join(',')} of ${namespace}`, podPeer(environment, namespace, selector, traffic)]];
}

function passagesTo(
  call: Endpoint,
  callee: Pick<DeclaredPods, 'labels' | 'portNames'> | undefined,
  environment: string,
  traffic: DeclaredTraffic,
): readonly Passage[] {
  const { port, protocol } = call;
  if (call.type === 'outside') {
    const portNames: PortNames = new Map();
    // No peer means it: only a rule without peers does.
    if (call.byPort) return [{ isPeer: () => false, port, protocol, portNames }];
    return call.cidrs.map(cidr => ({ isPeer: addressPeer(cidr, exceptOf(call)), port, protocol, portNames, cidr }));
  }
  const isPeer = podPeer(environment, call.namespace, callee?.labels ?? call.selector, traffic);
  return [{ isPeer, port, protocol, portNames: callee?.portNames ?? new Map() }];
}

function exceptOf({ except }: OutsideEndpoint): readonly string[] {
  return except ?? [];
}

function podPeer(
  environment: string,
  namespace: PodEndpoint['namespace'],
  labels: Labels,
  traffic: DeclaredTraffic,
): Passage['isPeer'] {
  return (peer, own) =>
    isPods(peer) &&
    (peer.namespaceSelector === undefined
      ? namespace === own
      : traffic.inNamespace(environment, namespace, peer.namespaceSelector)) &&
    selects(peer.podSelector ?? {}, labels);
}

/** A block that holds the range and closes nothing of it but what may stay closed. */
function addressPeer(cidr: string, mayClose: readonly string[]): Passage['isPeer'] {
  return ({ ipBlock }) => {
    const [inner, outer] = [rangeOf(cidr), isRecord(ipBlock) ? rangeOf(ipBlock.cidr) : undefined];
    if (inner === undefined || outer === undefined || !isRecord(ipBlock) || !contains(outer, inner)) return false;
    const closed = Array.isArray(ipBlock.except) ? (ipBlock.except as readonly unknown[]) : [];
    return closed.every(each => {
      const range = rangeOf(each);
      return (
        range === undefined ||
        !overlap(range, inner) ||
        mayClose.some(allowed => {
          const around = rangeOf(allowed);
          return around !== undefined && contains(around, range);
        })
      );
    });
  };
}

/** One finding where some policy closes the direction and none opens the passage. */
function* stopped(
  selecting: readonly Policy[],
  direction: Direction,
  passage: Passage,
  said: string,
): Iterable<Complained> {
  const closing = selecting.filter(({ closes }) => closes[direction]);
  const [first] = closing;
  if (first === undefined) return;
  const open = closing.some(policy => policy.rules[direction].some(rule => allows(rule, policy.namespace, passage)));
  if (open) return;
  yield [
    first.manifest,
    {
      steps: ['spec', direction],
      message: `${said}, but no policy lets the call ${direction === 'ingress' ? 'in' : 'out'}`,
      expected: `a rule of ${direction} on port ${passage.port}/${passage.protocol} for it`,
      mend: 'let the policy come from the declaration, or correct the declaration',
    },
  ];
}

function allows({ peers, ports }: PolicyRule, own: string, passage: Passage): boolean {
  const { isPeer, port, protocol, portNames } = passage;
  return (
    (peers.length === 0 || peers.some(([, peer]) => isPeer(peer, own))) &&
    (ports.length === 0 || ports.some(([, each]) => holdsPort(each, port, protocol, portNames)))
  );
}

function holdsPort(each: Peer, port: number, protocol: string, names: PortNames): boolean {
  if ((each.protocol ?? 'TCP') !== protocol) return false;
  const first = typeof each.port === 'string' ? names.get(each.port) : each.port;
  if (first === undefined) return each.port === undefined;
  if (typeof first !== 'number') return false;
  return first <= port && port <= (typeof each.endPort === 'number' ? each.endPort : first);
}
