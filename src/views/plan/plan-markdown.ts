import type { Finding } from '../../model';
import { counted, sourceText } from '../findings';
import { block, code, markdownTable, words } from '../table';
import { differenceLines, fateText, groupTitle, MARKS } from './change-text';
import type { Plan, PlannedGroup, PlannedObject } from './plan';
import { SUMMARY, summaryRows } from './summary';

/** First line of the comment on a pull request, by which the next run finds it again. */
export const PLAN_MARK = '<!-- garam plan -->';

/** GitHub takes 65,536 characters for a comment. */
const LONGEST_COMMENT = 60_000;
/** Most objects listed of one group. */
const MOST_OBJECTS = 100;

/**
 * A plan as a comment on a pull request: the table first, the details folded.
 * @param longest most characters; parts that do not fit are left out, and the end says how many. @default 60,000
 */
export function planMarkdown(plan: Plan, longest = LONGEST_COMMENT): string {
  const { ref, commit } = plan.against;
  const rows = summaryRows(plan).map(([environment = '', ...counts]) => [words(environment), ...counts]);
  const head = [
    PLAN_MARK,
    '## Plan: what this change does to the clusters',
    `Against ${code(ref)}${ref === commit ? '' : ` (${code(commit.slice(0, 12))})`}.`,
    markdownTable(SUMMARY, rows),
  ];
  const parts = [...findingParts(plan), ...restartPart(plan), ...plan.groups.map(groupPart)];
  if (parts.length === 0) return `${[...head, 'Nothing changes.'].join('\n\n')}\n`;
  return fitting(head, parts, longest, `npx garam plan --against ${commit}`);
}

/** As many parts as fit, whole: half a part would break what comes after. */
function fitting(head: readonly string[], parts: readonly string[], longest: number, command: string): string {
  const note = (cut: number): string => `… and ${counted(cut, 'part')} more, too long for here: ${code(command)}`;
  const room = longest - note(parts.length).length - '\n\n\n'.length;
  const taken = [...head];
  let length = head.join('\n\n').length;
  for (const part of parts) {
    length += part.length + '\n\n'.length;
    if (length > room) break;
    taken.push(part);
  }
  const cut = parts.length - (taken.length - head.length);
  return `${[...taken, ...(cut > 0 ? [note(cut)] : [])].join('\n\n')}\n`;
}

function findingParts({ findings: { appear, go } }: Plan): readonly string[] {
  return [
    ...(appear.length === 0 ? [] : [`**Findings that appear: ${appear.length}**`]),
    ...appear.map(findingItem),
    ...(go.length === 0 ? [] : [folded(`Findings that go: ${go.length}`, go.map(findingItem).join('\n'))]),
  ];
}

function findingItem({ code: name, message, where, expected, mend }: Finding): string {
  const { environment, object = '', path = '', source, file = '' } = where;
  const at = source === undefined ? file : sourceText(source);
  const place = [environment, object, path, at].filter(part => part !== '').map(code);
  const text = `- ${code(name)} ${words(message)}  \n  ${place.join(' ')}  \n  expected: ${words(expected)}; mend: ${words(mend)}`;
  return text.replaceAll('@', `@${NOTHING}`);
}

/** A space of no width: behind it an `@` calls nobody. */
const NOTHING = '\u200b';

function restartPart({ groups }: Plan): readonly string[] {
  const restarting = groups.flatMap(({ objects }) => objects).filter(({ pods }) => pods === 'restart');
  if (restarting.length === 0) return [];
  const names = restarting.slice(0, MOST_OBJECTS).map(({ environment, object }) => code(`${environment} ${object}`));
  return [`**Pods restart:** ${names.join(', ')}${restarting.length > MOST_OBJECTS ? ', …' : ''}`];
}

function groupPart(group: PlannedGroup): string {
  const lines = differenceLines(group).map(({ mark, text }) => `${mark} ${text}`);
  const rest = group.objects.length - MOST_OBJECTS;
  const table = markdownTable(
    ['', 'environment', 'object', 'what happens', 'declared at'].map(heading => ({ heading })),
    group.objects.slice(0, MOST_OBJECTS).map(objectRow),
  );
  return folded(
    groupTitle(group),
    [
      ...(lines.length === 0 ? [] : [block('diff', lines.join('\n'))]),
      table,
      ...(rest > 0 ? [`… and ${rest} more`] : []),
    ].join('\n\n'),
  );
}

function objectRow(each: PlannedObject): readonly string[] {
  const { environment, object, fate, source, file } = each;
  return [
    code(MARKS[fate]),
    words(environment),
    code(object),
    words(fateText(each)),
    code(source ? sourceText(source) : file),
  ];
}

function folded(title: string, text: string): string {
  const plainTitle = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<details><summary>${plainTitle}</summary>\n\n${text}\n\n</details>`;
}
