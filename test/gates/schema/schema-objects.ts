import type { KubeObject } from '../../../src/model';

type Plain = Record<string, unknown>;

const labels = { 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/instance': 'shop' };
const image = 'registry.example.com/shop:1.2.3';

function meta(name: string): { name: string; namespace: string; labels: Record<string, string> } {
  return { name, namespace: 'shop', labels: { ...labels } };
}

function pod(restartPolicy: string): Plain {
  return {
    restartPolicy,
    serviceAccountName: 'shop',
    volumes: [{ name: 'tmp', emptyDir: {} }],
    containers: [
      {
        name: 'main',
        image,
        imagePullPolicy: 'IfNotPresent',
        env: [{ name: 'DATABASE_HOST', value: 'db' }],
        ports: [{ name: 'http', containerPort: 8080 }],
        readinessProbe: { httpGet: { path: '/ready', port: 'http' }, periodSeconds: 10 },
        resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '1Gi' } },
        volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
      },
    ],
  };
}

function workload(kind: string, spec: Plain): KubeObject {
  const template = { metadata: { labels: { ...labels } }, spec: pod('Always') };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: meta('shop'),
    spec: { selector: { matchLabels: { ...labels } }, template, ...spec },
  };
}

function job(): Plain {
  return { backoffLimit: 3, template: { metadata: { labels: { ...labels } }, spec: pod('Never') } };
}

const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '20Gi' } } };

/** A fresh set of valid objects, one or more of each kind that the rules look into. */
export function validObjects(): Record<string, KubeObject> {
  const statefulSet = workload('StatefulSet', {
    serviceName: 'shop',
    replicas: 1,
    volumeClaimTemplates: [
      { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: claim },
    ],
  });
  const template = (statefulSet.spec as { template: { spec: { containers: { volumeMounts: Plain[] }[] } } }).template;
  template.spec.containers[0]?.volumeMounts.push({ name: 'data', mountPath: '/data' });
  return {
    namespace: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { ...labels } } },
    deployment: workload('Deployment', {
      replicas: 2,
      strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
    }),
    statefulSet,
    job: { apiVersion: 'batch/v1', kind: 'Job', metadata: meta('schema'), spec: job() },
    cronJob: {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: meta('backup'),
      spec: { schedule: '0 3 * * 1-5', timeZone: 'Asia/Seoul', jobTemplate: { spec: job() } },
    },
    service: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta('shop'),
      spec: { selector: { ...labels }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    },
    ingress: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: meta('shop'),
      spec: {
        rules: [
          {
            host: 'shop.example.com',
            http: {
              paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'shop', port: { number: 80 } } } }],
            },
          },
        ],
      },
    },
    networkPolicy: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: meta('shop'),
      spec: {
        podSelector: { matchLabels: { ...labels } },
        policyTypes: ['Egress'],
        egress: [{ to: [{ ipBlock: { cidr: '192.0.2.0/24' } }], ports: [{ protocol: 'TCP', port: 5432 }] }],
      },
    },
    autoscaler: {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: meta('shop'),
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' },
        minReplicas: 2,
        maxReplicas: 6,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
        ],
      },
    },
    budget: {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: meta('shop'),
      spec: { minAvailable: 1, selector: { matchLabels: { ...labels } } },
    },
    quota: {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: meta('shop'),
      spec: { hard: { 'requests.cpu': '4', 'limits.memory': '8Gi', pods: '30', 'count/jobs.batch': '10' } },
    },
    limitRange: {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: meta('shop'),
      spec: {
        limits: [{ type: 'Container', defaultRequest: { cpu: '100m' }, default: { cpu: '500m' }, max: { cpu: '2' } }],
      },
    },
    configMap: { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta('settings'), data: { 'app.properties': 'a=b' } },
    role: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: meta('shop:reader'),
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get'] }],
    },
    application: {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'shop', namespace: 'argocd' },
      spec: {
        project: 'shop',
        source: { repoURL: 'https://git.example.com/garam.git', path: 'dist/shop', targetRevision: 'main' },
        destination: { server: 'https://kubernetes.default.svc' },
      },
    },
    project: {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: 'shop', namespace: 'argocd' },
      spec: { syncWindows: [{ kind: 'allow', schedule: '0 9 * * 1-5', duration: '8h', applications: ['*'] }] },
    },
    externalSecret: {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: meta('database'),
      spec: {
        secretStoreRef: { kind: 'SecretStore', name: 'aws' },
        target: { name: 'database' },
        data: [{ secretKey: 'password', remoteRef: { key: 'shop/database', property: 'password' } }],
      },
    },
  };
}

/** The object with the value at the end of the keys set; `undefined` removes it. Changes the object it is given. */
export function withValue(object: KubeObject, keys: readonly (string | number)[], value: unknown): KubeObject {
  const last = keys.at(-1) ?? '';
  let place = object as unknown as Record<string | number, unknown>;
  for (const key of keys.slice(0, -1)) {
    place[key] ??= {};
    place = place[key] as Record<string | number, unknown>;
  }
  if (value === undefined) delete place[last];
  else place[last] = value;
  return object;
}
