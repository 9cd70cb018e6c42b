import type { Construct } from 'constructs';
import {
  SecretStore as SecretStoreObject,
  SecretStoreSpecProviderAwsService,
} from '../../../imports/external-secrets.io';
import { Place, TracedConstruct, wave } from '../structure';
import { irsa, ServiceAccount } from '../workload';
import { creationCommands } from './creation-commands';
import type { RemoteEntry, SecretStore } from './secret-store';

/** AWS Secrets Manager, read with the rights of one ServiceAccount (IRSA, no keys: D-09). */
export interface AwsSecretStoreProps {
  readonly namespace: string;
  /** Role that may read exactly the secrets of this namespace. */
  readonly roleArn: string;
}

/**
 * The door of one namespace to AWS Secrets Manager. A remote secret is one entry whose value is a JSON object: one
 * property a key.
 */
export class AwsSecretStore extends TracedConstruct implements SecretStore {
  readonly namespace: string;
  /** Region that holds the secrets, for the commands that create them. */
  readonly region: string;

  constructor(
    scope: Construct,
    readonly name: string,
    props: AwsSecretStoreProps,
  ) {
    super(scope, name);
    const { cloud } = Place.of(this).cluster;
    if (cloud.type !== 'aws') {
      throw new Error(
        `${this.node.path}: an AwsSecretStore needs a cluster on AWS, this one's cloud is "${cloud.type}"`,
      );
    }
    this.namespace = props.namespace;
    this.region = cloud.region;
    const reader = new ServiceAccount(this, 'reader', {
      name: AwsSecretStore.reader(name),
      namespace: props.namespace,
      identity: irsa(props.roleArn),
    });
    new SecretStoreObject(this, 'store', {
      metadata: { name, namespace: props.namespace, annotations: wave('prerequisites') },
      spec: {
        provider: {
          aws: {
            service: SecretStoreSpecProviderAwsService.SECRETS_MANAGER,
            region: cloud.region,
            auth: { jwt: { serviceAccountRef: { name: reader.name } } },
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
    return { remote, property };
  }

  creationCommands(remote: string, properties: readonly string[]): readonly string[] {
    return creationCommands({ region: this.region, remote }, properties);
  }
}
