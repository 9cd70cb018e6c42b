import type { Configuration, Receiver, Route } from './configuration';
import type { SentAlert } from './intent';
import { edgesOf, MINUTE, remainder, sayMinute, shifted, weekly, weekMinuteOf } from './week';

/** A moment of the committed week beside an edge: now is that moment where all times are shifted. */
export interface Moment {
  /** Minute of the committed week in which muting may begin or end. */
  readonly edge: number;
  readonly side: 'before' | 'after';
  /** Minutes by which times are later than committed. */
  readonly shift: number;
}

/** A configuration of which is asked whether it mutes in its hours, and the alerts that ask. */
export interface Tried {
  readonly name: string;
  readonly configuration: Configuration;
  readonly alerts: readonly SentAlert[];
  /** Further minutes of the week, beside those in which its own times begin and end. */
  readonly edges: readonly number[];
}

/** An alert that is sent, what is tried by it, and when. */
export interface Question {
  readonly tried: Tried;
  readonly moment: Moment;
  readonly alert: SentAlert;
}

/** Everything that is asked at once. */
export interface Plan {
  /** When the edges come that are still before us: in one or two minutes. */
  readonly crossing: number;
  readonly questions: readonly Question[];
}

/** Each alert of each configuration, before and after each edge, seen from now. */
export function planned(all: readonly Tried[], now: number): Plan {
  const crossing = Math.ceil(now / MINUTE + 1) * MINUTE;
  const places = { before: weekMinuteOf(new Date(crossing)), after: weekMinuteOf(new Date(now)) };
  const questions = all.flatMap(tried =>
    allEdges(tried).flatMap(edge =>
      (['before', 'after'] as const).flatMap(side => {
        const moment = { edge, side, shift: remainder(places[side] - edge) };
        return tried.alerts.map(alert => ({ tried, moment, alert }));
      }),
    ),
  );
  return { crossing, questions };
}

function allEdges({ configuration, edges }: Tried): readonly number[] {
  const own = (configuration.time_intervals ?? []).flatMap(each => edgesOf(each.time_intervals.map(weekly)));
  return [...new Set([...own, ...edges])].sort((a, b) => a - b);
}

/** The moment of the committed week that stands for one of ours. */
export function standsFor({ shift }: Moment, at: number): Date {
  return new Date(at - shift * MINUTE);
}

/** A moment in words, with its shift: `after Sun 23:00, shifted by 431 minutes`. */
export function sayMoment({ edge, side, shift }: Moment): string {
  return `${side} ${sayMinute(edge)}, shifted by ${shift} minutes`;
}

/** Name of what is tried at a moment: its times and its routes have it, too. */
const placeOf = ({ tried, moment }: Question): string => `${tried.name} ${moment.side} ${moment.edge}`;

/** The alerts of a plan: each knows its place, and has a number by which its messages are known. */
export function alertsOf({ questions }: Plan): readonly SentAlert[] {
  return questions.map((question, index) => ({
    ...question.alert,
    labels: { ...question.alert.labels, place: placeOf(question), question: `question-${index}` },
  }));
}

/** Number of the question that a message answers. */
export function questionIn(text: string): number {
  const [, number] = /\bquestion-(\d+)\b/.exec(text) ?? [];
  if (number === undefined) throw new Error(`expected the number of a question in every message; found ${text}`);
  return Number(number);
}

/**
 * One configuration that has the routes of all of a plan, each with its own shifted times. No alert explains another:
 * every one is to be told of, or not, by the time alone. Whoever is told, a witness is told, too.
 */
export function configurationOf({ questions }: Plan, base: Configuration, witness: string): Configuration {
  const places = [...new Map(questions.map(each => [placeOf(each), each]))];
  const { routes: _, ...top } = base.route;
  return {
    ...base,
    inhibit_rules: [],
    route: { ...top, routes: places.map(([place, { tried }]) => placed(tried.configuration.route, place)) },
    time_intervals: places.flatMap(([place, { tried, moment }]) => timesAt(tried.configuration, place, moment)),
    receivers: base.receivers.map(each => witnessed(each, witness)),
  };
}

/** The routes of a configuration for the alerts of one place, those of a number apart from all others. */
function placed({ receiver, group_by: labels, routes }: Route, place: string): Route {
  const grouped = { group_by: [...(labels ?? []), 'question'] };
  return {
    matchers: [`place="${place}"`],
    receiver,
    ...grouped,
    routes: routes?.map(each => named(each, place)) ?? [],
  };
}

function named(route: Route, place: string): Route {
  const { mute_time_intervals: muted, active_time_intervals: active, routes } = route;
  return {
    ...route,
    ...(muted && { mute_time_intervals: muted.map(name => `${name} ${place}`) }),
    ...(active && { active_time_intervals: active.map(name => `${name} ${place}`) }),
    ...(routes && { routes: routes.map(each => named(each, place)) }),
  };
}

function timesAt(
  { time_intervals: all = [] }: Configuration,
  place: string,
  { shift }: Moment,
): NonNullable<Configuration['time_intervals']> {
  return all.map(({ name, time_intervals: times }) => ({
    name: `${name} ${place}`,
    time_intervals: shifted(times.map(weekly), shift),
  }));
}

function witnessed(receiver: Receiver, url: string): Receiver {
  return { ...receiver, webhook_configs: [...(receiver.webhook_configs ?? []), { url, send_resolved: false }] };
}
