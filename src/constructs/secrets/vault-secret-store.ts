import type { Construct } from 'constructs';
import {
  SecretStore as SecretStoreObject,
  SecretStoreSpecProviderVaultVersion,
} from '../../../imports/external-secrets.io';
import { TracedConstruct, wave } from '../structure';
import { ServiceAccount } from '../workload';
import { jqObject, promptCommands } from './creation-commands';
import type { RemoteEntry, SecretStore } from './secret-store';

/** A key-value engine of HashiCorp Vault or OpenBao, read with the rights of one ServiceAccount. */
export interface VaultSecretStoreProps {
  readonly namespace: string;
  /** Address of the server (`https://vault.example.com`). */
  readonly server: string;
  /** Path at which the engine, of version 2, is mounted (`secret`). */
  readonly mount: string;
  /** Folder in the engine that holds the namespace's entries (`memo`). */
  readonly folder: string;
  /** Path at which the server trusts this cluster's tokens (`kubernetes`). */
  readonly trust: string;
  /** Role of that path: it may read the folder, and trusts the ServiceAccount {@link VaultSecretStore.reader}. */
  readonly role: string;
}

/**
 * The door of one namespace to Vault. A remote secret is one entry of the folder, whose value is an object: one property a
 * key. The reader proves who it is by a token of its ServiceAccount, so that no key to Vault lies anywhere (decision 072).
 */
export class VaultSecretStore extends TracedConstruct implements SecretStore {
  readonly namespace: string;
  private readonly mount: string;
  private readonly folder: string;

  constructor(
    scope: Construct,
    readonly name: string,
    props: VaultSecretStoreProps,
  ) {
    super(scope, name);
    const { namespace, server, mount, folder, trust, role } = props;
    this.namespace = namespace;
    this.mount = mount;
    this.folder = folder;
    const reader = new ServiceAccount(this, 'reader', { name: VaultSecretStore.reader(name), namespace });
    new SecretStoreObject(this, 'store', {
      metadata: { name, namespace, annotations: wave('prerequisites') },
      spec: {
        provider: {
          vault: {
            server,
            path: mount,
            version: SecretStoreSpecProviderVaultVersion.V2,
            auth: { kubernetes: { mountPath: trust, role, serviceAccountRef: { name: reader.name } } },
          },
        },
      },
    });
  }

  /** Name of the ServiceAccount that a store called `name` reads with: whom the role has to trust. */
  static reader(name: string): string {
    return `${name}-reader`;
  }

  entry(remote: string, property: string): RemoteEntry {
    return { remote: `${this.folder}/${remote}`, property };
  }

  creationCommands(remote: string, properties: readonly string[]): readonly string[] {
    return [
      ...promptCommands(properties),
      `jq -n '${jqObject(properties)}' | vault kv put -mount=${this.mount} ${this.folder}/${remote} -`,
    ];
  }
}
