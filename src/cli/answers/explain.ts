import { didYouMean } from '../../gates/schema/did-you-mean';
import type { Language } from '../../model';
import { explanation, ruleList } from '../../views/rules';
import { UsageError, type ExitCode } from '../failure';
import type { Project } from '../project';
import type { Voice } from '../terminal';

/**
 * `garam explain [code]`: a rule, its reason and an example; without a code, all rules in one line each.
 * @throws UsageError for an unknown code
 */
export async function explain(
  project: Project,
  voice: Voice,
  code: string | undefined,
  language: Language,
): Promise<ExitCode> {
  const rules = await project.explained();
  if (code === undefined) {
    const all = rules.map(rule => ({ code: rule.code, ...rule.text[language] }));
    voice.answer(all, () => ruleList(rules, language, voice.paint));
    return 0;
  }
  const rule = rules.find(candidate => candidate.code === code);
  if (rule === undefined)
    throw new UsageError(
      unknownCode(
        code,
        rules.map(candidate => candidate.code),
      ),
    );
  voice.answer({ code, ...rule.text[language] }, () => explanation(rule, language, voice.paint));
  return 0;
}

function unknownCode(code: string, codes: readonly string[]): string {
  const meant = didYouMean(code, codes);
  const hint = meant === undefined ? 'npx garam explain lists them all.' : `Did you mean ${meant}?`;
  return `unknown rule ${code}. ${hint}`;
}
