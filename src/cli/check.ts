import { driftText } from '../views/drift';
import { counted, findingsText, messageText, sourceText } from '../views/findings';
import { upgradeFindings } from './against';
import { build } from './build';
import type { ExitCode } from './failure';
import { outputDrift } from './output-drift';
import type { Project } from './project';
import type { Voice } from './terminal';

/**
 * `garam check`: types, gates, and whether what is committed is what a fresh synthesis gives. Writes nothing.
 * @param against branch, tag or commit from which the way to here is checked, too. @default none
 * @throws UsageError where that revision cannot be read
 */
export async function check(project: Project, voice: Voice, against?: string): Promise<ExitCode> {
  const mistakes = await project.compileErrors();
  if (mistakes.length > 0) return tellMistakes(mistakes, voice);
  const { verdict, ...built } = await build(project);
  const { excepted } = verdict;
  const findings = [...verdict.findings, ...(await upgradeFindings(project, against, built.model))];
  const drift = outputDrift(project.root, built);
  const fine = findings.length === 0 && drift.length === 0;
  const paint = voice.errorPaint;
  voice.complain(
    [findingsText(findings, paint), ...drift.map(file => driftText(file, paint))].filter(Boolean).join('\n\n'),
  );
  voice.answer({ findings, excepted: excepted.length, drift }, () =>
    fine
      ? `fine: ${counted(built.model.manifests.length, 'object')}, every rule kept, committed as synthesized` +
        (excepted.length === 0 ? '' : ` (${counted(excepted.length, 'finding')} silenced by exceptions)`)
      : `${counted(findings.length, 'finding')}, ${counted(drift.length, 'file')} that npm start would write or remove`,
  );
  return fine ? 0 : 1;
}

function tellMistakes(mistakes: Awaited<ReturnType<Project['compileErrors']>>, voice: Voice): ExitCode {
  if (voice.json) voice.answer({ errors: mistakes }, () => '');
  const texts = mistakes.map(({ what, where, source, expected, mend }) =>
    messageText(
      { label: 'error', message: what, at: source && sourceText(source), in: where, expected, mend },
      voice.errorPaint,
    ),
  );
  voice.complain([...texts, counted(mistakes.length, 'error')].join('\n\n'));
  return 2;
}
