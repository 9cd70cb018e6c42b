import type { FieldDifference } from '../field-difference';
import type { PlannedFate, PlannedGroup, PlannedObject } from './plan';

/** Most fields shown of one group. */
const MOST_FIELDS = 30;
/** Most lines shown of each side of a text. */
const MOST_LINES = 12;
/** Most characters of a value that stands on one line with the other. */
const SHORT = 50;
/** Most characters shown of a value. */
const LONGEST = 160;

/** Mark of a fate, as differences are marked. */
export const MARKS: Readonly<Record<PlannedFate, string>> = {
  refused: '!',
  pruned: '-',
  kept: '=',
  replaced: '±',
  changed: '~',
  added: '+',
};

/** A line of a difference: what it says, and whether it goes (`-`), comes (`+`) or names the place. */
export interface DifferenceLine {
  readonly mark: '-' | '+' | ' ';
  readonly text: string;
}

/** What happens to an object, in words: `replaced (its name follows its content: … goes), pods run`. */
export function fateText({ fate, why, pods, byHand }: PlannedObject): string {
  const words: Readonly<Record<PlannedFate, string>> = {
    refused: 'refused by the API server',
    pruned: 'pruned',
    kept: 'stays in the cluster',
    replaced: 'replaced',
    changed: 'changed',
    added: 'added',
  };
  const effects = [
    ...(pods === 'restart' ? ['pods restart'] : []),
    ...(pods === 'run' ? ['pods run'] : []),
    ...(byHand && fate !== 'kept' ? ['a person applies it'] : []),
  ];
  return [words[fate] + (why === '' ? '' : ` (${why})`), ...effects].join(', ');
}

/** The fields of a group, line by line. */
export function differenceLines({ fields }: PlannedGroup): readonly DifferenceLine[] {
  const rest = fields.length - MOST_FIELDS;
  const more: readonly DifferenceLine[] = rest > 0 ? [{ mark: ' ', text: `… and ${rest} more` }] : [];
  return [...fields.slice(0, MOST_FIELDS).flatMap(fieldLines), ...more];
}

function fieldLines({ path, before, after }: FieldDifference): readonly DifferenceLine[] {
  if (isText(before) && isText(after)) return [{ mark: ' ', text: path }, ...textLines(before, after)];
  const [old, fresh] = [shown(before), shown(after)];
  if (before !== undefined && after !== undefined && old.length <= SHORT && fresh.length <= SHORT)
    return [{ mark: ' ', text: `${path}: ${old} → ${fresh}` }];
  return [
    { mark: ' ', text: path },
    ...(before === undefined ? [] : [{ mark: '-' as const, text: old }]),
    ...(after === undefined ? [] : [{ mark: '+' as const, text: fresh }]),
  ];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trimEnd().includes('\n');
}

/** The lines between the first and the last that differ. */
function textLines(before: string, after: string): readonly DifferenceLine[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, fresh.length) - start && old.at(-1 - end) === fresh.at(-1 - end)) end++;
  return [
    ...someLines('-', old.slice(start, old.length - end)),
    ...someLines('+', fresh.slice(start, fresh.length - end)),
  ];
}

function someLines(mark: '-' | '+', lines: readonly string[]): readonly DifferenceLine[] {
  const rest = lines.length - MOST_LINES;
  const more = rest > 0 ? [`… and ${rest} more lines`] : [];
  return [...lines.slice(0, MOST_LINES).map(cut), ...more].map(text => ({ mark, text }));
}

function shown(value: unknown): string {
  return cut(JSON.stringify(value) ?? 'nothing');
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** What a group is: `same change in 5 objects`, `1 object changed`, `3 objects added in fablink-dev`. */
export function groupTitle({ fields, objects }: PlannedGroup): string {
  const [first] = objects;
  if (first === undefined) return '';
  const environments = [...new Set(objects.map(({ environment }) => environment))].join(', ');
  if (objects.length === 1) return `${environments}: ${first.object}`;
  if (fields.length > 0) return `${environments}: the same change in ${objects.length} objects`;
  const what = { ...first, why: '' };
  return `${environments}: ${objects.length} objects, each ${fateText(what)}`;
}
