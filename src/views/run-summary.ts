import { counted } from './findings';
import { textTable } from './table';

/** What a run did for one environment. */
export interface EnvironmentRun {
  readonly environment: string;
  readonly objects: number;
  /** Files that were written or removed. */
  readonly changed: number;
  readonly findings: number;
}

/** What a run did in all. */
export interface RunSummary {
  readonly environments: readonly EnvironmentRun[];
  /** Generated pages in docs/ that were written. */
  readonly pages: number;
  /** Exceptions that silenced a finding. */
  readonly exceptions: number;
  readonly milliseconds: number;
}

/** The table at the end of a run. */
export function summaryText({ environments, pages, exceptions, milliseconds }: RunSummary): string {
  const sum = (of: (run: EnvironmentRun) => number): string =>
    String(environments.reduce((all, run) => all + of(run), 0));
  const rows = environments.map(run => [
    run.environment,
    String(run.objects),
    String(run.changed),
    String(run.findings),
    '',
  ]);
  const total = [
    'all',
    sum(run => run.objects),
    sum(run => run.changed),
    sum(run => run.findings),
    seconds(milliseconds),
  ];
  const table = textTable(
    [
      { heading: 'environment' },
      { heading: 'objects', figures: true },
      { heading: 'files changed', figures: true },
      { heading: 'findings', figures: true },
      { heading: 'time', figures: true },
    ],
    [...rows, total],
  );
  const notes = [
    ...(pages === 0 ? [] : [`${counted(pages, 'page')} of docs/ changed`]),
    ...(exceptions === 0 ? [] : [`${counted(exceptions, 'finding')} silenced by exceptions`]),
  ];
  return [table, ...notes].join('\n');
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;
