import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, openSync, closeSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RenderedManifest } from '../../src/model';
import { partyText, type Network, type Party } from '../../src/views/net';
import { addressText } from '../../src/views/net/address-range';
import { policiesOf, type PolicyPort } from '../../src/views/net/policy';
import { everyPort, includes, pieces, portsOf, spanText, type PortSet } from '../../src/views/net/port-set';

/** One connection that both sides of the comparison judge. */
interface Probe {
  readonly from: Party;
  readonly to: Party;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
}

/** What the comparison found. */
export interface Comparison {
  readonly compared: number;
  readonly allowed: number;
  /** Connections on which the two disagree. */
  readonly different: readonly string[];
}

/**
 * Asks cyclonus about every pair of parties on every port that a policy could treat differently from its neighbours.
 * @param most how many of these connections to ask about, evenly chosen. @default all
 */
export function compared(
  cyclonus: string,
  manifests: readonly RenderedManifest[],
  network: Network,
  most = Infinity,
): Comparison {
  const every = probesOf(manifests, network);
  const step = Math.max(1, every.length / most);
  const probes = every.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
  const theirs = asked(cyclonus, manifests, probes);
  const ours = probes.map(({ from, to, port, protocol }) => includes(network.ports(from, to), portsOf(protocol, port)));
  const different = probes.flatMap((probe, index) =>
    ours[index] === theirs[index] ? [] : [`${probeText(probe)}: cyclonus says ${theirs[index]}, we say ${ours[index]}`],
  );
  return { compared: probes.length, allowed: ours.filter(Boolean).length, different };
}

function probeText({ from, to, port, protocol }: Probe): string {
  return `${partyText(from)} → ${partyText(to)} ${port}/${protocol}`;
}

function probesOf(manifests: readonly RenderedManifest[], network: Network): readonly Probe[] {
  const { parties } = network;
  const sets = [...everyPort.map(span => [span]), ...policyPorts(manifests), ...containerPorts(parties)];
  const firsts = pieces(sets).map(span => spanText({ first: span.first, last: span.first }).split('/'));
  const ports = firsts.map(([port, protocol]) => ({ port: Number(port), protocol: protocol as Probe['protocol'] }));
  return parties.flatMap(from =>
    parties
      .filter(to => network.isOurs(from, to))
      .flatMap(to => ports.map(({ port, protocol }) => ({ from, to, port, protocol }))),
  );
}

function policyPorts(manifests: readonly RenderedManifest[]): readonly PortSet[] {
  const rules = policiesOf(manifests).flatMap(policy => [...policy.rules.ingress, ...policy.rules.egress]);
  return rules
    .flatMap(({ ports }) => ports)
    .flatMap(({ port, endPort, protocol = 'TCP' }: PolicyPort) =>
      typeof port === 'number' ? [portsOf(protocol, port, endPort)] : [],
    );
}

function containerPorts(parties: readonly Party[]): readonly PortSet[] {
  return parties.flatMap(party =>
    party.type === 'pods' ? party.ports.map(({ protocol, port }) => portsOf(protocol, port)) : [],
  );
}

function asked(cyclonus: string, manifests: readonly RenderedManifest[], probes: readonly Probe[]): readonly boolean[] {
  const folder = mkdtempSync(join(tmpdir(), 'garam-cyclonus-'));
  try {
    const [policies, traffic, answers] = ['policies.yaml', 'traffic.json', 'answers'].map(name => join(folder, name));
    const items = policiesOf(manifests).map(({ manifest }) => manifest.object);
    writeFileSync(
      policies as string,
      JSON.stringify({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicyList', items }),
    );
    writeFileSync(traffic as string, JSON.stringify(probes.map(trafficOf)));
    const out = openSync(answers as string, 'w');
    const args = [
      'analyze',
      '--mode',
      'query-traffic',
      '--policy-path',
      policies,
      '--traffic-path',
      traffic,
    ] as string[];
    const { status, stderr } = spawnSync(cyclonus, args, { stdio: ['ignore', out, 'pipe'], encoding: 'utf8' });
    closeSync(out);
    if (status !== 0) throw new Error(`cyclonus: ${stderr.slice(0, 1000)}`);
    const verdicts = [...readFileSync(answers as string, 'utf8').matchAll(/IS ALLOWED\?\s*\|\s*(TRUE|FALSE)/gi)];
    if (verdicts.length !== probes.length)
      throw new Error(`cyclonus: ${verdicts.length} answers to ${probes.length} questions`);
    return verdicts.map(([, word]) => word?.toUpperCase() === 'TRUE');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function trafficOf({ from, to, port, protocol }: Probe): unknown {
  const name = to.type === 'pods' ? to.ports.find(each => each.port === port && each.protocol === protocol)?.name : '';
  return {
    Source: peerOf(from),
    Destination: peerOf(to),
    ResolvedPort: port,
    ResolvedPortName: name ?? '',
    Protocol: protocol,
  };
}

/** Pods get an address of a version that no block of these policies has: which one they will have, nobody knows. */
function peerOf(party: Party): unknown {
  if (party.type === 'addresses') return { IP: addressText(party.range.first) };
  const { namespace: Namespace, namespaceLabels: NamespaceLabels, labels: PodLabels } = party;
  return { IP: '100::1', Internal: { Namespace, NamespaceLabels, PodLabels } };
}
