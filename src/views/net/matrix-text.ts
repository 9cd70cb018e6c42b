import { plain, type Paint } from '../paint';
import { matrixOf, type Callee, type Caller, type Matrix } from './matrix';
import type { Network } from './network';
import { partyText, type Party } from './party';
import { spanText } from './port-set';

/** Callers down, what they call across; callers that reach nothing are told below. */
export function matrixText(network: Network, paint: Paint = plain): string {
  const { callers, callees } = matrixOf(network);
  const busy = callers.filter(caller => callees.some(callee => reaches(caller, callee)));
  const idle = callers.filter(caller => !busy.includes(caller));
  return [
    paint.strong('Callees'),
    ...callees.map((callee, at) => `${String(at + 1).padStart(4)}  ${calleeText(callee, network)}`),
    '',
    ...table(network, { callers: busy, callees }, paint),
    '',
    paint.strong('Reach nothing'),
    ...listed(idleNames(idle, network)),
  ].join('\n');
}

function reaches([first]: Caller, { callers }: Callee): boolean {
  return first !== undefined && callers.has(first);
}

function calleeText({ parties, span }: Callee, network: Network): string {
  return `${namesText(parties, network)}:${spanText(span)}`;
}

/** Names of some parties; with addresses where others of the same name are not among them. */
function namesText(parties: readonly Party[], network: Network): string {
  const all = new Set(parties);
  const names = parties.map(party => {
    const whole = network.parties.every(({ name }, at) => name !== party.name || all.has(network.parties[at] as Party));
    return whole ? party.name : partyText(party);
  });
  return [...new Set(names)].join(', ');
}

function table(network: Network, { callers, callees }: Matrix, paint: Paint): readonly string[] {
  const names = callers.map(caller => namesText(caller, network));
  const width = Math.max('Callers'.length, ...names.map(({ length }) => length));
  const heading = callees.map((_, at) => String(at + 1).padStart(4)).join('');
  return [
    paint.strong(`${'Callers'.padEnd(width)}${heading}`),
    ...callers.map((caller, at) => {
      const cells = callees.map(callee => `   ${cell(network, caller, callee, paint)}`);
      return `${(names[at] ?? '').padEnd(width)}${cells.join('')}`.trimEnd();
    }),
  ];
}

/** Blank where neither end is the environment's. */
function cell(network: Network, caller: Caller, callee: Callee, paint: Paint): string {
  const [from, to] = [caller[0] as Party, callee.parties[0] as Party];
  if (!network.isOurs(from, to)) return ' ';
  return reaches(caller, callee) ? '✓' : paint.faint('–');
}

/** Lookalikes are counted: their names say nothing that a reader could use. */
function idleNames(idle: readonly Caller[], network: Network): readonly string[] {
  const isLookalike = ([first]: Caller): boolean => first?.type === 'pods' && first.standing === 'lookalike';
  const count = idle.filter(isLookalike).length;
  const names = idle.filter(caller => !isLookalike(caller)).map(caller => namesText(caller, network));
  const rest = `${count} lookalikes (pods with only part of the labels that a policy asks for)`;
  return count > 0 ? [...names, rest] : names;
}

const WIDTH = 100;

/** A list between commas, on lines of at most 100 characters where its words allow it. */
function listed(names: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const [index, name] of names.entries()) {
    const word = index < names.length - 1 ? `${name},` : name;
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= WIDTH) lines.push(`  ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
