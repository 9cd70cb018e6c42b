import type { KubeObject } from '../../../src/model';

/** The environment that the objects below are added to, and its namespace. */
export const ENVIRONMENT = 'fablink-prod';

function object(apiVersion: string, kind: string, name: string, fields: object): KubeObject {
  return { apiVersion, kind, metadata: { name, namespace: ENVIRONMENT }, ...fields };
}

const labels = (name: string) => ({ 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': 'shop' });
const backend = (name: string, port: object) => ({ path: `/${name}`, backend: { service: { name, port } } });
const webPod = { containers: [{ name: 'web', ports: [{ name: 'http', containerPort: 8080 }] }] };

const database = object('apps/v1', 'StatefulSet', 'database', {
  spec: {
    serviceName: 'database',
    replicas: 2,
    selector: { matchLabels: labels('database') },
    volumeClaimTemplates: [{ metadata: { name: 'data' } }],
    template: {
      metadata: { labels: labels('database') },
      spec: {
        serviceAccountName: 'database',
        priorityClassName: 'system-cluster-critical',
        imagePullSecrets: [{ name: 'passwords' }],
        containers: [
          {
            name: 'database',
            ports: [{ name: 'sql', containerPort: 5432 }],
            env: [
              { name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'a.conf' } } },
              { name: 'B', valueFrom: { secretKeyRef: { name: 'passwords', key: 'owner' } } },
              { name: 'C', valueFrom: { secretKeyRef: { name: 'composed', key: 'url' } } },
              { name: 'D', valueFrom: { secretKeyRef: { name: 'anything', key: 'whatever' } } },
              { name: 'E', valueFrom: { secretKeyRef: { name: 'perhaps', key: 'x', optional: true } } },
              { name: 'F', valueFrom: { configMapKeyRef: { name: 'perhaps', key: 'x', optional: true } } },
            ],
            readinessProbe: { tcpSocket: { port: 'sql' } },
            startupProbe: { tcpSocket: { port: 5432 } },
            lifecycle: { preStop: { httpGet: { port: 'sql' } } },
          },
        ],
        volumes: [
          { name: 'a', configMap: { name: 'settings', items: [{ key: 'b.conf', path: 'b' }] } },
          { name: 'b', secret: { secretName: 'web-tls', items: [{ key: 'tls.key', path: 'key' }] } },
          {
            name: 'c',
            projected: {
              sources: [
                { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca' }] } },
                { configMap: { name: 'settings', items: [{ key: 'c.bin', path: 'c' }] } },
                { secret: { name: 'passwords', items: [{ key: 'reader', path: 'r' }] } },
              ],
            },
          },
        ],
      },
    },
  },
});

const web = object('argoproj.io/v1alpha1', 'Rollout', 'web', {
  spec: {
    selector: { matchLabels: labels('web') },
    template: { metadata: { labels: labels('web') }, spec: webPod },
    strategy: { canary: { trafficRouting: { alb: { ingress: 'web', rootService: 'web-root', servicePort: 80 } } } },
  },
});

const backup = object('batch/v1', 'CronJob', 'backup', {
  spec: {
    jobTemplate: {
      spec: {
        template: {
          metadata: { labels: labels('backup') },
          spec: {
            containers: [{ name: 'backup' }],
            volumes: [
              { name: 'd', persistentVolumeClaim: { claimName: 'data-database-1' } },
              { name: 'b', persistentVolumeClaim: { claimName: 'backups' } },
            ],
          },
        },
      },
    },
  },
});

const once = object('batch/v1', 'Job', 'once', {
  spec: { template: { metadata: { labels: labels('once') }, spec: { containers: [{ name: 'once' }] } } },
});

const ingress = object('networking.k8s.io/v1', 'Ingress', 'web', {
  spec: {
    ingressClassName: 'nginx',
    tls: [{ hosts: ['web.example'], secretName: 'web-tls' }],
    defaultBackend: { service: { name: 'web', port: { name: 'http' } } },
    rules: [
      {
        http: {
          paths: [backend('web-root', { name: 'use-annotation' }), backend('away', { name: 'use-annotation' })],
        },
      },
    ],
  },
});

/** Kinds that the real environments do not have yet, each with references that close. */
export const additions: readonly KubeObject[] = [
  database,
  web,
  backup,
  once,
  {
    ...ingress,
    metadata: { ...ingress.metadata, annotations: { 'alb.ingress.kubernetes.io/actions.away': '{"type":"redirect"}' } },
  },
  object('v1', 'Service', 'database', {
    spec: { clusterIP: 'None', selector: labels('database'), ports: [{ name: 'sql', port: 5432 }] },
  }),
  object('v1', 'Service', 'database-0', {
    spec: {
      selector: { 'statefulset.kubernetes.io/pod-name': 'database-0' },
      ports: [{ port: 5432, targetPort: 'sql' }],
    },
  }),
  ...['web', 'web-root'].map(name =>
    object('v1', 'Service', name, {
      spec: { selector: labels('web'), ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
    }),
  ),
  object('v1', 'Service', 'elsewhere', { spec: { type: 'ExternalName', externalName: 'example.com' } }),
  object('v1', 'Service', 'by-hand', { spec: { ports: [{ port: 80 }] } }),
  object('discovery.k8s.io/v1', 'EndpointSlice', 'by-hand', {}),
  object('v1', 'PersistentVolumeClaim', 'backups', { spec: {} }),
  object('v1', 'ServiceAccount', 'database', {}),
  object('v1', 'ConfigMap', 'settings', { data: { 'a.conf': '', 'b.conf': '' }, binaryData: { 'c.bin': '' } }),
  object('cert-manager.io/v1', 'Certificate', 'web', { spec: { secretName: 'web-tls' } }),
  object('external-secrets.io/v1', 'ExternalSecret', 'passwords', {
    spec: {
      secretStoreRef: { name: 'secrets' },
      data: [
        { secretKey: 'owner', remoteRef: {} },
        { secretKey: 'reader', remoteRef: {}, sourceRef: { storeRef: { kind: 'SecretStore', name: 'secrets' } } },
      ],
    },
  }),
  object('external-secrets.io/v1', 'ExternalSecret', 'composed-url', {
    spec: {
      secretStoreRef: { kind: 'SecretStore', name: 'secrets' },
      target: { name: 'composed', template: { data: { url: '{{ .password }}' } } },
      data: [{ secretKey: 'password', remoteRef: {} }],
    },
  }),
  object('external-secrets.io/v1', 'ExternalSecret', 'anything', {
    spec: { secretStoreRef: { kind: 'SecretStore', name: 'secrets' }, dataFrom: [{ extract: {} }] },
  }),
  object('rbac.authorization.k8s.io/v1', 'Role', 'reader', {}),
  ...[
    ['reading', 'Role', 'reader'],
    ['viewing', 'ClusterRole', 'view'],
  ].map(([name = '', kind, role]) =>
    object('rbac.authorization.k8s.io/v1', 'RoleBinding', name, {
      roleRef: { kind, name: role },
      subjects: [
        { kind: 'ServiceAccount', name: 'database', namespace: ENVIRONMENT },
        { kind: 'ServiceAccount', name: 'prometheus', namespace: 'external-secrets' },
        { kind: 'User', name: 'somebody' },
      ],
    }),
  ),
  object('keda.sh/v1alpha1', 'ScaledObject', 'database', {
    spec: { scaleTargetRef: { kind: 'StatefulSet', name: 'database' } },
  }),
  object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
    spec: { scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web' } },
  }),
  object('networking.k8s.io/v1', 'NetworkPolicy', 'database', {
    spec: {
      podSelector: { matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'In', values: ['database'] }] },
      ingress: [
        { from: [{ podSelector: { matchLabels: labels('backup') } }, { podSelector: {} }] },
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': ENVIRONMENT } },
              podSelector: { matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'Exists' }] },
            },
            { namespaceSelector: {}, podSelector: { matchLabels: { anybody: 'anywhere' } } },
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'external-secrets' } },
              podSelector: { matchLabels: { app: 'from-a-chart' } },
            },
          ],
        },
      ],
    },
  }),
];
