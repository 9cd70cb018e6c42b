import type { Declared, LabDeclaration, Language, Model } from '../model';
import { declared } from './declared';
import { block, code, page, words } from './table';

const TEXTS = {
  en: {
    title: 'What the labs verify',
    intro:
      'Each lab has a Job that asks Prometheus whether its scenario came out. Every check below is one number and what it has to be; ' +
      'the Job prints both. [The labs](README.md) tell what to do before.',
    start: 'Start it, and read what it says:',
    page: (number: number): string => `[Steps](lab-${number}.md)`,
  },
  ko: {
    title: '실습이 확인하는 것',
    intro:
      '실습마다 시나리오가 제대로 되었는지 Prometheus에 묻는 Job이 있다. 아래의 각 확인은 수 하나와 그 수가 만족해야 할 조건이며, ' +
      'Job은 둘 다 출력한다. 그 전에 할 일은 [실습](README.ko.md)에 있다.',
    start: '시작하고 출력을 읽는다.',
    page: (number: number): string => `[단계](lab-${number}.ko.md)`,
  },
} as const;

/** docs/labs/checks.md and its Korean twin: what the Job of each lab asks (LP-21). */
export function labsPage(model: Pick<Model, 'environments' | 'declarations'>, language: Language): string {
  const { title, intro } = TEXTS[language];
  return page(title, [intro, ...declared(model, 'lab').flatMap(lab => chapter(lab, language))]);
}

function chapter(lab: Declared<LabDeclaration>, language: Language): readonly string[] {
  const { start, page: steps } = TEXTS[language];
  return [
    `## ${lab.number} ${words(lab.title[language])}`,
    `${words(lab.goal[language])} ${steps(lab.number)}, ${code(lab.environment)}.`,
    start,
    block('sh', startOf(lab)),
    ...lab.checks.flatMap(({ name, what, measure, holds }) => [
      `**${words(name)}**: ${words(what[language])}.`,
      block('promql', `${measure} ${holds}`),
    ]),
  ];
}

/** The log ends when the Job does. */
function startOf({ job, namespace }: LabDeclaration): string {
  const kubectl = `kubectl --namespace ${namespace}`;
  return [
    `run=${job}-$(date +%H%M%S)`,
    `${kubectl} create job "$run" --from=cronjob/${job}`,
    `${kubectl} logs --follow "job/$run" --pod-running-timeout=5m`,
  ].join('\n');
}
