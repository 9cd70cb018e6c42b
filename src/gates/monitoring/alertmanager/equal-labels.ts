import { nameList } from '../../reference/reference-rule';
import type { ComplaintAt } from '../../schema/object-rule';
import type { SentAlert } from './alerts';
import type { Inhibition, Side } from './inhibitions';

/** Labels by which nothing, or too much, is held to be the same. */
export function equalComplaints(inhibition: Inhibition): readonly ComplaintAt[] {
  const { steps, source, target, equal } = inhibition;
  const found = equal.flatMap((label, index) =>
    labelComplaints(label, inhibition).map(complaint => ({ steps: [...steps, 'equal', index], ...complaint })),
  );
  const meets = source.may.some(one => target.may.some(other => equal.every(label => maySame(label, one, other))));
  if (found.length > 0 || meets) return found;
  return [
    {
      steps: [...steps, 'equal'],
      message: `found ${equal.join(', ')}, which no alert of the source has in common with one of the target`,
      expected: 'an alert of each side with the same values',
      mend: 'compare fewer labels, correct the matchers, or take the inhibition out',
    },
  ];
}

type Found = Omit<ComplaintAt, 'steps'>;

function labelComplaints(label: string, { source, target, equal }: Inhibition): readonly Found[] {
  const bare = [...(lacks(source, label) ? ['source'] : []), ...(lacks(target, label) ? ['target'] : [])];
  if (bare.length > 0) return [missing(label, `no alert of the ${bare.join(' and of the ')}`)];
  if (!source.may.some(one => target.may.some(other => maySame(label, one, other))))
    return [strange(label, valuesOf(source, label), valuesOf(target, label))];
  for (const one of source.sure.filter(each => each.labels(label) === '')) {
    const other = target.sure.find(
      each => each.labels(label) === '' && equal.every(every => maySame(every, one, each)),
    );
    if (other) return [missing(label, `neither ${one.name} of the source nor ${other.name} of the target`)];
  }
  return [];
}

function missing(label: string, who: string): Found {
  return {
    message: `found label ${label}, which ${who} carries`,
    expected: 'a label that the alerts of both sides carry',
    mend: 'name another label, or give it to the alerts: where it is missing on both sides, Alertmanager takes it for equal',
  };
}

function strange(label: string, some: readonly string[], others: readonly string[]): Found {
  return {
    message: `found label ${label}, which source and target never have in common: ${nameList(some)} there, ${nameList(others)} here`,
    expected: 'a label that has the same value in an alert of each side',
    mend: 'name a label that both have in common, or correct the matchers',
  };
}

/** Whether the label is sure to be missing in all alerts of a side. */
function lacks({ may }: Side, label: string): boolean {
  return may.every(({ labels }) => labels(label) === '');
}

function valuesOf({ may }: Side, label: string): readonly string[] {
  return [...new Set(may.map(({ labels }) => labels(label) || 'none'))];
}

/** Whether a label may have the same value in both, or be missing in both. */
export function maySame(label: string, one: SentAlert, other: SentAlert): boolean {
  const [some, others] = [one.labels(label), other.labels(label)];
  return some === undefined || others === undefined || some === others;
}
