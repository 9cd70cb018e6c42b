import type { Manifest, RenderedManifest, SourceLine } from '../../model';
import { grouped } from '../declared';
import { portsOfSide, type Network, type Opening, type Side } from './network';
import { partyText, type Party } from './party';
import type { Direction, Policy } from './policy';
import { includes, portsText, type PortSet } from './port-set';
import { yamlLine } from './yaml-line';

/** One connection that somebody asks about. */
export interface Question {
  readonly from: Party;
  readonly to: Party;
  /** The one port. */
  readonly port: PortSet;
}

/** A policy that decides, and where it stands. */
export interface Decider {
  /** `NetworkPolicy/<namespace>/<name>`. */
  readonly policy: string;
  /** File in dist/ and the line of the peer, the rule or the selector that decides, counted from 1. */
  readonly file: string;
  readonly line: number;
  /** TypeScript line that declared the policy, where it is known. */
  readonly source?: SourceLine;
  /** What a policy that stops the connection opens to the same party instead. */
  readonly opens?: string;
}

/** What one side of the connection says. */
export interface SideAnswer {
  readonly direction: Direction;
  readonly of: string;
  /** `allowed` by a rule, `stopped` because none allows it, `open` because no policy closes this direction. */
  readonly verdict: 'allowed' | 'stopped' | 'open';
  /** Whose word it is; nobody's where it is open. */
  readonly deciders: readonly Decider[];
}

export interface Answer {
  readonly from: string;
  readonly to: string;
  /** `8000/TCP`. */
  readonly port: string;
  readonly allowed: boolean;
  readonly sides: readonly SideAnswer[];
}

/** Answers to questions that share their names: one where all are decided alike, else one for each way, with its addresses. */
export function answersTo(network: Network, questions: readonly Question[]): readonly Answer[] {
  const all = questions.map(question => ({ question, answer: answerTo(network, question) }));
  const groups = [...grouped(all, ({ answer }) => JSON.stringify(answer.sides)).values()];
  return groups.map(group => {
    const [{ answer }] = group as [(typeof all)[number]];
    if (groups.length === 1) return answer;
    const named = (parties: readonly Party[]): string => [...new Set(parties.map(partyText))].join(', ');
    const ends = group.map(({ question }) => question);
    return { ...answer, from: named(ends.map(({ from }) => from)), to: named(ends.map(({ to }) => to)) };
  });
}

/** Whether a connection is allowed, and by whom, or who stops it. */
function answerTo(network: Network, { from, to, port }: Question): Answer {
  const sides = (['egress', 'ingress'] as const).map(direction => {
    const side = network.side(direction, from, to);
    return { direction, of: (direction === 'egress' ? from : to).name, ...judged(side, direction, port) };
  });
  return {
    from: from.name,
    to: to.name,
    port: portsText(port),
    allowed: sides.every(({ verdict }) => verdict !== 'stopped'),
    sides,
  };
}

function judged(side: Side, direction: Direction, port: PortSet): Pick<SideAnswer, 'verdict' | 'deciders'> {
  if (side.closing.length === 0) return { verdict: 'open', deciders: [] };
  if (includes(portsOfSide(side), port)) {
    const openings = side.openings.filter(({ ports }) => includes(ports, port));
    return { verdict: 'allowed', deciders: openings.map(opening => openedBy(opening, direction)) };
  }
  return { verdict: 'stopped', deciders: side.closing.map(policy => closedBy(policy, side.openings)) };
}

function openedBy({ policy, rule, peer }: Opening, direction: Direction): Decider {
  const end = peer === undefined ? [] : [direction === 'egress' ? 'to' : 'from', peer];
  return decider(policy.manifest, ['spec', direction, rule.index, ...end]);
}

function closedBy(policy: Policy, openings: readonly Opening[]): Decider {
  const opens = openings.filter(opening => opening.policy === policy).flatMap(({ ports }) => ports);
  return {
    ...decider(policy.manifest, ['spec', 'podSelector']),
    ...(opens.length > 0 && { opens: portsText(opens) }),
  };
}

function decider(manifest: RenderedManifest, steps: readonly (string | number)[]): Decider {
  const { name, namespace = 'default' } = manifest.object.metadata;
  const source = isTraced(manifest) ? manifest.provenance.lines()[0] : undefined;
  return {
    policy: `NetworkPolicy/${namespace}/${name}`,
    file: manifest.path,
    line: yamlLine(manifest.text, steps),
    ...(source !== undefined && { source }),
  };
}

function isTraced(manifest: RenderedManifest): manifest is Manifest {
  return 'provenance' in manifest;
}
