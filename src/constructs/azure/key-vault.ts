import type { Construct } from 'constructs';
import {
  Vault,
  VaultSpecPropertiesCreateMode,
  VaultSpecPropertiesNetworkAclsBypass,
  VaultSpecPropertiesNetworkAclsDefaultAction,
  VaultSpecPropertiesSkuFamily,
  VaultSpecPropertiesSkuName,
} from '../../../imports/keyvault.azure.com';
import type { OutsideEndpoint } from '../../model';
import { TracedConstruct } from '../structure';
import { asoMetadata, inResourceGroup } from './aso-object';
import { armIdOf, azureOf } from './azure-cloud';
import { privateEndpointOf } from './azure-endpoints';
import { PrivateEndpoint } from './private-endpoint';
import type { AzureGrant } from './role-assignment';

/** A Key Vault. The id is its name, unique in all of Azure: 3 to 24 letters, digits and single '-'. */
export interface KeyVaultProps {
  readonly namespace: string;
}

/** Where a vault is asked. */
export interface KeyVaultAddress {
  readonly vaultName: string;
  /** Address of the vault, without a final slash. */
  readonly uri: string;
}

/** Days for which Azure keeps what was deleted: the most that it offers. */
const SOFT_DELETE_DAYS = 90;

/**
 * Secrets of the environment (TG-18): rights by role only, nothing is ever gone before 90 days, and no address but the
 * private endpoint's answers.
 */
export class KeyVault extends TracedConstruct implements KeyVaultAddress {
  readonly vaultName: string;

  constructor(scope: Construct, id: string, { namespace }: KeyVaultProps) {
    super(scope, id);
    this.vaultName = vaultName(id);
    const { region, tenant } = azureOf(this);
    new Vault(this, 'vault', {
      metadata: asoMetadata({ name: id, namespace, stateful: true }),
      spec: {
        azureName: id,
        ...inResourceGroup(this, region),
        properties: {
          tenantId: tenant,
          sku: { family: VaultSpecPropertiesSkuFamily.A, name: VaultSpecPropertiesSkuName.STANDARD },
          // A vault of this name that was deleted less than 90 days ago still has its secrets.
          createMode: VaultSpecPropertiesCreateMode.CREATE_OR_RECOVER,
          enableRbacAuthorization: true,
          enableSoftDelete: true,
          softDeleteRetentionInDays: SOFT_DELETE_DAYS,
          enablePurgeProtection: true,
          publicNetworkAccess: 'Disabled',
          networkAcls: {
            bypass: VaultSpecPropertiesNetworkAclsBypass.NONE,
            defaultAction: VaultSpecPropertiesNetworkAclsDefaultAction.DENY,
          },
        },
      },
    });
    const target = { group: 'keyvault.azure.com', kind: 'Vault', name: id };
    new PrivateEndpoint(this, `${id}-private`, { namespace, service: 'key-vault', target });
  }

  /** Address of the vault, without a final slash. */
  get uri(): string {
    return `https://${this.vaultName}.vault.azure.net`;
  }

  get endpoint(): OutsideEndpoint {
    return privateEndpointOf(this, this.vaultName, 443);
  }

  /** Reading the values of all secrets of the vault. */
  grantRead(): AzureGrant {
    return { role: 'secrets-user', scope: armIdOf(this, 'Microsoft.KeyVault/vaults', this.vaultName) };
  }
}

function vaultName(name: string): string {
  if (/^(?!.*--)[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$/.test(name)) return name;
  throw new Error(`Key Vault ${name}: Azure takes 3 to 24 letters, digits and single '-', a letter first`);
}
