import type { Construct } from 'constructs';
import {
  ExternalSecret as ExternalSecretObject,
  ExternalSecretSpecSecretStoreRefKind,
  ExternalSecretSpecTargetCreationPolicy,
  ExternalSecretSpecTargetDeletionPolicy,
  ExternalSecretSpecTargetTemplateEngineVersion,
  ExternalSecretSpecTargetTemplateMergePolicy,
  type ExternalSecretSpecTarget,
} from '../../../imports/external-secrets.io';
import { TracedConstruct, WAVES } from '../structure';
import type { SecretStore } from './secret-store';

export interface ExternalSecretProps {
  readonly store: SecretStore;
  /** Name in the secret manager: of one entry, or what the names of several begin with. The store knows. */
  readonly remote: string;
  /** Keys of the Kubernetes Secret and what each means; the remote property is the key in lower case. */
  readonly keys: Readonly<Record<string, string>>;
  /**
   * Further keys, each with its value as a Go template over `keys`: `{{ index . "db-password" | urlquery }}`.
   * @default none
   */
  readonly composed?: Readonly<Record<string, string>>;
  /** Workloads that read it, for the inventory. */
  readonly consumers: readonly string[];
}

/** Hours after which a value is copied again. */
export const REFRESH_HOURS = 1;

/** A Secret whose value never enters git: External Secrets copies it from the secret manager every hour. */
export class ExternalSecret extends TracedConstruct {
  constructor(
    scope: Construct,
    readonly name: string,
    props: ExternalSecretProps,
  ) {
    super(scope, name);
    const { store, remote, keys, composed, consumers } = props;
    const { namespace } = store;
    const entries = Object.entries(keys).map(([key, meaning]) => ({
      key,
      ...store.entry(remote, propertyOf(key)),
      meaning,
    }));
    this.declare({
      type: 'secret',
      name,
      namespace,
      entries,
      consumers,
      create: store.creationCommands(remote, Object.keys(keys).map(propertyOf)),
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
        refreshInterval: `${REFRESH_HOURS}h0m0s`,
        secretStoreRef: { kind: ExternalSecretSpecSecretStoreRefKind.SECRET_STORE, name: store.name },
        target: {
          name,
          creationPolicy: ExternalSecretSpecTargetCreationPolicy.OWNER,
          deletionPolicy: ExternalSecretSpecTargetDeletionPolicy.RETAIN,
          ...(composed && template(composed)),
        },
        data: entries.map(({ key, remote: name, property }) => ({
          secretKey: key,
          remoteRef: { key: name, ...(property !== undefined && { property }) },
        })),
      },
    });
  }
}

/** Property of the remote value that fills a key. */
function propertyOf(key: string): string {
  return key.toLowerCase();
}

/** Beside what is fetched: without `Merge` a template takes the place of all of it. */
function template(composed: Readonly<Record<string, string>>): Pick<ExternalSecretSpecTarget, 'template'> {
  return {
    template: {
      engineVersion: ExternalSecretSpecTargetTemplateEngineVersion.V2,
      mergePolicy: ExternalSecretSpecTargetTemplateMergePolicy.MERGE,
      data: { ...composed },
    },
  };
}

/**
 * A key's value as a part of a URL, as a Go template. `urlquery` writes a space as `+`, which is a plus before the `@`
 * of an address; a plus of the value itself is `%2B` by then.
 */
export function inUrl(key: string): string {
  return `{{ index . "${key}" | urlquery | replace "+" "%20" }}`;
}
