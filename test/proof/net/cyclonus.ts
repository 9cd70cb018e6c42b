import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, openSync, closeSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RenderedManifest } from '../../../src/model';
import { partyText, type Network, type Party } from '../../../src/views/net';
import { addressText } from '../../../src/views/net/address-range';
import { policiesOf, type PolicyPort } from '../../../src/views/net/policy';
import { everyPort, includes, pieces, portsOf, spanText, type PortSet } from '../../../src/views/net/port-set';
import { seeded } from '../../seeded';

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
 * @param most about how many of these connections to ask: half of them such as we allow, as far as there are as many,
 * the rest such as we refuse; chosen by a seeded chance. @default all
 */
export function compared(
  cyclonus: string,
  manifests: readonly RenderedManifest[],
  network: Network,
  most = Infinity,
): Comparison {
  const probes = chosen(probesOf(manifests, network), most, probe => allows(network, probe));
  const ours = probes.map(probe => allows(network, probe));
  const theirs = asked(cyclonus, manifests, probes);
  const different = probes.flatMap((probe, index) =>
    ours[index] === theirs[index] ? [] : [`${probeText(probe)}: cyclonus says ${theirs[index]}, we say ${ours[index]}`],
  );
  return { compared: probes.length, allowed: ours.filter(Boolean).length, different };
}

function allows(network: Network, { from, to, port, protocol }: Probe): boolean {
  return includes(network.ports(from, to), portsOf(protocol, port));
}

function chosen(every: readonly Probe[], most: number, allowed: (probe: Probe) => boolean): readonly Probe[] {
  if (every.length <= most) return every;
  const [open, closed] = [every.filter(allowed), every.filter(probe => !allowed(probe))];
  const chance = seeded(every.length);
  // By chance, not every n-th: n could be a multiple of the number of ports, and one port alone be asked about.
  const some = (probes: readonly Probe[], count: number): readonly Probe[] =>
    probes.filter(() => chance() < count / probes.length);
  return [...some(open, most / 2), ...some(closed, most - Math.min(open.length, most / 2))];
}

function probeText({ from, to, port, protocol }: Probe): string {
  return `${partyText(from)} → ${partyText(to)} ${port}/${protocol}`;
}

function probesOf(manifests: readonly RenderedManifest[], network: Network): readonly Probe[] {
  const parties = network.parties.filter(party => bothUnderstand(party, manifests));
  const sets = [...everyPort.map(span => [span]), ...policyPorts(manifests), ...containerPorts(parties)];
  const firsts = pieces(sets).map(span => spanText({ first: span.first, last: span.first }).split('/'));
  const ports = firsts.map(([port, protocol]) => ({ port: Number(port), protocol: protocol as Probe['protocol'] }));
  return parties.flatMap(from =>
    parties
      .filter(to => network.isOurs(from, to))
      .flatMap(to => ports.map(({ port, protocol }) => ({ from, to, port, protocol }))),
  );
}

/**
 * Kubernetes takes a pod without the label for one that `NotIn` selects (labels.Requirement.Matches); cyclonus 0.5.6 does
 * not. Pods that lack a label of such an expression are left out.
 */
function bothUnderstand(party: Party, manifests: readonly RenderedManifest[]): boolean {
  if (party.type !== 'pods') return true;
  const asked = policiesOf(manifests).flatMap(({ podSelector: { matchExpressions = [] } }) =>
    matchExpressions.flatMap(({ key, operator }) => (operator === 'NotIn' ? [key] : [])),
  );
  return asked.every(key => party.labels[key] !== undefined);
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

/** Cyclonus answers with a table of about 1 kB a question; a string of Node.js holds 512 MB. */
const QUESTIONS_AT_ONCE = 20_000;

function asked(cyclonus: string, manifests: readonly RenderedManifest[], probes: readonly Probe[]): readonly boolean[] {
  const folder = mkdtempSync(join(tmpdir(), 'garam-cyclonus-'));
  try {
    const policies = join(folder, 'policies.yaml');
    const items = policiesOf(manifests).map(({ manifest }) => manifest.object);
    writeFileSync(policies, JSON.stringify({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicyList', items }));
    return partsOf(probes).flatMap(part => answersTo(cyclonus, folder, policies, part));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function partsOf(probes: readonly Probe[]): readonly (readonly Probe[])[] {
  const parts = Math.ceil(probes.length / QUESTIONS_AT_ONCE);
  return Array.from({ length: parts }, (_, part) =>
    probes.slice(part * QUESTIONS_AT_ONCE, (part + 1) * QUESTIONS_AT_ONCE),
  );
}

function answersTo(cyclonus: string, folder: string, policies: string, probes: readonly Probe[]): readonly boolean[] {
  const [traffic, answers] = [join(folder, 'traffic.json'), join(folder, 'answers')];
  writeFileSync(traffic, JSON.stringify(probes.map(trafficOf)));
  const out = openSync(answers, 'w');
  const args = ['analyze', '--mode', 'query-traffic', '--policy-path', policies, '--traffic-path', traffic];
  const { status, stderr } = spawnSync(cyclonus, args, { stdio: ['ignore', out, 'pipe'], encoding: 'utf8' });
  closeSync(out);
  if (status !== 0) throw new Error(`cyclonus: ${stderr.slice(0, 1000)}`);
  const verdicts = [...readFileSync(answers, 'utf8').matchAll(/IS ALLOWED\?\s*\|\s*(TRUE|FALSE)/gi)];
  if (verdicts.length !== probes.length)
    throw new Error(`cyclonus: ${verdicts.length} answers to ${probes.length} questions`);
  return verdicts.map(([, word]) => word?.toUpperCase() === 'TRUE');
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
