import type { Declared, Endpoint, Model, WorkloadDeclaration } from '../../src/model';
import { partyText, portsText, type Network, type Party, type PodParty } from '../../src/views/net';
import { holds, rangeOf } from '../../src/views/net/address-range';
import { portsOf, union, type PortSet } from '../../src/views/net/port-set';

type Workload = Declared<WorkloadDeclaration>;

/** Every open connection of a network, one line each: `web → db 5432/TCP`. */
export function reached(network: Network): readonly string[] {
  return network.reaches().map(({ from, to, ports }) => line(from, to, ports));
}

/** The same lines, from the declarations alone: what workloads call, who may call them, and DNS. */
export function declaredReach(model: Model, environment: string, parties: readonly Party[]): readonly string[] {
  const workloads = model.declarations
    .filter(each => each.type === 'workload')
    .filter(each => each.environment === environment);
  return parties.flatMap(from =>
    parties.flatMap(to => {
      const ports = union([...called(workloads, from, to), ...opened(workloads, from, to)]);
      return ports.length === 0 ? [] : [line(from, to, ports)];
    }),
  );
}

function line(from: Party, to: Party, ports: PortSet): string {
  return `${partyText(from)} → ${partyText(to)} ${portsText(ports)}`;
}

function called(workloads: readonly Workload[], from: Party, to: Party): readonly PortSet[] {
  const callers = workloads.filter(workload => isPods(from, workload));
  const dns = callers.length > 0 && isKubeDns(to) ? [portsOf('UDP', 53), portsOf('TCP', 53)] : [];
  return [
    ...dns,
    ...callers
      .flatMap(({ calls }) => calls)
      .filter(call => means(call, to))
      .map(({ protocol, port }) => portsOf(protocol, port)),
  ];
}

/** Ports that some pods serve to addresses. */
function opened(workloads: readonly Workload[], from: Party, to: Party): readonly PortSet[] {
  if (from.type === 'pods') return [];
  return workloads
    .filter(workload => isPods(to, workload))
    .filter(({ openTo }) => openTo.some(({ cidrs }) => cidrs.some(cidr => holds(rangeOf(cidr), from.range))))
    .flatMap(({ serves }) => serves.map(({ protocol, port }) => portsOf(protocol, port)));
}

function means(call: Endpoint, party: Party): boolean {
  if (call.type === 'pods') return isPods(party, call);
  if (party.type === 'pods') return false;
  const inside = (cidr: string): boolean => holds(rangeOf(cidr), party.range);
  return call.cidrs.some(inside) && !(call.except ?? []).some(inside);
}

/** Whether a party is what a declaration selects. A lookalike that lacks a label is not. */
function isPods(party: Party, { namespace, selector }: Pick<Workload, 'namespace' | 'selector'>): party is PodParty {
  return (
    party.type === 'pods' &&
    party.namespace === namespace &&
    Object.entries(selector).every(([key, value]) => party.labels[key] === value)
  );
}

function isKubeDns(party: Party): boolean {
  return party.type === 'pods' && party.namespace === 'kube-system' && party.labels['k8s-app'] === 'kube-dns';
}
