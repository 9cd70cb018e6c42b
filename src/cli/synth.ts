import { write, type WriteResult } from '../synth/writer';
import { findingsText } from '../views/findings';
import { summaryText, type RunSummary } from '../views/run-summary';
import { build, type Build } from './build';
import type { ExitCode } from './failure';
import { writePages } from './page-writer';
import type { Project } from './project';
import type { Voice } from './terminal';

const NOTHING: WriteResult = { changed: [], added: [], removed: [] };

/** `garam synth`, which is `npm start`: everything is synthesized and checked, then written if no rule is broken. */
export async function synth(project: Project, voice: Voice): Promise<ExitCode> {
  const start = performance.now();
  const result = await build(project);
  const { findings } = result.verdict;
  const written = findings.length === 0 ? write(project.root, result.files) : NOTHING;
  const pages = findings.length === 0 ? writePages(project.root, result.pages) : [];
  const summary = summarize(result, written, pages.length, performance.now() - start);
  voice.complain(findingsText(findings, voice.errorPaint) && `${findingsText(findings, voice.errorPaint)}\n`);
  voice.answer({ ...summary, findings, written: { ...written, pages } }, () => summaryText(summary));
  return findings.length === 0 ? 0 : 1;
}

function summarize({ model, verdict }: Build, written: WriteResult, pages: number, milliseconds: number): RunSummary {
  const touched = [...written.changed, ...written.added, ...written.removed].map(path => path.split('/')[1] ?? '');
  const known = model.environments.map(({ name }) => name);
  // An environment that was removed from the list leaves files behind, which the run has just removed.
  const gone = [...new Set(touched)].filter(name => !known.includes(name));
  const objects = counts(model.manifests.map(({ environment }) => environment));
  const changed = counts(touched);
  const findings = counts(verdict.findings.map(({ where }) => where.environment));
  const environments = [...known, ...gone].map(environment => ({
    environment,
    objects: objects.get(environment) ?? 0,
    changed: changed.get(environment) ?? 0,
    findings: findings.get(environment) ?? 0,
  }));
  return { environments, pages, exceptions: verdict.excepted.length, milliseconds: Math.round(milliseconds) };
}

function counts(names: readonly string[]): ReadonlyMap<string, number> {
  const counted = new Map<string, number>();
  for (const name of names) counted.set(name, (counted.get(name) ?? 0) + 1);
  return counted;
}
