import { inContainer, violation, type Violation } from './violation';

const DATABASE = 'StatefulSet/postgresql';
const SLEEPER = 'ScaledObject/ai-service';
const ROUTES = 'Ingress/tripgen-routes';
const trigger = ['spec', 'triggers', 0, 'metadata'];

/** Of kinds and rules that came with TripGen: stores, Jobs of fixed names, hours, NGINX, Azure. */
export const ofTripgen: readonly Violation[] = [
  inContainer('no-root-user', 'A container runs as root.', ['securityContext', 'runAsUser'], 0),
  violation('stateful-service', DATABASE, 'A StatefulSet names a Service that does not exist.', [
    ['spec', 'serviceName'],
    'database',
  ]),
  violation('volume-claim-tracking', DATABASE, 'A claim template does not say what kind it is.', [
    ['spec', 'volumeClaimTemplates', 0, 'kind'],
    undefined,
  ]),
  violation('job-rerun', 'Job/data-validation', 'A Job of a fixed name is not replaced.', [
    ['metadata', 'annotations', 'argocd.argoproj.io/sync-options'],
    'Replace=true',
  ]),
  violation('schedule-window', SLEEPER, 'A time zone is misspelt.', [[...trigger, 'timezone'], 'asia/seoul']),
  violation('schedule-target', SLEEPER, 'A database is put to sleep.', [
    ['spec', 'scaleTargetRef'],
    { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'postgresql' },
  ]),
  violation('schedule-declared', SLEEPER, 'The hours are others than declared.', [
    [...trigger, 'start'],
    '0 9 * * 1-5',
  ]),
  violation('nginx-annotation', ROUTES, 'An annotation is of another controller.', [
    ['metadata', 'annotations', 'nginx.ingress.kubernetes.io/rewrite-target'],
    '/',
  ]),
  violation('nginx-host', ROUTES, 'A rule has no host.', [['spec', 'rules', 0, 'host'], undefined]),
  violation('nginx-certificate', ROUTES, 'A host has no certificate.', [['spec', 'tls', 0, 'secretName'], undefined]),
  violation('azure-owner', 'NamespacesQueue/notification', 'A queue lies in no namespace of Service Bus.', [
    ['spec', 'owner', 'name'],
    'sb-nowhere',
  ]),
  violation(
    'azure-trust',
    'FederatedIdentityCredential/tripgen-prod-ai-service',
    'A service account that is trusted does not exist.',
    [['spec', 'subject'], 'system:serviceaccount:tripgen-prod:nobody'],
  ),
];
