import { condition, generationOf, has, statusOf, write, type Answer } from './conditions';
import { autoscalerOfKeda, objectsOfAzure, secretOfCertificate, secretOfStore } from './made-objects';
import type { StandIn } from './stand-in';

const targetsRegistered: Answer = async (client, object) => {
  const generation = generationOf(object);
  if (statusOf(object).observedGeneration !== generation)
    await write(client, object, { observedGeneration: generation });
};

const balancerHasAddress: Answer = async (client, object) => {
  if (JSON.stringify(statusOf(object).loadBalancer ?? {}) !== '{}') return;
  await write(client, object, { loadBalancer: { ingress: [{ hostname: `${object.metadata.name}.elb.example.com` }] } });
};

/** Prometheus and Alertmanager as the operator tells of them once all their pods are there. */
const podsAreThere: Answer = async (client, object) => {
  if (has(object, 'Available')) return;
  const { replicas = 1 } = object.spec as { replicas?: number };
  const lastTransitionTime = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const observedGeneration = generationOf(object);
  const conditions = ['Available', 'Reconciled'].map(type => ({
    type,
    status: 'True',
    lastTransitionTime,
    observedGeneration,
  }));
  const counts = { replicas, updatedReplicas: replicas, availableReplicas: replicas, unavailableReplicas: 0 };
  await write(client, object, { paused: false, ...counts, conditions });
};

/** Every answer that is known, by the kinds that it is given to: `group/version Kind`. */
export const ANSWERS: readonly (Omit<StandIn, 'apiVersion' | 'kind'> & { readonly kinds: RegExp })[] = [
  {
    kinds: /\.services\.k8s\.aws\//,
    controller: 'ACK',
    says: 'ACK.ResourceSynced is True',
    notProven: 'that AWS accepts it, adoption, references',
    answer: condition('ACK.ResourceSynced', 'Synced'),
  },
  {
    kinds: /\.azure\.com\//,
    controller: 'Azure Service Operator',
    says: 'Ready; a dummy value for each key of the ConfigMaps and Secrets that it is asked for',
    notProven: 'that Azure accepts it, adoption, owners, identities',
    answer: objectsOfAzure,
  },
  {
    kinds: /^external-secrets\.io\/\S+ (Cluster)?SecretStore$/,
    controller: 'External Secrets',
    says: 'Ready',
    notProven: 'the role, the store',
    answer: condition('Ready', 'Valid'),
  },
  {
    kinds: /^external-secrets\.io\/\S+ ExternalSecret$/,
    controller: 'External Secrets',
    says: 'Ready; the Secret with a dummy value for each key',
    notProven: 'that the entry and its properties exist',
    answer: secretOfStore,
  },
  {
    kinds: /^cert-manager\.io\/\S+ (Cluster)?Issuer$/,
    controller: 'cert-manager',
    says: 'Ready',
    notProven: 'the account with the authority, the token for its challenges',
    answer: condition('Ready', 'ACMEAccountRegistered'),
  },
  {
    kinds: /^cert-manager\.io\/\S+ Certificate$/,
    controller: 'cert-manager',
    says: 'Ready; the Secret with dummies for certificate and key',
    notProven: 'challenges, the certificate, its renewal',
    answer: secretOfCertificate,
  },
  {
    kinds: /^keda\.sh\/\S+ ScaledObject$/,
    controller: 'KEDA',
    says: 'Ready; the autoscaler, which keeps to the fewest and the most replicas',
    notProven: 'triggers and their times (off-hours.e2e.ts runs the real operator)',
    answer: autoscalerOfKeda,
  },
  {
    kinds: /^elbv2\.k8s\.aws\/\S+ TargetGroupBinding$/,
    controller: 'AWS Load Balancer Controller',
    says: 'observedGeneration',
    notProven: 'target groups, node ports, health of targets',
    answer: targetsRegistered,
  },
  {
    kinds: /^monitoring\.coreos\.com\/v1 (Prometheus|Alertmanager)$/,
    controller: 'the Prometheus operator',
    says: 'all pods are available; there are none',
    notProven: 'its StatefulSets, configuration and rules',
    answer: podsAreThere,
  },
  {
    kinds: /^networking\.k8s\.io\/v1 Ingress$/,
    controller: 'the ingress controller',
    says: 'an address',
    notProven: 'the load balancer, its rules and certificates',
    answer: balancerHasAddress,
  },
];
