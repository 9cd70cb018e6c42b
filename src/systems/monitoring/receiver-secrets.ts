import { secretsGrant, IrsaRole } from '../../constructs/aws';
import { SharedKeyVault, WorkloadIdentity } from '../../constructs/azure';
import { secretKeys, type Routing } from '../../constructs/alerting';
import { AwsSecretStore, AzureKeyVaultStore, VaultSecretStore, type SecretStore } from '../../constructs/secrets';
import { known, type System } from '../../constructs/structure';
import type { Fact } from '../../model';
import { MONITORING } from './endpoints';

/** A Secret that a person makes in the cluster, for who has no secret manager (TG-13). */
export interface SecretByHand {
  readonly type: 'by-hand';
}

/** An entry of AWS Secrets Manager, read by an IAM role of its own. */
export interface InSecretsManager {
  readonly type: 'aws';
  /** Name of the receivers' entry; Grafana's is `<secret>/grafana`, the prober's `<secret>/blackbox-exporter`. */
  readonly secret: string;
  /** First part of the name of the IAM role that reads it. */
  readonly rolePrefix: string;
  /** Requirements that ask for all this. */
  readonly requirements: readonly string[];
}

/** An entry of Vault or OpenBao, in a folder of its own. */
export interface InVault {
  readonly type: 'vault';
  /** Address of the server, with `https://`. */
  readonly server: Fact<string>;
  /** Path of the key-value engine of version 2. */
  readonly mount: Fact<string>;
  /** Path at which the server trusts tokens of this cluster. */
  readonly trust: Fact<string>;
  /** Role that may read the folder `monitoring` of the engine, and trusts `secrets-reader` of that namespace. */
  readonly role: Fact<string>;
}

/** Secrets of a Key Vault that another system makes, read by an identity that reads nothing else of it. */
export interface InKeyVault {
  readonly type: 'azure';
  /** Name of the vault. */
  readonly keyVault: string;
  /** Name of the identity, unique in the resource group. */
  readonly identity: string;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/** Where the values lie that the receivers need. */
export type ReceiverSecrets = InSecretsManager | InVault | InKeyVault;

/** Name of the store in the namespace. */
const STORE = 'secrets';

/** Entries of Vault's folder, and what the names of Key Vault's secrets begin with: one a program that reads them. */
const ENTRY = 'alertmanager';
const GRAFANA = 'grafana';
const PROBER = 'blackbox-exporter';

/** The door to the values of a system, and the names that they have behind it. */
export interface WatchingSecrets {
  readonly store: SecretStore;
  /** What the receivers need. */
  readonly receivers: string;
  /** What Grafana needs. */
  readonly grafana: string;
  /** What the blackbox exporter shows to addresses that want a key. */
  readonly prober: string;
}

/** What of the values is read. */
interface ReadValues {
  readonly routing: Routing;
  /** Keys that Grafana reads, and what each is; none where there is no Grafana. */
  readonly grafana: Readonly<Record<string, string>>;
  /** Keys that the blackbox exporter shows, and what each is. */
  readonly shown: Readonly<Record<string, string>>;
}

/** The door to the values of who watches, and the names that they have behind it. */
export function receiverSecrets(system: System, values: ReceiverSecrets, read: ReadValues): WatchingSecrets {
  switch (values.type) {
    case 'aws':
      return fromSecretsManager(system, values, read);
    case 'vault':
      return fromVault(system, values);
    case 'azure':
      return fromKeyVault(system, values, read);
  }
}

function fromVault({ app }: System, { server, mount, trust, role }: InVault): WatchingSecrets {
  const store = new VaultSecretStore(app, STORE, {
    namespace: MONITORING,
    server: known(server),
    mount: known(mount),
    folder: MONITORING,
    trust: known(trust),
    role: known(role),
  });
  return { store, receivers: ENTRY, grafana: GRAFANA, prober: PROBER };
}

function fromKeyVault(
  { app, cloud }: System,
  { keyVault, identity, requirements }: InKeyVault,
  { routing, grafana, shown }: ReadValues,
): WatchingSecrets {
  const vault = new SharedKeyVault(cloud, keyVault);
  const named = (entry: string, keys: Readonly<Record<string, string>>): readonly string[] =>
    Object.keys(keys).map(key => AzureKeyVaultStore.secretName(entry, key.toLowerCase()));
  const secrets = [...named(ENTRY, secretKeys(routing)), ...named(GRAFANA, grafana), ...named(PROBER, shown)];
  const reader = new WorkloadIdentity(cloud, identity, {
    namespace: MONITORING,
    serviceAccount: AzureKeyVaultStore.reader(STORE),
    grants: vault.grantRead(secrets),
    inSecret: true,
    requirements,
  });
  return {
    store: new AzureKeyVaultStore(app, STORE, { namespace: MONITORING, vault, identity: reader }),
    receivers: ENTRY,
    grafana: GRAFANA,
    prober: PROBER,
  };
}

function fromSecretsManager(
  { app, cloud }: System,
  { secret, rolePrefix, requirements }: InSecretsManager,
  read: ReadValues,
): WatchingSecrets {
  const grafana = `${secret}/${GRAFANA}`;
  const prober = `${secret}/${PROBER}`;
  const isRead = (keys: Readonly<Record<string, string>>): boolean => Object.keys(keys).length > 0;
  const names = [secret, ...(isRead(read.grafana) ? [grafana] : []), ...(isRead(read.shown) ? [prober] : [])];
  const role = new IrsaRole(cloud, `${rolePrefix}-secrets`, {
    namespace: MONITORING,
    serviceAccount: { namespace: MONITORING, name: AwsSecretStore.reader(STORE) },
    grants: [secretsGrant(cloud, 'ReadSecrets', names)],
    boundary: `${rolePrefix}-secrets-boundary`,
    requirements,
  });
  const store = new AwsSecretStore(app, STORE, { namespace: MONITORING, roleArn: role.arn });
  return { store, receivers: secret, grafana, prober };
}
