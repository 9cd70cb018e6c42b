import { App, Chart } from 'cdk8s';
import {
  ExternalSecret,
  ExternalSecretSpecSecretStoreRefKind,
  ExternalSecretSpecTargetCreationPolicy,
  ExternalSecretSpecTargetDeletionPolicy,
  SecretStore,
  SecretStoreSpecProviderAwsService,
} from '../../../../imports/external-secrets.io';
import { creationCommands } from '../../../constructs/secrets';
import type { Cluster, KubeObject, SecretDeclaration } from '../../../model';
import { awsPlace, roleAnnotation } from '../place';
import { NOTIFICATIONS_SECRET } from './notifications';

const READER = 'argocd-secrets-reader';
const STORE = 'argocd-secrets';

/** Key of the Secret, and property of the secret manager's entry. */
const SLACK_TOKEN = 'slack-token';

/** Objects that bring the Slack token from the secret manager's entry `remote` into Argo CD's namespace. */
export function slackToken(cluster: Cluster, namespace: string, remote: string): readonly KubeObject[] {
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
export function slackTokenDeclared(cluster: Cluster, namespace: string, remote: string): SecretDeclaration {
  const meaning = 'token of the Slack bot that tells of syncs';
  return {
    type: 'secret',
    namespace,
    name: NOTIFICATIONS_SECRET,
    entries: [{ key: SLACK_TOKEN, remote, property: SLACK_TOKEN, meaning }],
    consumers: ['argocd-notifications-controller'],
    create: creationCommands({ region: awsPlace(cluster).region, remote }, [SLACK_TOKEN]),
  };
}
