import { isIP } from 'node:net';
import { holds, rangeOf } from './address-range';
import type { Question } from './answer';
import type { Network } from './network';
import type { Party } from './party';
import { portsOf, TRANSPORTS, type PortSet, type Transport } from './port-set';

/** A question that names something that does not exist. */
export class QuestionError extends Error {
  override readonly name = 'QuestionError';

  /**
   * @param message what is wrong
   * @param word the word that is not known, where it is one of `known`
   */
  constructor(
    message: string,
    readonly word?: string,
    readonly known: readonly string[] = [],
  ) {
    super(message);
  }
}

/**
 * Reads `<from> <to:port>`: names of the matrix, or addresses; the port by its number or the container's name for it,
 * with `/UDP` where it is not TCP. A name of several ranges gives one question each.
 * @throws QuestionError where a name, an address or a port is none
 */
export function questionsOf(network: Network, from: string, target: string): readonly Question[] {
  const parts = /^(?:\[([^\]]+)\]|(.+)):([^:/]+)(?:\/(\w+))?$/.exec(target);
  if (parts === null) throw new QuestionError(`${target} names no port: expected <name or address>:<port>`);
  const [, bracketed, plain = '', port = '', protocol = 'TCP'] = parts;
  const callers = partiesNamed(network, from);
  const callees = partiesNamed(network, bracketed ?? plain);
  return callers.flatMap(caller =>
    callees.map(callee => {
      if (!network.isOurs(caller, callee))
        throw new QuestionError(
          `neither ${caller.name} nor ${callee.name} is of this environment: dist/ decides nothing`,
        );
      return { from: caller, to: callee, port: portNamed(callee, port, protocol) };
    }),
  );
}

function partiesNamed(network: Network, word: string): readonly Party[] {
  if (isIP(word) !== 0) return [addressParty(network, word)];
  const named = network.parties.filter(
    party => party.name === word || (party.type === 'pods' && `${party.namespace}/${party.name}` === word),
  );
  if (named.length > 0) return named;
  const several = network.parties.map(({ name }) => name).filter(name => name.endsWith(`/${word}`));
  if (several.length > 0) throw new QuestionError(`${word} stands for several`, word, several);
  const known = [...new Set(network.parties.filter(isShown).map(({ name }) => name))];
  throw new QuestionError(`unknown party ${word}`, word, known);
}

function isShown(party: Party): boolean {
  return party.type === 'addresses' || party.standing !== 'lookalike';
}

/** A single address, with the name of the range that it lies in. */
function addressParty({ parties }: Network, address: string): Party {
  const range = rangeOf(address);
  const around = parties.find(party => party.type === 'addresses' && holds(party.range, range));
  return { type: 'addresses', name: around === undefined ? address : `${address} (${around.name})`, range };
}

function portNamed(party: Party, word: string, protocolWord: string): PortSet {
  const protocol = TRANSPORTS.find(each => each === protocolWord.toUpperCase());
  if (protocol === undefined)
    throw new QuestionError(`unknown protocol ${protocolWord}`, protocolWord.toUpperCase(), TRANSPORTS);
  const port = /^\d+$/.test(word) ? Number(word) : containerPort(party, word, protocol);
  if (port < 1 || port > 65_535) throw new QuestionError(`${word} is no port: expected 1 to 65535`);
  return portsOf(protocol, port);
}

function containerPort(party: Party, word: string, protocol: Transport): number {
  const ports = party.type === 'pods' ? party.ports.filter(each => each.protocol === protocol) : [];
  const named = ports.find(({ name }) => name === word);
  if (named !== undefined) return named.port;
  const known = ports.flatMap(({ name }) => (name === undefined ? [] : [name]));
  throw new QuestionError(`${party.name} has no ${protocol} port named ${word}`, word, known);
}
