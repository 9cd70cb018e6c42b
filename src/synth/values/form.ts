import { Duration } from 'cdk8s';
import type { Cluster } from '../../model';

/** What a value has to be: in words that a message shows, and as a question. */
export interface Form {
  readonly words: string;
  fits(value: unknown, cluster: Cluster): boolean;
  /** Form of each element, where the value is a list. @default what any element of its type has to be */
  readonly of?: Form;
  /** Where the value has to be an object: whether its members are looked at, too. @default an object may stand here */
  readonly object?: 'with-members' | 'closed';
}

/** Longest text that a value may be: whatever is longer belongs into a file of its own. */
const LONGEST = 1024;

/** Text that a regular expression matches whole: at most 1024 characters, none of them a control character. */
export function text(words: string, pattern: RegExp): Form {
  const whole = new RegExp(`^(?:${pattern.source})$`, pattern.flags);
  return {
    words,
    fits: value =>
      typeof value === 'string' &&
      value.length <= LONGEST &&
      !/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(value) &&
      whole.test(value),
  };
}

/** A whole number within bounds, both included. */
export function whole(from: number, to: number): Form {
  return {
    words: `a whole number from ${from} to ${to}`,
    fits: value => Number.isInteger(value) && from <= (value as number) && (value as number) <= to,
  };
}

/** A number within bounds, both included, with or without a fraction. */
export function number(from: number, to: number): Form {
  return {
    words: `a number from ${from} to ${to}`,
    fits: value => typeof value === 'number' && from <= value && value <= to,
  };
}

/** A duration of whole seconds within bounds, both included. */
export function seconds(from: number, to: number): Form {
  const bounds = whole(from, to);
  return {
    words: `a duration from ${from} to ${to} whole seconds`,
    fits: (value, cluster) =>
      value instanceof Duration && bounds.fits(value.toMilliseconds({ integral: false }) / 1000, cluster),
  };
}

/** One of a few values. */
export function oneOf(...values: readonly (string | number)[]): Form {
  return { words: `one of ${values.join(', ')}`, fits: value => values.some(each => each === value) };
}

/** A list, each element of one form; it may be empty. */
export function any(of: Form): Form {
  return { words: 'a list', fits: Array.isArray, of };
}

/** A list with at least one element, each of one form. */
export function some(of: Form): Form {
  return { words: `a list of at least one element, each ${of.words}`, fits: isFilled, of };
}

const isFilled = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

/** An object with these keys and no others. */
export function record(required: readonly string[], optional: readonly string[] = []): Form {
  const allowed = [...required, ...optional];
  const also = optional.length > 0 ? `, and if wanted ${optional.join(', ')}` : '';
  return {
    words: `an object with ${required.join(', ')}${also}`,
    fits: value =>
      isObject(value) &&
      required.every(key => value[key] !== undefined) &&
      Object.keys(value).every(key => allowed.includes(key)),
    object: 'with-members',
  };
}

/** An object that is looked at as a whole. */
export function closed(words: string, fits: (value: Readonly<Record<string, unknown>>) => boolean = () => true): Form {
  return { words, fits: value => isObject(value) && fits(value), object: 'closed' };
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A form that depends on the cluster's cloud; `elsewhere` where the cloud has none of its own. */
export function inCloud(forms: Readonly<Partial<Record<Cluster['cloud']['type'], Form>>>, elsewhere: Form): Form {
  const words = Object.entries(forms).map(([cloud, form]) => `${form.words} (${cloud})`);
  return {
    words: words.join(' or '),
    fits: (value, cluster) => (forms[cluster.cloud.type] ?? elsewhere).fits(value, cluster),
  };
}
