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
  const touched = [...written.changed, ...written.added, ...written.removed];
  const known = model.environments.map(({ name }) => name);
  // An environment that was removed from the list leaves files behind, which the run has just removed.
  const gone = touched.map(path => path.split('/')[1] ?? '').filter(name => !known.includes(name));
  const environments = [...known, ...new Set(gone)].map(environment => ({
    environment,
    objects: model.manifests.filter(manifest => manifest.environment === environment).length,
    changed: touched.filter(path => path.split('/')[1] === environment).length,
    findings: verdict.findings.filter(({ where }) => where.environment === environment).length,
  }));
  return { environments, pages, exceptions: verdict.excepted.length, milliseconds: Math.round(milliseconds) };
}
