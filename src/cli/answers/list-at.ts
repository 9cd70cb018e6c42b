import type { Model, Weekday } from '../../model';
import { AT_NOTES, atText, workloadsAt, type Clock } from '../../views/list-at';
import { UsageError } from '../failure';
import type { Voice } from '../terminal';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * `garam list --at <time>`: which services run at a moment and which sleep, and until when (TG-16).
 * @throws UsageError for a time that is none, or whose offset from UTC is not told
 */
export function listAt(voice: Voice, model: Model, time: string): void {
  const instant = instantOf(time);
  const clock: Clock = timeZone => wallTime(instant, timeZone);
  const environments = workloadsAt(model, clock);
  const at = instant.toISOString().replace('.000Z', 'Z');
  voice.answer({ at, environments, notes: AT_NOTES }, () => atText(at, environments, clock, voice.paint));
}

function instantOf(time: string): Date {
  const instant = new Date(INSTANT.test(time) ? time : NaN);
  // Date takes the 31st of February for a day in March.
  const [, day] = /^\d{4}-\d{2}-(\d{2})/.exec(time) ?? [];
  const shifted = new Date(`${time.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(instant.getTime()) || shifted.getUTCDate() !== Number(day)) {
    throw new UsageError(
      `--at ${time} is no time. Expected ISO 8601 with the offset from UTC: 2026-11-23T10:00+09:00 or 2026-11-23T01:00Z.`,
    );
  }
  return instant;
}

function wallTime(instant: Date, timeZone: string): ReturnType<Clock> {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    weekday: 'short',
    hour: 'numeric',
    minute: 'numeric',
  });
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const figure = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  return {
    year: figure('year'),
    month: figure('month'),
    day: figure('day'),
    weekday: parts.get('weekday') as Weekday,
    hour: figure('hour'),
    minute: figure('minute'),
  };
}
