import { releaseRules } from '../../../src/gates/release';
import type { KubeObject, Model } from '../../../src/model';
import { named, planted, without, type Draft } from '../../real-model';
import { manifestOf, modelOf } from '../model-of';

const NAMESPACE = 'shop';
const labels = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'shop' };

function object(apiVersion: string, kind: string, name: string, fields: object, annotations = {}): KubeObject {
  return { apiVersion, kind, metadata: { name, namespace: NAMESPACE, annotations }, ...fields };
}

const hash = (): object => ({ name: 'hash', valueFrom: { podTemplateHashValue: 'Latest' } });
/** The analysis of the service level, as each weight is followed by it. */
export const errors = (): object => ({ analysis: { templates: [{ templateName: 'web-errors' }], args: [hash()] } });
const health = {
  analysis: {
    templates: [{ templateName: 'web-health' }],
    args: [hash(), { name: 'url', value: 'http://web-ping' }],
  },
};

const metric = (name: string, query: string): object => ({
  name,
  count: 5,
  interval: '60s',
  failureLimit: 1,
  successCondition: 'len(result) > 0 && result[0] <= 0.01',
  failureCondition: 'len(result) > 0 && result[0] > 0.01',
  provider: { prometheus: { address: 'http://prometheus:9090', query } },
});

/** A release of the front end as every rule wants it: the new version complete, then its weights. */
const rollout = object('argoproj.io/v1alpha1', 'Rollout', 'web', {
  spec: {
    minReadySeconds: 10,
    progressDeadlineSeconds: 600,
    progressDeadlineAbort: true,
    selector: { matchLabels: labels },
    template: { metadata: { labels: { ...labels, 'app.kubernetes.io/version': '2' } }, spec: { containers: [] } },
    strategy: {
      canary: {
        maxSurge: '100%',
        maxUnavailable: 0,
        abortScaleDownDelaySeconds: 30,
        scaleDownDelaySeconds: 300,
        pingPong: { pingService: 'web-ping', pongService: 'web-pong' },
        trafficRouting: { alb: { ingress: 'web', rootService: 'web', servicePort: 8080 } },
        steps: [
          { setCanaryScale: { weight: 100 } },
          health,
          { pause: {} },
          { setWeight: 10 },
          errors(),
          { setWeight: 50 },
          { pause: { duration: '5m' } },
          errors(),
          { setWeight: 100 },
          errors(),
        ],
      },
    },
  },
});

const objects: readonly KubeObject[] = [
  rollout,
  ...['web', 'web-ping', 'web-pong', 'web-preview'].map(name =>
    object('v1', 'Service', name, { spec: { selector: labels, ports: [{ name: 'http', port: 8080 }] } }),
  ),
  object(
    'networking.k8s.io/v1',
    'Ingress',
    'web',
    {
      spec: {
        ingressClassName: 'alb',
        rules: [
          {
            http: {
              paths: [
                {
                  path: '/',
                  pathType: 'Prefix',
                  backend: { service: { name: 'web', port: { name: 'use-annotation' } } },
                },
              ],
            },
          },
        ],
      },
    },
    { 'alb.ingress.kubernetes.io/target-type': 'ip' },
  ),
  object('argoproj.io/v1alpha1', 'AnalysisTemplate', 'web-errors', {
    spec: {
      args: [{ name: 'hash' }, { name: 'window', value: '2m' }],
      metrics: [
        metric('error-ratio', 'errors{pod_template_hash="{{args.hash}}"}[{{ args.window }}]'),
        metric('latency', 'slow{pod_template_hash="{{args.hash}}"}'),
      ],
    },
  }),
  object('argoproj.io/v1alpha1', 'AnalysisTemplate', 'web-health', {
    spec: {
      args: [{ name: 'url' }],
      metrics: [
        {
          name: 'health',
          provider: {
            job: {
              spec: { template: { spec: { containers: [{ name: 'curl', args: ['--fail', '{{args.url}}/health'] }] } } },
            },
          },
        },
      ],
      templates: [{ templateName: 'web-errors' }],
    },
  }),
  // Pods that are not released by weights are nobody's business here.
  object('apps/v1', 'Deployment', 'api', { spec: { strategy: { type: 'Recreate' } } }),
];

/** The Application that syncs them and leaves alone what the controller writes. */
const application: KubeObject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'test-app', namespace: 'argocd' },
  spec: {
    source: { path: 'dist/test/test-app' },
    ignoreDifferences: ['web-ping', 'web-pong'].map(name => ({
      group: '',
      kind: 'Service',
      name,
      jsonPointers: ['/spec/selector/rollouts-pod-template-hash'],
    })),
  },
};

/** The objects of one release in which every name closes. */
export function releaseModel(): Model {
  const path = 'argocd/test/root/Application.argoproj.io.test-app.yaml';
  const model = modelOf(objects);
  return {
    ...model,
    manifests: [...model.manifests, manifestOf(application, { tree: 'argocd', application: 'root', path })],
  };
}

/** The same with one object changed. */
export function changed(kindAndName: string, change: (object: Draft) => void): Model {
  return planted(releaseModel(), named('test', kindAndName), change);
}

/** The same without one object. */
export function lacking(kindAndName: string): Model {
  return without(releaseModel(), named('test', kindAndName));
}

/** `code Kind/namespace/name path: message; expected; mend` of all that the rules about releases find. */
export function found(model: Model): readonly string[] {
  return releaseRules.flatMap(rule =>
    rule
      .check(model)
      .map(
        ({ code, where, message, expected, mend }) =>
          `${code} ${where.object} ${where.path}: ${message}; ${expected}; ${mend}`,
      ),
  );
}

type Keys = readonly (string | number)[];

/** A planted defect in an object: the place, the value (undefined removes the field), and what its one finding says. */
export type Defect = readonly [keys: Keys, value: unknown, ...says: readonly RegExp[]];

/** Writes a value deep into an object; undefined removes the field. */
export function set(draft: Draft, keys: Keys, value: unknown): void {
  let place = draft as unknown as Record<string | number, unknown>;
  for (const key of keys.slice(0, -1)) place = place[key] as Record<string | number, unknown>;
  const last = keys.at(-1) as string | number;
  if (value === undefined && !Array.isArray(place)) delete place[last];
  else place[last] = value;
}

/** A test for each defect: the rules find exactly what it says, and nothing else. */
export function finds(kindAndName: string, code: string, defects: readonly Defect[]): void {
  for (const [keys, value, ...says] of defects) {
    test(`${keys.join('.')} set to ${JSON.stringify(value)} is found`, () => {
      const findings = found(changed(kindAndName, draft => set(draft, keys, value)));
      expect(findings).toEqual(says.map(text => expect.stringMatching(text) as unknown));
      const start = `${code} ${kindAndName.replace('/', '/shop/')} `;
      expect(findings.filter(finding => !finding.startsWith(start))).toEqual([]);
    });
  }
}
