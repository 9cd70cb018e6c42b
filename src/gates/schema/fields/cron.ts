const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const macros = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']);

interface CronField {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly names: readonly string[];
}

const fields: readonly CronField[] = [
  { name: 'minute', from: 0, to: 59, names: [] },
  { name: 'hour', from: 0, to: 23, names: [] },
  { name: 'day of the month', from: 1, to: 31, names: [] },
  { name: 'month', from: 1, to: 12, names: months },
  { name: 'day of the week', from: 0, to: 6, names: days },
];

function numberIn(field: CronField, text: string): number | undefined {
  const named = field.names.indexOf(text.toLowerCase());
  if (named >= 0) return named + field.from;
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function partError(field: CronField, part: string): string | undefined {
  const [range = '', step, ...more] = part.split('/');
  const steps = step === undefined || /^[1-9]\d*$/.test(step);
  if (more.length > 0 || !steps) return `the step of "${part}" is no positive number`;
  if (range === '*' || range === '?') return undefined;
  const ends = range.split('-').map(end => numberIn(field, end));
  const [low, high = low] = ends;
  const fits = ends.length <= 2 && ends.every(end => end !== undefined && end >= field.from && end <= field.to);
  if (!fits || low === undefined || high === undefined) {
    return `"${part}" does not fit the ${field.name} (${field.from} to ${field.to})`;
  }
  return low > high ? `the range "${part}" ends before it starts` : undefined;
}

/**
 * What is wrong with a cron schedule as Kubernetes, KEDA and Argo CD read it (five fields; Sunday is 0, not 7);
 * undefined where it is fine.
 */
export function cronError(schedule: string): string | undefined {
  if (macros.has(schedule) || /^@every \d+(\.\d+)?(ns|us|ms|s|m|h)/.test(schedule)) return undefined;
  if (/(^|\s)(CRON_)?TZ=/.test(schedule)) return 'a time zone stands in the schedule; it has a field of its own';
  const texts = schedule.trim().split(/\s+/);
  if (texts.length !== fields.length) return `it has ${texts.length} fields`;
  for (const [index, field] of fields.entries()) {
    for (const part of (texts[index] ?? '').split(',')) {
      const error = partError(field, part);
      if (error !== undefined) return error;
    }
  }
  return undefined;
}
