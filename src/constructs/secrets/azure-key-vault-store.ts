import type { Construct } from 'constructs';
import {
  SecretStore as SecretStoreObject,
  SecretStoreSpecProviderAzurekvAuthType,
  SecretStoreSpecProviderAzurekvEnvironmentType,
} from '../../../imports/external-secrets.io';
import { azureOf, type KeyVaultAddress, type WorkloadIdentity } from '../azure';
import { TracedConstruct, wave } from '../structure';
import { ServiceAccount } from '../workload';
import { promptCommands, variableOf } from './creation-commands';
import type { RemoteEntry, SecretStore } from './secret-store';

/** Azure Key Vault, read with the rights of one ServiceAccount (workload identity, no keys). */
export interface AzureKeyVaultStoreProps {
  readonly namespace: string;
  readonly vault: KeyVaultAddress;
  /**
   * Identity that may read the vault, for the ServiceAccount {@link AzureKeyVaultStore.reader} of this store; made with
   * `inSecret`, because External Secrets reads a client id that Azure chose from a Secret only.
   */
  readonly identity: WorkloadIdentity;
}

/**
 * The door of one namespace to a Key Vault. Its names have letters, digits and '-' only, and each secret has versions, an
 * expiry and a log of its own: so a remote secret is one Key Vault secret a property, `<remote>-<property>`, and rotating
 * one needs nobody to know the others (decision 052).
 */
export class AzureKeyVaultStore extends TracedConstruct implements SecretStore {
  readonly namespace: string;
  private readonly vault: KeyVaultAddress;

  constructor(
    scope: Construct,
    readonly name: string,
    { namespace, vault, identity }: AzureKeyVaultStoreProps,
  ) {
    super(scope, name);
    this.namespace = namespace;
    this.vault = vault;
    const reader = AzureKeyVaultStore.reader(name);
    if (identity.namespace !== namespace || identity.serviceAccount !== reader) {
      throw new Error(
        `${this.node.path}: identity ${identity.identityName} is for ServiceAccount ` +
          `${identity.namespace}/${identity.serviceAccount}; make it for ${namespace}/${reader}`,
      );
    }
    new ServiceAccount(this, 'reader', { name: reader, namespace });
    new SecretStoreObject(this, 'store', {
      metadata: { name, namespace, annotations: wave('prerequisites') },
      spec: {
        provider: {
          azurekv: {
            authType: SecretStoreSpecProviderAzurekvAuthType.WORKLOAD_IDENTITY,
            environmentType: SecretStoreSpecProviderAzurekvEnvironmentType.PUBLIC_CLOUD,
            tenantId: azureOf(this).tenant,
            vaultUrl: vault.uri,
            serviceAccountRef: { name: reader },
            authSecretRef: { clientId: identity.clientIdSecret },
          },
        },
      },
    });
  }

  /** Name of the ServiceAccount that a store called `name` reads with: whose identity has to trust. */
  static reader(name: string): string {
    return `${name}-reader`;
  }

  /** Name in the vault of one property of a remote secret. */
  static secretName(remote: string, property: string): string {
    return `${remote}-${property}`.replaceAll('_', '-');
  }

  entry(remote: string, property: string): RemoteEntry {
    const name = AzureKeyVaultStore.secretName(remote, property);
    if (/^[0-9A-Za-z-]{1,127}$/.test(name)) return { remote: name };
    throw new Error(
      `${this.node.path}: Key Vault takes no secret called ${name}: ` +
        "use letters, digits, '-' and '_' in the remote name and the keys, 127 characters in all",
    );
  }

  creationCommands(remote: string, properties: readonly string[]): readonly string[] {
    return properties.flatMap(property => [
      ...promptCommands([property]),
      // `printf` is the shell's own: the value is in no process's arguments.
      `printf %s "$${variableOf(property)}" | az keyvault secret set --vault-name ${this.vault.vaultName} ` +
        `--name ${this.entry(remote, property).remote} --file /dev/stdin --encoding utf-8 --output none`,
    ]);
  }
}
