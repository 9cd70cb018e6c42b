import type { Model, OutputFile, Price } from '../model';
import { assumedFactsPage } from './assumed-facts';
import { contractsPage } from './contracts';
import { costPage } from './cost';
import { environmentsPage } from './environments';
import { labsPage } from './labs';
import { rulesPage, type ExplainedRule } from './rules';
import { secretsPage } from './secrets';

/** The generated pages of docs/: a run writes them after dist/ and argocd/, and `garam check` compares them. */
export function generatedPages(
  model: Model,
  rules: readonly ExplainedRule[],
  prices: readonly Price[],
): readonly OutputFile[] {
  return [
    { path: 'docs/labs/checks.ko.md', text: labsPage(model, 'ko') },
    { path: 'docs/labs/checks.md', text: labsPage(model, 'en') },
    { path: 'docs/reference/assumed-facts.md', text: assumedFactsPage(model) },
    { path: 'docs/reference/contracts.md', text: contractsPage(model) },
    { path: 'docs/reference/cost.md', text: costPage(model, prices) },
    { path: 'docs/reference/environments.md', text: environmentsPage(model) },
    { path: 'docs/reference/secrets.md', text: secretsPage(model) },
    { path: 'docs/rules.ko.md', text: rulesPage(rules, 'ko') },
    { path: 'docs/rules.md', text: rulesPage(rules, 'en') },
  ];
}
