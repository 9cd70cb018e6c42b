import { counted, findingText, sourceText } from '../findings';
import { plain, type Paint } from '../paint';
import { textTable } from '../table';
import { differenceLines, fateText, groupTitle, MARKS } from './change-text';
import type { Plan, PlannedGroup, PlannedObject } from './plan';
import { SUMMARY, summaryRows } from './summary';

/** A plan as people read it in a terminal. */
export function planText(plan: Plan, paint: Paint = plain): string {
  const { ref, commit } = plan.against;
  const count = plan.groups.reduce((sum, { objects }) => sum + objects.length, 0);
  const title = paint.strong(
    `against ${ref} (${commit.slice(0, 12)}): ${counted(count, 'object')} of dist/ and argocd/`,
  );
  return [
    count === 0 ? `${title}, nothing changes` : title,
    textTable(SUMMARY, summaryRows(plan)),
    ...plan.groups.map(group => groupText(group, paint)),
    ...findingParts(plan, paint),
  ].join('\n\n');
}

function groupText(group: PlannedGroup, paint: Paint): string {
  const differences = differenceLines(group).map(({ mark, text }) => {
    const line = mark === ' ' ? `  ${text}` : `    ${mark} ${text}`;
    return mark === '-' ? paint.faint(line) : line;
  });
  return [paint.strong(groupTitle(group)), ...differences, ...group.objects.map(each => objectText(each, paint))].join(
    '\n',
  );
}

function objectText(each: PlannedObject, paint: Paint): string {
  const { environment, object, fate, source, file } = each;
  const line = `  ${MARKS[fate]} ${environment} ${object}: ${fateText(each)}`;
  const at = paint.faint(`--> ${source === undefined ? file : sourceText(source)}`);
  return `${fate === 'refused' ? paint.alarm(line) : line}\n      ${at}`;
}

function findingParts({ findings: { appear, go } }: Plan, paint: Paint): readonly string[] {
  return [
    ...(appear.length === 0 ? [] : [paint.strong(`Findings that appear: ${appear.length}`)]),
    ...appear.map(finding => findingText(finding, paint)),
    ...(go.length === 0 ? [] : [paint.strong(`Findings that go: ${go.length}`)]),
    ...go.map(({ code, message, where: { environment, object, source } }) => {
      const at = source === undefined ? '' : `\n  --> ${sourceText(source)}`;
      return `  ${[environment, object].filter(Boolean).join(' ')}: ${code}: ${message}${at}`;
    }),
  ];
}
