import { rules } from '../../../src/gates';
import { releaseRules } from '../../../src/gates/release';
import type { Manifest, Model } from '../../../src/model';
import { named, partOf, planted, realModel, without, type Draft } from '../../real-model';
import { set } from './release-objects';

const ENVIRONMENT = 'tripgen-prod';
const NAME = 'location-service';
/** What only one of the two kinds is asked: its schema, and its place in the order of things. */
const OWN = [...releaseRules.map(({ code }) => code), 'rollout-last', 'schema-crd', 'schema-kubernetes'];
const shared = rules.filter(({ code }) => !OWN.includes(code));

/** The environment as it is: the service is a Deployment with an autoscaler, a budget, policies and a quota. */
const asDeployment = partOf(realModel(), ENVIRONMENT);

/** The same with the service as a Rollout: what differs of the two kinds is changed, and nothing of its pods. */
const asRollout = planted(
  planted(asDeployment, named(ENVIRONMENT, `Deployment/${NAME}`), draft => {
    Object.assign(draft, { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' });
    set(draft, ['spec', 'strategy'], { canary: { maxSurge: 1, maxUnavailable: 0, steps: [{ setWeight: 50 }] } });
    const constraints = (draft.spec as { template: { spec: { topologySpreadConstraints: object[] } } }).template.spec;
    for (const each of constraints.topologySpreadConstraints) {
      Object.assign(each, { matchLabelKeys: ['rollouts-pod-template-hash'] });
    }
    set(draft, ['metadata', 'annotations', 'argocd.argoproj.io/sync-wave'], '20');
  }),
  named(ENVIRONMENT, `HorizontalPodAutoscaler/${NAME}`),
  draft => {
    const scaleTargetRef = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: NAME };
    set(draft, ['spec', 'scaleTargetRef'], scaleTargetRef);
  },
);

type Keys = readonly (string | number)[];
type Plant = (model: Model, kind: string) => Model;

/** Codes of all findings, each with how often it is found. */
function codes(model: Model): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { code } of shared.flatMap(rule => rule.check(model))) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

const base = { Deployment: codes(asDeployment), Rollout: codes(asRollout) };

/** Codes that a planted defect adds to those of the model without it. */
function added(plant: Plant, kind: 'Deployment' | 'Rollout'): readonly string[] {
  const found = codes(plant(kind === 'Deployment' ? asDeployment : asRollout, kind));
  return [...found].filter(([code, count]) => count > (base[kind].get(code) ?? 0)).map(([code]) => code);
}

const pod: Keys = ['spec', 'template', 'spec'];
const container: Keys = [...pod, 'containers', 0];
const variables = asDeployment.manifests.find(named(ENVIRONMENT, `Deployment/${NAME}`))?.object.spec as {
  template: { spec: { containers: [{ env: readonly { valueFrom?: object }[] }] } };
};
/** Place of the first variable that a Secret gives. */
const fromSecret = variables.template.spec.containers[0].env.findIndex(
  ({ valueFrom = {} }) => 'secretKeyRef' in valueFrom,
);
const labels: Keys = ['spec', 'template', 'metadata', 'labels'];
const workload =
  (keys: Keys, value: unknown): Plant =>
  (model, kind) =>
    planted(model, named(ENVIRONMENT, `${kind}/${NAME}`), draft => set(draft, keys, value));
const beside =
  (kindAndName: string, change: (draft: Draft) => void): Plant =>
  model =>
    planted(model, named(ENVIRONMENT, kindAndName), change);
const gone =
  (matches: (manifest: Manifest) => boolean): Plant =>
  model =>
    without(model, matches);

const defects: readonly [defect: string, code: string, plant: Plant][] = [
  ['a root user', 'no-root-user', workload([...pod, 'securityContext', 'runAsUser'], 0)],
  ['the host’s network', 'pod-security', workload([...pod, 'hostNetwork'], true)],
  ['a writable root', 'read-only-root', workload([...container, 'securityContext', 'readOnlyRootFilesystem'], false)],
  ['no readiness probe', 'probes', workload([...container, 'readinessProbe'], undefined)],
  ['a probe of no port', 'probe-port', workload([...container, 'livenessProbe', 'httpGet', 'port'], 'admin')],
  ['no requests', 'requests-and-limits', workload([...container, 'resources', 'requests'], undefined)],
  ['a request above its limit', 'resource-limit', workload([...container, 'resources', 'requests', 'cpu'], '4')],
  ['an image without a version', 'image-pinned', workload([...container, 'image'], 'nginx:latest')],
  ['an image that is always pulled', 'pull-policy', workload([...container, 'imagePullPolicy'], 'Always')],
  ['no image', 'containers-present', workload([...container, 'image'], undefined)],
  ['an API token', 'pod-defaults', workload([...pod, 'automountServiceAccountToken'], true)],
  ['an unknown account', 'service-account', workload([...pod, 'serviceAccountName'], 'nobody')],
  ['an unknown priority', 'priority-class', workload([...pod, 'priorityClassName'], 'urgent')],
  [
    'an unknown secret',
    'secret-key',
    workload([...container, 'env', fromSecret, 'valueFrom', 'secretKeyRef', 'key'], 'no'),
  ],
  ['an unknown ConfigMap', 'config-map-key', workload([...container, 'envFrom', 0, 'configMapRef', 'name'], 'no')],
  ['a variable with a digit first', 'env-name', workload([...container, 'env', 0, 'name'], '1ST')],
  ['two sources of a variable', 'one-source', workload([...container, 'env', 0, 'valueFrom', 'fieldRef'], {})],
  ['a mount of nothing', 'volume-mount', workload([...container, 'volumeMounts', 0, 'name'], 'nothing')],
  ['pods that end', 'restart-policy', workload([...pod, 'restartPolicy'], 'Never')],
  ['a port above 65535', 'port-range', workload([...container, 'ports', 0, 'containerPort'], 70000)],
  ['a port of another name', 'service-port', workload([...container, 'ports', 0, 'name'], 'web')],
  ['a selector of other pods', 'selector-in-template', workload(['spec', 'selector', 'matchLabels', 'tier'], 'x')],
  [
    'a selector of all pods',
    'selector-exclusive',
    workload(['spec', 'selector', 'matchLabels'], { tier: 'application' }),
  ],
  ['pods of another name', 'service-selects-pods', workload([...labels, 'app.kubernetes.io/name'], 'other')],
  ['no sleep before the stop', 'graceful-shutdown', workload([...container, 'lifecycle'], undefined)],
  ['replicas beside an autoscaler', 'replicas-owned', workload(['spec', 'replicas'], 3)],
  ['no spread', 'spread', workload([...pod, 'topologySpreadConstraints'], [])],
  [
    'a spread over all versions',
    'spread',
    workload([...pod, 'topologySpreadConstraints', 0, 'matchLabelKeys'], ['no']),
  ],
  ['no budget', 'disruption-budget', gone(named(ENVIRONMENT, `PodDisruptionBudget/${NAME}`))],
  ['no autoscaler', 'replicas-owned', gone(named(ENVIRONMENT, `HorizontalPodAutoscaler/${NAME}`))],
  ['no policies', 'policy-covers-pods', gone(({ object }) => object.kind === 'NetworkPolicy')],
  [
    'a policy that lets nothing out',
    'policy-matches-calls',
    beside(`NetworkPolicy/${NAME}`, draft => set(draft, ['spec', 'egress'], [])),
  ],
  [
    'an autoscaler of another name',
    'scale-target',
    beside(`HorizontalPodAutoscaler/${NAME}`, draft => set(draft, ['spec', 'scaleTargetRef', 'name'], 'other')),
  ],
  [
    'an autoscaler of another kind',
    'scale-target',
    beside(`HorizontalPodAutoscaler/${NAME}`, draft => set(draft, ['spec', 'scaleTargetRef', 'kind'], 'StatefulSet')),
  ],
  [
    'an autoscaler that may go further',
    'quota-exact',
    beside(`HorizontalPodAutoscaler/${NAME}`, draft => set(draft, ['spec', 'maxReplicas'], 40)),
  ],
  [
    'a wave before its secret',
    'wave-order',
    workload(['metadata', 'annotations', 'argocd.argoproj.io/sync-wave'], '-99'),
  ],
];

describe('a Rollout is a workload like a Deployment', () => {
  test.each(defects)('%s is found by %s, whichever of the two it is', (_, code, plant) => {
    const [ofDeployment, ofRollout] = [added(plant, 'Deployment'), added(plant, 'Rollout')];
    expect(ofRollout).toContain(code);
    expect([...ofRollout].sort()).toEqual([...ofDeployment].sort());
  });
});
