import type { Construct } from 'constructs';
import type { ContractDeclaration } from '../../../model';
import { azureOf } from '../azure-cloud';

/** Resource providers behind alerts, action groups, Application Insights and Log Analytics. */
const PROVIDERS = ['Microsoft.AlertsManagement', 'Microsoft.Insights', 'Microsoft.OperationalInsights'];

/**
 * The contract that the subscription knows Azure Monitor's providers. Azure registers one with the first resource that
 * somebody makes who may do so in the whole subscription; the operator may change one resource group (decision 050).
 */
export function monitorProviders(
  construct: Construct,
  id: string,
  requirements: readonly string[],
): ContractDeclaration {
  const { subscription } = azureOf(construct);
  const each = (verb: string, options: string): string =>
    PROVIDERS.map(name => `az provider ${verb} --subscription ${subscription} --namespace ${name}${options}`).join(
      '; ',
    );
  return {
    type: 'contract',
    id: `${id}-providers`,
    owner: 'platform team',
    statement: `The subscription has the resource providers ${PROVIDERS.join(', ')}; with Contributor on its resource group Azure Service Operator then makes alerts, action groups, Application Insights, workspaces and diagnostic settings.`,
    make: each('register', ' --wait'),
    check: each('show', ' --query registrationState --output tsv'),
    expect: PROVIDERS.map(() => 'Registered').join('\n'),
    requirements,
  };
}
