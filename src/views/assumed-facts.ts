import type { AssumedFact, Model, ModelEnvironment, SourceLine } from '../model';
import { sourceText } from './findings';
import { plain, type Paint } from './paint';
import { code, markdownTable, page, words } from './table';

/** docs/reference/assumed-facts.md: what no source document gives (ALL-03), and who replaces it. */
export function assumedFactsPage({ environments }: Pick<Model, 'environments'>): string {
  const total = environments.reduce((sum, { assumed }) => sum + assumed.length, 0);
  const intro =
    `Values that no source document gives: ${total} in all. Each stands in the environment’s file as \`assumed(…)\` where the real ` +
    'one will stand, and is a finding in an environment that is marked live. ' +
    '`npx garam list --assumed` adds the file and line of each.';
  return page('Assumed facts', [intro, ...environments.flatMap(chapter)]);
}

function chapter({ name, assumed, source, live }: ModelEnvironment): readonly string[] {
  const where = source === undefined ? '' : ` Declared in ${code(source.file)}.`;
  const what = live ? 'Real traffic flows here: none is allowed.' : 'No real traffic yet.';
  if (assumed.length === 0) return [`## ${name}`, `${what} None.${where}`];
  const rows = assumed.map(({ path, value, reason }) => [code(path), code(value), words(reason)]);
  const table = markdownTable([{ heading: 'property' }, { heading: 'value' }, { heading: 'reason' }], rows);
  return [`## ${name}`, `${what}${where}`, table];
}

/** An assumed fact with the place where it is written. */
export interface LocatedFact extends AssumedFact {
  readonly environment: string;
  readonly source: SourceLine | undefined;
}

/** Assumed facts as people read them. */
export function assumedListText(facts: readonly LocatedFact[], paint: Paint = plain): string {
  return facts.map(fact => factText(fact, paint)).join('\n\n') || 'no assumed facts';
}

function factText({ environment, path, value, reason, source }: LocatedFact, paint: Paint): string {
  const lines = [`${paint.strong(`${environment} ${path}`)} = ${value}`, reason];
  if (source !== undefined) lines.push(`${paint.faint('-->')} ${sourceText(source)}`);
  return lines.join('\n  ');
}
