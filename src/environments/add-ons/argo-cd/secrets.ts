import { App, Chart } from 'cdk8s';
import {
  ExternalSecret,
  ExternalSecretSpecSecretStoreRefKind,
  ExternalSecretSpecTargetCreationPolicy,
  ExternalSecretSpecTargetDeletionPolicy,
  SecretStore,
  SecretStoreSpecProviderAwsService,
} from '../../../../imports/external-secrets.io';
import { creationCommands, handCommands } from '../../../constructs/secrets';
import type { Cluster, KubeObject, SecretDeclaration } from '../../../model';
import { awsPlace, roleAnnotation } from '../place';
import { NOTIFICATIONS_SECRET } from './notifications';

const READER = 'argocd-secrets-reader';
const STORE = 'argocd-secrets';

/** Key of the Secret, and property of the secret manager's entry. */
const SLACK_TOKEN = 'slack-token';

/**
 * Where the Slack bot's token comes from. `aws`: the property `slack-token` of the entry `remote` of AWS Secrets
 * Manager. `by-hand`: a person makes the Secret.
 */
export type SlackToken = { readonly type: 'aws'; readonly remote: string } | { readonly type: 'by-hand' };

/** Objects that bring the Slack token into Argo CD's namespace; none where a person does. */
export function slackTokenObjects(cluster: Cluster, namespace: string, token: SlackToken): readonly KubeObject[] {
  return token.type === 'aws' ? fromSecretsManager(cluster, namespace, token.remote) : [];
}

function fromSecretsManager(cluster: Cluster, namespace: string, remote: string): readonly KubeObject[] {
  const chart = new Chart(new App(), 'argocd', { disableResourceNameHashes: true });
  new SecretStore(chart, 'store', {
    metadata: { name: STORE, namespace },
    spec: {
      provider: {
        aws: {
          service: SecretStoreSpecProviderAwsService.SECRETS_MANAGER,
          region: awsPlace(cluster).region,
          auth: { jwt: { serviceAccountRef: { name: READER } } },
        },
      },
    },
  });
  new ExternalSecret(chart, 'secret', {
    metadata: { name: NOTIFICATIONS_SECRET, namespace },
    spec: {
      refreshInterval: '1h0m0s',
      secretStoreRef: { kind: ExternalSecretSpecSecretStoreRefKind.SECRET_STORE, name: STORE },
      target: {
        name: NOTIFICATIONS_SECRET,
        creationPolicy: ExternalSecretSpecTargetCreationPolicy.OWNER,
        deletionPolicy: ExternalSecretSpecTargetDeletionPolicy.RETAIN,
      },
      data: [{ secretKey: SLACK_TOKEN, remoteRef: { key: remote, property: SLACK_TOKEN } }],
    },
  });
  const reader: KubeObject = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: READER, namespace, annotations: roleAnnotation(cluster, 'argocd') },
  };
  return [reader, ...(chart.toJson() as KubeObject[])];
}

/** The same secret, as the inventory lists it. */
export function slackTokenDeclared(cluster: Cluster, namespace: string, token: SlackToken): SecretDeclaration {
  const meaning = 'token of the Slack bot that tells of syncs';
  const name = NOTIFICATIONS_SECRET;
  const consumers = ['argocd-notifications-controller'];
  if (token.type === 'by-hand') {
    return {
      type: 'secret',
      source: 'by-hand',
      namespace,
      name,
      entries: [{ key: SLACK_TOKEN, meaning }],
      consumers,
      create: handCommands({ name, namespace }, [SLACK_TOKEN]),
      rotation: 'Run the same commands with the new token; Argo CD reads it anew by itself.',
    };
  }
  const { remote } = token;
  return {
    type: 'secret',
    namespace,
    name,
    entries: [{ key: SLACK_TOKEN, remote, property: SLACK_TOKEN, meaning }],
    consumers,
    create: creationCommands({ region: awsPlace(cluster).region, remote }, [SLACK_TOKEN]),
  };
}
