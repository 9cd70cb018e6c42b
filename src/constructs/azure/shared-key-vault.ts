import { TracedConstruct } from '../structure';
import type { KeyVaultAddress } from './key-vault';
import { armIdOf } from './azure-cloud';
import type { AzureGrant } from './role-assignment';

/**
 * A Key Vault that another system of the place makes. The id is its name. One vault has one private zone of names, which
 * a second could not bring again; so rights are handed out one secret at a time.
 */
export class SharedKeyVault extends TracedConstruct implements KeyVaultAddress {
  get vaultName(): string {
    return this.node.id;
  }

  get uri(): string {
    return `https://${this.vaultName}.vault.azure.net`;
  }

  /** Reading the values of some secrets of the vault, by their names there. */
  grantRead(secrets: readonly string[]): readonly AzureGrant[] {
    const vault = armIdOf(this, 'Microsoft.KeyVault/vaults', this.vaultName);
    return secrets.map(name => ({ role: 'secrets-user', scope: `${vault}/secrets/${name}` }));
  }
}
