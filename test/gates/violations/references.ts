import { BACKEND, inContainer, inPod, violation, type Violation } from './violation';

const SERVICE = 'Service/fablink-backend';
const POLICY = 'NetworkPolicy/fablink-backend';
const AUTOSCALER = 'HorizontalPodAutoscaler/fablink-backend';
const INGRESS = 'Ingress/fablink-backend';
const JOB = 'Job/fablink-backend-migrate';
const wave = ['metadata', 'annotations', 'argocd.argoproj.io/sync-wave'];
const options = ['metadata', 'annotations', 'argocd.argoproj.io/sync-options'];
const backendPath = ['spec', 'rules', 0, 'http', 'paths', 0, 'backend', 'service'];

/** Names of objects that are not there. */
const names: readonly Violation[] = [
  violation('object-unique', 'ConfigMap/drill-backup-config', 'Two objects have one name.', [
    ['metadata', 'name'],
    'drill-restore-config',
  ]),
  violation('namespace-exists', 'ConfigMap/fablink-backend-config', 'A namespace does not exist.', [
    ['metadata', 'namespace'],
    'fablink-nowhere',
  ]),
  inContainer('config-map-key', 'A ConfigMap does not exist.', ['envFrom', 0, 'configMapRef', 'name'], 'config'),
  inContainer(
    'config-map-key',
    'A key of a ConfigMap does not exist.',
    ['env'],
    [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'fablink-backend-config', key: 'NOTHING' } } }],
  ),
  inContainer('secret-key', 'A Secret does not exist.', ['envFrom', 1, 'secretRef', 'name'], 'secrets'),
  violation('secret-store', 'ExternalSecret/fablink-backend-secrets', 'A store of secrets does not exist.', [
    ['spec', 'secretStoreRef', 'name'],
    'vault',
  ]),
  inPod('service-account', 'A service account does not exist.', ['serviceAccountName'], 'nobody'),
  inPod('priority-class', 'A priority class does not exist.', ['priorityClassName'], 'urgent'),
  inPod('volume-claim', 'A volume claim does not exist.', ['volumes', 0], {
    name: 'tmp',
    persistentVolumeClaim: { claimName: 'data' },
  }),
  violation('storage-class', 'Prometheus/monitoring', 'A StorageClass does not exist.', [
    ['spec', 'storage', 'volumeClaimTemplate', 'spec', 'storageClassName'],
    'gp3',
  ]),
  violation('scale-target', AUTOSCALER, 'An autoscaler scales nothing.', [['spec', 'scaleTargetRef', 'name'], 'web']),
  violation('ingress-backend', INGRESS, 'An Ingress leads to no Service.', [[...backendPath, 'name'], 'web']),
  violation('ingress-backend', INGRESS, 'An Ingress leads to no port of its Service.', [
    [...backendPath, 'port'],
    { number: 81 },
  ]),
  violation('ingress-form', INGRESS, 'An Ingress names a port and its number.', [
    [...backendPath, 'port'],
    { number: 8000, name: 'http' },
  ]),
  violation('ingress-class', INGRESS, 'A class of Ingress does not exist.', [['spec', 'ingressClassName'], 'haproxy']),
  violation('target-group-binding', 'TargetGroupBinding/fablink-backend', 'Targets come from no Service.', [
    ['spec', 'serviceRef', 'name'],
    'web',
  ]),
  violation('aws-reference', 'Stage/fablink-prod-api-prod', 'A reference inside AWS leads nowhere.', [
    ['spec', 'restAPIRef', 'from', 'name'],
    'another-api',
  ]),
  violation('unused-config', 'ConfigMap/drill-backup-config', 'Nobody reads a ConfigMap.', [
    ['metadata', 'name'],
    'drill-forgotten-config',
  ]),
  violation('api-from-add-on', 'SecretStore/secrets', 'No add-on brings a kind.', [
    ['apiVersion'],
    'vault.example.com/v1',
  ]),
];

/** Selectors that do not meet their pods. */
const selectors: readonly Violation[] = [
  violation('selector-in-template', BACKEND, 'A selector asks for a label that the pods lack.', [
    ['spec', 'selector', 'matchLabels', 'tier'],
    'web',
  ]),
  violation('selector-in-template', BACKEND, 'A Deployment has no selector.', [['spec', 'selector'], undefined]),
  violation('selector-in-template', BACKEND, 'A selector is empty.', [['spec', 'selector'], {}]),
  violation('selector-exclusive', BACKEND, 'Two workloads select the same pods.', [
    ['spec', 'selector', 'matchLabels'],
    { 'app.kubernetes.io/instance': 'fablink' },
  ]),
  violation('service-selects-pods', SERVICE, 'A Service selects no pod.', [
    ['spec', 'selector', 'app.kubernetes.io/name'],
    'web',
  ]),
  violation('service-port', SERVICE, 'A Service sends to a port that no container opens.', [
    ['spec', 'ports', 0, 'targetPort'],
    'web',
  ]),
  violation('budget-selects-pods', 'PodDisruptionBudget/fablink-backend', 'A budget protects no pod.', [
    ['spec', 'selector', 'matchLabels', 'app.kubernetes.io/name'],
    'web',
  ]),
  violation('policy-selects-pods', POLICY, 'A policy concerns no pod.', [
    ['spec', 'podSelector', 'matchLabels', 'app.kubernetes.io/name'],
    'web',
  ]),
];

/** Who may talk to whom. */
const network: readonly Violation[] = [
  violation('cidr-valid', POLICY, 'A range of addresses does not exist.', [
    ['spec', 'egress', 1, 'to', 0, 'ipBlock', 'cidr'],
    '203.0.113.0/33',
  ]),
  violation('cidr-valid', POLICY, 'An exception lies outside its range.', [
    ['spec', 'egress', 1, 'to', 0, 'ipBlock', 'except'],
    ['192.0.2.0/28'],
  ]),
  violation('policy-matches-calls', POLICY, 'A policy opens what nobody calls.', [
    ['spec', 'egress', 1, 'ports', 0, 'port'],
    3306,
  ]),
  violation('policy-matches-calls', POLICY, 'A policy names a port that its pods do not have.', [
    ['spec', 'ingress', 0, 'ports', 0, 'port'],
    'web',
  ]),
  violation('node-port', SERVICE, 'A Service takes a port of the nodes that nobody declared.', [
    ['spec'],
    {
      type: 'NodePort',
      selector: { 'app.kubernetes.io/instance': 'fablink', 'app.kubernetes.io/name': 'fablink-backend' },
      ports: [{ name: 'http', port: 8000, targetPort: 'http', protocol: 'TCP', nodePort: 30999 }],
    },
  ]),
  violation('node-port', SERVICE, 'A port of the nodes is outside their range.', [
    ['spec'],
    {
      type: 'NodePort',
      selector: { 'app.kubernetes.io/instance': 'fablink', 'app.kubernetes.io/name': 'fablink-backend' },
      ports: [{ name: 'http', port: 8000, targetPort: 'http', protocol: 'TCP', nodePort: 8000 }],
    },
  ]),
];

/** How Argo CD applies it. */
const delivery: readonly Violation[] = [
  violation('wave-number', BACKEND, 'A wave is no number.', [wave, 'first']),
  violation('wave-order', 'ServiceAccount/fablink-backend', 'What pods need comes after them.', [wave, '30']),
  violation('sync-options-known', BACKEND, 'A sync option is misspelt.', [options, 'Prune=never']),
  violation('stateful-kept', 'Namespace/fablink-prod', 'A namespace may be pruned.', [options, undefined]),
  violation('job-deadline', JOB, 'A Job may hang for ever.', [['spec', 'activeDeadlineSeconds'], undefined]),
  violation('hook-runnable', JOB, 'A Job that has run removes itself.', [['spec', 'ttlSecondsAfterFinished'], 60]),
  violation('application-project', 'Application/fablink-app', 'A project does not exist.', [
    ['spec', 'project'],
    'none',
  ]),
  violation('application-source', 'Application/fablink-app', 'An Application points at an empty folder.', [
    ['spec', 'source', 'path'],
    'dist/fablink-prod/nothing',
  ]),
  violation('application-policy', 'Application/fablink-app', 'An Application deletes what another has.', [
    ['spec', 'syncPolicy', 'syncOptions'],
    ['Replace=true'],
  ]),
  violation('app-project-exact', 'AppProject/fablink-prod', 'A project allows every kind.', [
    ['spec', 'namespaceResourceWhitelist'],
    [{ group: '*', kind: '*' }],
  ]),
];

/** What concerns two objects or more. */
export const ofReferences: readonly Violation[] = [...names, ...selectors, ...network, ...delivery];
