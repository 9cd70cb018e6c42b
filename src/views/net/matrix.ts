import { grouped } from '../declared';
import { rangeText } from './address-range';
import type { Network } from './network';
import type { Party } from './party';
import { includes, pieces, portsText, type PortSpan } from './port-set';

/** Ports of one party, or of several addresses that the same callers reach. */
export interface Callee {
  readonly parties: readonly Party[];
  readonly span: PortSpan;
  readonly callers: ReadonlySet<Party>;
}

/** One party, or addresses of one name that reach the same. */
export type Caller = readonly Party[];

/** Who reaches whom, as rows and columns. */
export interface Matrix {
  readonly callers: readonly Caller[];
  readonly callees: readonly Callee[];
}

/** What everybody in a network reaches; callers that reach nothing are rows too. */
export function matrixOf(network: Network): Matrix {
  const places = new Map(network.parties.map((party, place) => [party, place]));
  const callees = merged(
    network.parties.flatMap(to => calleesAt(network, to)),
    places,
  );
  const reached = (from: Party): string => callees.flatMap(({ callers }, at) => (callers.has(from) ? [at] : [])).join();
  const callers = grouped(network.parties, from =>
    from.type === 'pods' ? from.name : `${from.name} ${reached(from)}`,
  );
  return { callers: [...callers.values()], callees };
}

/** The ports of one party, cut so that each piece has the same callers throughout. */
function calleesAt(network: Network, to: Party): readonly Callee[] {
  const reaches = network.parties
    .filter(from => network.isOurs(from, to))
    .map(from => ({ from, ports: network.ports(from, to) }));
  return pieces(reaches.map(({ ports }) => ports)).map(span => ({
    parties: [to],
    span,
    callers: new Set(reaches.filter(({ ports }) => includes(ports, [span])).map(({ from }) => from)),
  }));
}

/** One column for all addresses that the same callers reach on the same ports. */
function merged(callees: readonly Callee[], places: ReadonlyMap<Party, number>): readonly Callee[] {
  const alike = grouped(callees, ({ parties: [to], span, callers }) => {
    const who = [...callers].map(caller => places.get(caller));
    return [to?.type === 'pods' ? to.name : '', span.first, span.last, ...who].join();
  });
  return [...alike.values()].map(same => ({ ...(same[0] as Callee), parties: same.flatMap(({ parties }) => parties) }));
}

/** One open connection, as JSON carries it. */
export interface ReachJson {
  readonly from: PartyJson;
  readonly to: PartyJson;
  /** `53/TCP, 53/UDP`. */
  readonly ports: string;
}

interface PartyJson {
  readonly name: string;
  readonly namespace?: string;
  readonly addresses?: string;
}

/** Every open connection, one after the other. */
export function matrixJson(network: Network): readonly ReachJson[] {
  return network
    .reaches()
    .map(({ from, to, ports }) => ({ from: partyJson(from), to: partyJson(to), ports: portsText(ports) }));
}

function partyJson(party: Party): PartyJson {
  const { name } = party;
  return party.type === 'pods' ? { name, namespace: party.namespace } : { name, addresses: rangeText(party.range) };
}
