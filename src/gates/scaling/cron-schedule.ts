/** The minutes at which a cron schedule fires, in its own time zone. */
export interface CronSchedule {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** Sunday is 0. */
  readonly weekdays: ReadonlySet<number>;
  /** Where both days are restricted, one of them is enough. */
  readonly eitherDay: boolean;
}

interface Field {
  readonly least: number;
  readonly most: number;
  readonly words?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const FIELDS: readonly Field[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, words: MONTHS },
  { least: 0, most: 6, words: WEEKDAYS },
];

/** What KEDA's parser reads in five fields (robfig/cron 3 without descriptors); undefined where it refuses. */
export function cronSchedule(text: unknown): CronSchedule | undefined {
  const parts = typeof text === 'string' ? text.trim().split(/\s+/) : [];
  if (parts.length !== FIELDS.length) return undefined;
  const sets = FIELDS.map((field, index) => valuesOf(field, parts[index] ?? ''));
  const [minutes, hours, days, months, weekdays] = sets;
  if (!minutes || !hours || !days || !months || !weekdays) return undefined;
  const starred = (part = ''): boolean => part.split(',').some(each => /^[*?](?:\/1)?$/.test(each));
  return { minutes, hours, days, months, weekdays, eitherDay: !starred(parts[2]) && !starred(parts[4]) };
}

/** A day as a cron schedule sees it. */
export interface CalendarDay {
  readonly month: number;
  readonly day: number;
  /** Sunday is 0. */
  readonly weekday: number;
}

/** Whether the schedule fires on a day. */
export function firesOn({ days, months, weekdays, eitherDay }: CronSchedule, at: CalendarDay): boolean {
  if (!months.has(at.month)) return false;
  const [day, weekday] = [days.has(at.day), weekdays.has(at.weekday)];
  return eitherDay ? day || weekday : day && weekday;
}

function valuesOf(field: Field, text: string): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const range = rangeOf(field, part);
    if (range === undefined) return undefined;
    for (let value = range.from; value <= range.to; value += range.step) values.add(value);
  }
  return values;
}

function rangeOf(field: Field, text: string): { from: number; to: number; step: number } | undefined {
  const { least, most } = field;
  const [span = '', every, ...more] = text.split('/');
  const [low = '', high, ...others] = span.split('-');
  if (more.length + others.length > 0 || (every !== undefined && !/^\d+$/.test(every))) return undefined;
  const all = (low === '*' || low === '?') && high === undefined;
  const from = all ? least : numberIn(field, low);
  // A single number with a step runs to the field's end.
  const to = all || (high === undefined && every !== undefined) ? most : numberIn(field, high ?? low);
  const step = Number(every ?? 1);
  return least <= from && from <= to && to <= most && step > 0 ? { from, to, step } : undefined;
}

function numberIn({ least, words = [] }: Field, text: string): number {
  const word = words.indexOf(text.toLowerCase());
  if (word >= 0) return least + word;
  return /^\d+$/.test(text) ? Number(text) : NaN;
}
