import type { Declared, Endpoint, Model, Origin, WorkloadDeclaration } from '../../src/model';
import { partyText, portsText, type Network, type Party, type PodParty } from '../../src/views/net';
import { holds, rangeOf } from '../../src/views/net/address-range';
import { everyPort, portsOf, union, type PortSet } from '../../src/views/net/port-set';

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
  const isOpen = openPods(model, environment);
  const governed = new Set(workloads.map(({ namespace }) => namespace));
  const isFree = (party: Party): boolean =>
    party.type === 'addresses' || !governed.has(party.namespace) || isOpen(party);
  return parties.flatMap(from =>
    parties.flatMap(to => {
      if ((isOpen(from) && isFree(to)) || (isFree(from) && isOpen(to))) return [line(from, to, everyPort)];
      const unaddressed = isFree(to) ? calledByPort(workloads, from) : [];
      const ports = union([
        ...unaddressed,
        ...called(workloads, from, to),
        ...(isFree(from) ? opened(workloads, from, to) : []),
      ]);
      return ports.length === 0 ? [] : [line(from, to, ports)];
    }),
  );
}

/** Whether a party is among the pods that a document leaves open (D-01). */
function openPods(model: Model, environment: string): (party: Party) => boolean {
  const open = model.declarations
    .filter(each => each.type === 'open-traffic')
    .filter(each => each.environment === environment);
  return party =>
    party.type === 'pods' &&
    open.some(
      ({ namespace, except: { label, values } }) =>
        namespace === party.namespace && !values.includes(party.labels[label] ?? ''),
    );
}

function line(from: Party, to: Party, ports: PortSet): string {
  return `${partyText(from)} → ${partyText(to)} ${portsText(ports)}`;
}

function called(workloads: readonly Workload[], from: Party, to: Party): readonly PortSet[] {
  const callers = workloads.filter(workload => isPods(from, workload));
  const dns = callers.some(({ offline }) => !offline) && isKubeDns(to) ? [portsOf('UDP', 53), portsOf('TCP', 53)] : [];
  return [
    ...dns,
    ...callers
      .flatMap(caller => caller.calls.filter(call => means(call, to) && isAdmitted(from, caller, call, workloads)))
      .map(({ protocol, port }) => portsOf(protocol, port)),
  ];
}

/** Ports that some pods may call wherever nobody closes them: what listens there has no address. */
function calledByPort(workloads: readonly Workload[], from: Party): readonly PortSet[] {
  return workloads
    .filter(workload => isPods(from, workload))
    .flatMap(({ calls }) => calls.filter(call => call.type === 'outside' && call.byPort))
    .map(({ protocol, port }) => portsOf(protocol, port));
}

/**
 * Where the callee lets in all pods that carry a label, its policy asks for that label and not for the caller's name: a
 * lookalike that lacks it stays out (TG-06).
 */
function isAdmitted(from: Party, caller: Workload, call: Endpoint, workloads: readonly Workload[]): boolean {
  if (call.type !== 'pods') return true;
  const callee = workloads.find(({ name, namespace }) => name === call.service && namespace === call.namespace);
  const origin = callee?.openTo.find(
    each =>
      !('cidrs' in each) &&
      each.namespace === caller.namespace &&
      Object.entries(each.selector).every(([key, value]) => caller.labels[key] === value),
  );
  return origin === undefined || 'cidrs' in origin || isPods(from, origin);
}

/** Ports that some pods serve to those whom no workload declares. */
function opened(workloads: readonly Workload[], from: Party, to: Party): readonly PortSet[] {
  return workloads
    .filter(workload => isPods(to, workload))
    .flatMap(({ serves, openTo }) =>
      openTo
        .filter(origin => comesFrom(origin, from))
        .flatMap(origin => serves.filter(({ port }) => origin.port === undefined || origin.port === port)),
    )
    .map(({ protocol, port }) => portsOf(protocol, port));
}

function comesFrom(origin: Origin, from: Party): boolean {
  if (!('cidrs' in origin)) return isPods(from, origin);
  return from.type === 'addresses' && origin.cidrs.some(cidr => holds(rangeOf(cidr), from.range));
}

function means(call: Endpoint, party: Party): boolean {
  if (call.type === 'pods') return isPods(party, call);
  if (party.type === 'pods' || call.byPort) return false;
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
