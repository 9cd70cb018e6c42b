import type { Language, Rule } from '../model';
import { plain, type Paint } from './paint';
import { block, code, markdownTable, page, words } from './table';

/** A rule, as far as people read of it. */
export type ExplainedRule = Pick<Rule, 'code' | 'text'>;

const HEADINGS = {
  en: {
    title: 'Rules',
    intro:
      'What every manifest must keep. Nothing is written while one of these is broken. `npx garam explain <code>` prints one of them.',
    code: 'code',
    rule: 'rule',
    reason: 'Why',
    example: 'Example',
  },
  ko: {
    title: '규칙',
    intro:
      '모든 매니페스트가 지켜야 하는 것. 하나라도 어기면 아무것도 쓰지 않는다. `npx garam explain <code> --lang ko`로 하나씩 볼 수 있다.',
    code: '코드',
    rule: '규칙',
    reason: '이유',
    example: '예',
  },
} as const;

/** One rule as `garam explain` prints it. */
export function explanation({ code: name, text }: ExplainedRule, language: Language, paint: Paint = plain): string {
  const { rule, reason, example } = text[language];
  const heading = HEADINGS[language];
  const indented = example
    .replace(/\n+$/, '')
    .split('\n')
    .map(line => `  ${line}`.trimEnd())
    .join('\n');
  return [
    `${paint.strong(name)}: ${rule}`,
    `${paint.faint(`${heading.reason}:`)} ${reason}`,
    `${paint.faint(`${heading.example}:`)}\n${indented}`,
  ].join('\n\n');
}

/** All rules in one line each. */
export function ruleList(rules: readonly ExplainedRule[], language: Language, paint: Paint = plain): string {
  const width = Math.max(0, ...rules.map(rule => rule.code.length));
  return rules.map(({ code: name, text }) => `${paint.strong(name.padEnd(width))}  ${text[language].rule}`).join('\n');
}

/** docs/rules.md and its Korean twin. */
export function rulesPage(rules: readonly ExplainedRule[], language: Language): string {
  const heading = HEADINGS[language];
  const overview = markdownTable(
    [{ heading: heading.code }, { heading: heading.rule }],
    rules.map(({ code: name, text }) => [`[${code(name)}](#${name})`, words(text[language].rule)]),
  );
  const chapters = rules.flatMap(({ code: name, text }) => {
    const { rule, reason, example } = text[language];
    return [`## ${name}`, words(rule), `**${heading.reason}.** ${words(reason)}`, block('', example)];
  });
  return page(heading.title, [heading.intro, overview, ...chapters]);
}
