import type { ComplaintAt } from '../../schema/object-rule';
import type { SentAlert } from './alerts';
import { maySame } from './equal-labels';
import type { Inhibition } from './inhibitions';

/**
 * Alerts that inhibit each other, by one inhibition or by several: Alertmanager lets an alert inhibit that is inhibited
 * itself, so that none of them is told.
 */
export function roundComplaints(inhibitions: readonly Inhibition[]): readonly ComplaintAt[] {
  return inhibitions.flatMap((inhibition, index) => {
    const round = roundThrough(inhibition, inhibitions.slice(0, index + 1));
    if (round === undefined) return [];
    return [
      {
        steps: inhibition.steps,
        message: `found ${round.join(' → ')}: each inhibits the next, and none is told`,
        expected: 'inhibitions that lead from what explains to what is explained, and never back',
        mend: 'take one of them out, or narrow its matchers so that one alert of the round is always told',
      },
    ];
  });
}

/** Names of the alerts on a way that begins with the inhibition and ends where it began. */
function roundThrough(inhibition: Inhibition, known: readonly Inhibition[]): readonly string[] | undefined {
  for (const source of inhibition.source.sure)
    for (const target of inhibitedBy(source, [inhibition])) {
      const way = wayTo(source, [target], known);
      if (way) return [source, ...way].map(({ name }) => name);
    }
  return undefined;
}

/** The shortest way from the end of one to an alert, by what each inhibits. */
function wayTo(
  goal: SentAlert,
  begun: readonly SentAlert[],
  known: readonly Inhibition[],
): readonly SentAlert[] | undefined {
  const seen = new Set(begun);
  for (const ways = [begun]; ;) {
    const way = ways.shift();
    const last = way?.at(-1);
    if (!way || !last) return undefined;
    for (const next of inhibitedBy(last, known)) {
      if (next === goal) return [...way, next];
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
}

/** What an alert is sure to fit as a source of, among what may have the equal labels in common with it. */
function inhibitedBy(alert: SentAlert, inhibitions: readonly Inhibition[]): readonly SentAlert[] {
  return inhibitions.flatMap(({ source, target, equal }) =>
    source.sure.includes(alert)
      ? target.sure.filter(other => other !== alert && equal.every(label => maySame(label, alert, other)))
      : [],
  );
}
