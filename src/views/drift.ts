import type { SourceLine } from '../model';
import type { FieldDifference } from './field-difference';
import { messageText, sourceText } from './findings';
import { plain, type Paint } from './paint';

/** A committed file that is not what a fresh synthesis gives. */
export interface FileDrift {
  readonly path: string;
  /** `missing`: not committed. `stale`: nothing makes it any more. `different`: its bytes differ. */
  readonly state: 'missing' | 'stale' | 'different';
  /** Fields that differ; empty where the bytes differ and the fields do not, and where the file is no manifest. */
  readonly fields: readonly FieldDifference[];
  /** First differing line of a file that is no manifest, counted from 1. */
  readonly line?: number;
  /** Line that declares the object. */
  readonly source?: SourceLine;
}

const SAYS: Readonly<Record<FileDrift['state'], string>> = {
  missing: 'is not committed, but a fresh synthesis makes it',
  stale: 'is committed, but nothing makes it',
  different: 'differs from a fresh synthesis',
};

/** Most fields shown of one file. */
const SHOWN = 12;

/** A differing file as people read it. */
export function driftText(drift: FileDrift, paint: Paint = plain): string {
  const { path, state, fields, line, source } = drift;
  const rest = fields.length - SHOWN;
  const details = [
    ...fields.slice(0, SHOWN).map(fieldText),
    ...(rest > 0 ? [`… and ${rest} more`] : []),
    ...(line === undefined ? [] : [`first at line ${line}`]),
    ...(state === 'different' && fields.length === 0 && line === undefined ? ['in its bytes only, in no field'] : []),
  ];
  const message = [`${path} ${SAYS[state]}`, ...details].join('\n');
  const at = source === undefined ? undefined : sourceText(source);
  return messageText({ label: 'error', message, at, mend: 'npm start, then commit what it writes' }, paint);
}

function fieldText({ path, before, after }: FieldDifference): string {
  return `${path}: committed ${shown(before)}, synthesized ${shown(after)}`;
}

/** Most characters of a value shown. */
const LONGEST = 100;

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
