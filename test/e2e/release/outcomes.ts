import type { Outcome } from './scenarios';

/** What came of all releases of a form, for people who read the output. */
export function outcomesTable(title: string, outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ scenario, weights, phase, secondsToAbort, seconds }) => [
    scenario,
    weights.length > 0 ? `${weights.join(' → ')} %` : 'none',
    phase ?? '',
    (secondsToAbort ?? seconds)?.toFixed(1) ?? '',
  ]);
  const all = [['scenario', 'shares of the new version', 'ends', 'seconds'], ...rows];
  const widths = [0, 1, 2, 3].map(column => Math.max(...all.map(row => row[column]?.length ?? 0)));
  const lines = all.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `\n${title}\n${lines.join('\n')}\n`;
}
