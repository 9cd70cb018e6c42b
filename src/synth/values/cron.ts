import type { Form } from './form';

interface Field {
  readonly least: number;
  readonly most: number;
  /** Words that stand for numbers, the first one for `least`. */
  readonly words?: readonly string[];
}

/** Minute, hour, day of the month, month, day of the week. */
const FIELDS: readonly Field[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  {
    least: 1,
    most: 12,
    words: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { least: 0, most: 6, words: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

/** A schedule of five fields. Its time zone has a property of its own. */
export const cron: Form = {
  words: 'a cron schedule of five fields, Sunday being 0 (0 9 * * 1-5)',
  fits: value => {
    const texts = typeof value === 'string' ? value.split(' ') : [];
    return texts.length === FIELDS.length && FIELDS.every((field, at) => holds(field, texts[at] ?? ''));
  },
};

function holds(field: Field, text: string): boolean {
  return text.split(',').every(part => {
    const [range = '', step = '1', ...more] = part.split('/');
    const [from, to = from, ...others] =
      range === '*' ? [field.least, field.most] : range.split('-').map(numberIn(field));
    if (more.length + others.length > 0 || !/^[1-9]\d?$/.test(step) || from === undefined || to === undefined)
      return false;
    return field.least <= from && from <= to && to <= field.most;
  });
}

function numberIn({ least, words = [] }: Field): (text: string) => number {
  return text => {
    const word = words.indexOf(text.toLowerCase());
    if (word >= 0) return least + word;
    return /^\d{1,2}$/.test(text) ? Number(text) : NaN;
  };
}
