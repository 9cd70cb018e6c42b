import type { Finding, FindingPlace, SourceLine } from '../model';
import { plain, type Paint } from './paint';

/** `src/systems/fablink/backend.ts:63:5`. */
export function sourceText({ file, line, column }: SourceLine): string {
  return `${file}:${line}:${column}`;
}

/** What is wrong, in the shape of a compiler's message. */
export interface Message {
  /** `error[image-pinned]`, `error`. */
  readonly label: string;
  readonly message: string;
  /** File with line and column where known. */
  readonly at?: string | undefined;
  /** Environment, object, path. */
  readonly in?: string | undefined;
  readonly expected?: string | undefined;
  readonly mend?: string | undefined;
}

/** A message as people read it; further lines of a part are indented below its first. */
export function messageText({ label, message, at, in: place, expected, mend }: Message, paint: Paint = plain): string {
  const part = (name: string, text: string | undefined): string[] =>
    text === undefined || text === '' ? [] : [`  ${paint.faint(name)} ${text.replaceAll('\n', '\n    ')}`];
  return [
    `${paint.alarm(label)}${paint.strong(`: ${message.replaceAll('\n', '\n  ')}`)}`,
    ...part('-->', at),
    ...part('in', place),
    ...part('expected:', expected),
    ...part('mend:', mend),
  ].join('\n');
}

/** A finding as people read it. */
export function findingText({ code, message, where, expected, mend }: Finding, paint: Paint = plain): string {
  const at = where.source === undefined ? where.file : sourceText(where.source);
  return messageText({ label: `error[${code}]`, message, at, in: placeText(where), expected, mend }, paint);
}

function placeText({ environment, object, path }: FindingPlace): string {
  return [environment, object, path].filter(part => part !== undefined).join(', ');
}

/** All findings, how many there are, and where to read on; empty where there are none. */
export function findingsText(findings: readonly Finding[], paint: Paint = plain): string {
  if (findings.length === 0) return '';
  const codes = [...new Set(findings.map(({ code }) => code))];
  const count = `${counted(findings.length, 'finding')} of ${counted(codes.length, 'rule')}; nothing was written.`;
  const hint = codes.map(code => `npx garam explain ${code}`).join('\n  ');
  return [
    ...findings.map(finding => findingText(finding, paint)),
    `${paint.strong(count)} Why, and an example:\n  ${hint}`,
  ].join('\n\n');
}

/** `1 finding`, `2 findings`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
