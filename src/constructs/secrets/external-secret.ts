import type { Construct } from 'constructs';
import {
  ExternalSecret as ExternalSecretObject,
  ExternalSecretSpecSecretStoreRefKind,
  ExternalSecretSpecTargetCreationPolicy,
  ExternalSecretSpecTargetDeletionPolicy,
} from '../../../imports/external-secrets.io';
import { TracedConstruct, WAVES } from '../structure';
import { creationCommands } from './creation-commands';
import type { AwsSecretStore } from './secret-store';

export interface ExternalSecretProps {
  readonly store: AwsSecretStore;
  /** Name in the secret manager; its value is a JSON object. */
  readonly remote: string;
  /** Keys of the Kubernetes Secret and what each means; the remote property is the key in lower case. */
  readonly keys: Readonly<Record<string, string>>;
  /** Workloads that read it, for the inventory. */
  readonly consumers: readonly string[];
}

/** A Secret whose value never enters git: External Secrets copies it from the secret manager every hour. */
export class ExternalSecret extends TracedConstruct {
  constructor(
    scope: Construct,
    readonly name: string,
    props: ExternalSecretProps,
  ) {
    super(scope, name);
    const { store, remote, keys, consumers } = props;
    const { namespace } = store;
    const entries = Object.entries(keys).map(([key, meaning]) => ({
      key,
      remote,
      property: propertyOf(key),
      meaning,
    }));
    this.declare({
      type: 'secret',
      name,
      namespace,
      entries,
      consumers,
      create: creationCommands({ region: store.region, remote }, Object.keys(keys).map(propertyOf)),
    });
    new ExternalSecretObject(this, 'external-secret', {
      metadata: {
        name,
        namespace,
        labels: { 'app.kubernetes.io/name': name },
        // After its store: a store that is not ready yet would hold the secret back for a whole retry interval.
        annotations: { 'argocd.argoproj.io/sync-wave': String(WAVES.prerequisites + 1) },
      },
      spec: {
        refreshInterval: '1h0m0s',
        secretStoreRef: { kind: ExternalSecretSpecSecretStoreRefKind.SECRET_STORE, name: store.name },
        target: {
          name,
          creationPolicy: ExternalSecretSpecTargetCreationPolicy.OWNER,
          deletionPolicy: ExternalSecretSpecTargetDeletionPolicy.RETAIN,
        },
        data: entries.map(({ key, property }) => ({ secretKey: key, remoteRef: { key: remote, property } })),
      },
    });
  }
}

/** Property of the remote value that fills a key. */
function propertyOf(key: string): string {
  return key.toLowerCase();
}
