import type { Complaint } from '../finding';
import { labelsLeft, type Labels, type LabelsOfSeries } from './labels-left';
import type { Aggregation, Binary, Expression, NamedLabel } from './promql';

/**
 * Labels that an aggregation or an operator names, and that no series there can carry any more. Where nobody knows what
 * is left, nothing is said: behind a metric that is not in the catalogue, or a rule that reads itself.
 */
export function groupingComplaints(part: Expression, ofSeries: LabelsOfSeries): readonly Complaint[] {
  const left = (each: Expression): Labels => labelsLeft(each, ofSeries);
  switch (part.type) {
    case 'aggregation':
      return ofAggregation(part, left);
    case 'binary':
      return ofMatching(part, left);
    default:
      return [];
  }
}

type Left = (part: Expression) => Labels;

function ofAggregation({ operator, grouping, arguments: given }: Aggregation, left: Left): readonly Complaint[] {
  const series = given.at(-1);
  if (grouping === undefined || series === undefined) return [];
  return strange(grouping.labels, left(series), `${operator} ${grouping.type}`);
}

function ofMatching({ operator, left: before, right: behind, matching }: Binary, left: Left): readonly Complaint[] {
  if (matching === undefined) return [];
  const { type, labels, group } = matching;
  const [here, there] = [left(before), left(behind)];
  const either = here && there && new Set([...here, ...there]);
  const where = `${operator} ${type}`;
  const named =
    type === 'ignoring'
      ? strange(labels, either, where)
      : [...strange(labels, here, `${where} (left side)`), ...strange(labels, there, `${where} (right side)`)];
  const one = group?.many === 'left' ? there : here;
  return [...named, ...(group ? strange(group.include, one, `${operator} group_${group.many}`) : [])];
}

function strange(named: readonly NamedLabel[], left: Labels, where: string): readonly Complaint[] {
  const lost = named.map(({ name }) => name).filter(name => left?.has(name) === false);
  if (lost.length === 0) return [];
  return [
    {
      message: `found label ${lost.join(', ')} in ${where}, where no series carries it`,
      expected: `one of ${[...(left ?? [])].join(', ') || 'no label: none is left'}`,
      mend: 'name a label that is left there, or keep the label further inside',
    },
  ];
}
