import { isDay } from './calendar';

/** How the text of a column becomes a value; undefined for a text that is none. */
export interface Field<T> {
  /** What a right text is, for messages. */
  readonly expected: string;
  readonly mend: string;
  parse(text: string): T | undefined;
}

/** Text without line breaks and without space at its ends. */
export function text(least = 1, most = 200): Field<string> {
  return {
    expected: `${least} to ${most} characters on one line, without space at the ends`,
    mend: 'shorten or complete the text',
    parse: given => {
      const length = [...given].length;
      return given === given.trim() && !/[\p{Cc}\u2028\u2029]/u.test(given) && length >= least && length <= most
        ? given
        : undefined;
    },
  };
}

/** Text of one or several lines, without space at its ends and at the ends of its lines. */
export function prose(least: number, most: number): Field<string> {
  return {
    expected: `${least} to ${most} characters, lines ended by LF, without space at the ends of lines`,
    mend: 'shorten or complete the text; remove other control characters',
    parse: given => {
      const length = [...given].length;
      const fine = given === given.trim() && !/[^\P{Cc}\n]|[\u2028\u2029]| \n/u.test(given);
      return fine && length >= least && length <= most ? given : undefined;
    },
  };
}

/** Text that a pattern describes. */
export function matching(pattern: RegExp, expected: string): Field<string> {
  return { expected, mend: 'write it that way', parse: given => (pattern.test(given) ? given : undefined) };
}

/** Code of a row: its identity for ever, for its id is made of it. */
export const code: Field<string> = {
  expected: 'a code of lower-case letters, digits and hyphens (seoul-jongno)',
  mend: 'write the code in ASCII; do not change codes that were released',
  parse: given => (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(given) ? given : undefined),
};

/** One of a few words. */
export function oneOf<const T extends string>(words: readonly T[]): Field<T> {
  return {
    expected: `one of ${words.join(', ')}`,
    mend: 'write one of these words',
    parse: given => words.find(word => word === given),
  };
}

/** Several words or phrases with a semicolon between them (`museum;park`), none twice; empty text is none. */
export function words(least: number, most: number): Field<readonly string[]> {
  return {
    expected: `${least} to ${most} words or phrases with ; between them, none twice`,
    mend: 'separate them by ;, without space around it',
    parse: given => {
      const all = given === '' ? [] : given.split(';');
      const fine = all.every(each => each !== '' && each === each.trim()) && new Set(all).size === all.length;
      return fine && all.length >= least && all.length <= most ? all : undefined;
    },
  };
}

/** Several of a vocabulary, with a semicolon between them, none twice. */
export function someOf<const T extends string>(
  vocabulary: readonly T[],
  least: number,
  most: number,
): Field<readonly T[]> {
  const each = words(least, most);
  return {
    expected: `${least} to ${most} of ${vocabulary.join(', ')} with ; between them, none twice`,
    mend: 'write these words',
    parse: given => {
      const found = (each.parse(given) ?? []).map(word => vocabulary.find(known => known === word));
      const all = found.filter(word => word !== undefined);
      return all.length === found.length && all.length >= least ? all : undefined;
    },
  };
}

/** A whole number within bounds. */
export function whole(least: number, most: number, multipleOf = 1): Field<number> {
  return {
    expected: `a whole number from ${least} to ${most}${multipleOf > 1 ? ` that ${multipleOf} divides` : ''}`,
    mend: 'write digits only',
    parse: given => {
      const value = Number(given);
      const fine = /^-?\d+$/.test(given) && value >= least && value <= most && value % multipleOf === 0;
      return fine ? value : undefined;
    },
  };
}

/** A decimal number within bounds, with at most so many digits behind the point. */
export function decimal(least: number, most: number, digits: number): Field<number> {
  const pattern = new RegExp(`^-?\\d+(?:\\.\\d{1,${digits}})?$`);
  return {
    expected: `a number from ${least} to ${most} with at most ${digits} digits behind the point`,
    mend: 'write it as 37.5796',
    parse: given =>
      pattern.test(given) && Number(given) >= least && Number(given) <= most ? Number(given) : undefined,
  };
}

/** A day of the calendar within bounds, both `YYYY-MM-DD`. */
export function date(first: string, last: string): Field<string> {
  return {
    expected: `a day from ${first} to ${last} as YYYY-MM-DD`,
    mend: 'write a day that exists',
    parse: given => (isDay(given) && given >= first && given <= last ? given : undefined),
  };
}

/** A moment to the second within bounds, both `YYYY-MM-DD HH:MM:SS`. */
export function moment(first: string, last: string): Field<string> {
  return {
    expected: `a moment from ${first} to ${last} as YYYY-MM-DD HH:MM:SS`,
    mend: 'write a moment that exists',
    parse: given => {
      const [day = '', time = ''] = given.split(' ');
      const exists = isDay(day) && /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(time);
      return exists && given === `${day} ${time}` && given >= first && given <= last ? given : undefined;
    },
  };
}

/** Time of the day, `HH:MM`. */
export const clockTime: Field<string> = {
  expected: 'a time from 00:00 to 23:59 as HH:MM',
  mend: 'write both parts with two digits',
  parse: given => (/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(given) ? given : undefined),
};
