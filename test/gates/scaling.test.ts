import { scalingRules } from '../../src/gates/scaling';
import { autoscalerBounds } from '../../src/gates/scaling/autoscaler-bounds';
import { disruptionBudget } from '../../src/gates/scaling/disruption-budget';
import { replicasOwned } from '../../src/gates/scaling/replicas-owned';
import { rollingUpdate } from '../../src/gates/scaling/rolling-update';
import { spread } from '../../src/gates/scaling/spread';
import { updateAndBudget } from '../../src/gates/scaling/update-and-budget';
import type { KubeObject, Rule } from '../../src/model';
import { named, realModel, without } from '../real-model';
import { said, withObjects, withPlants, type Plant } from './pod-planting';

const DEV = 'fablink-dev';
const PROD = 'fablink-prod';
const BACKEND = 'Deployment/fablink-backend';
const SCALER = 'HorizontalPodAutoscaler/fablink-backend';
const BUDGET = 'PodDisruptionBudget/fablink-backend';
const POD = ['spec', 'template', 'spec'];
const SPREAD = [...POD, 'topologySpreadConstraints'];
const LABELS = { 'app.kubernetes.io/instance': 'fablink', 'app.kubernetes.io/name': 'fablink-backend' };
const ROLLING = ['spec', 'strategy', 'rollingUpdate'];

test.each(scalingRules.map(rule => [rule.code, rule] as const))('%s is silent about the real output', (_, rule) => {
  expect(said(rule, realModel())).toEqual([]);
});

const defects: readonly [defect: string, rule: Rule, plants: readonly Plant[], said: string][] = [
  [
    'replicas beside an autoscaler',
    replicasOwned,
    [[PROD, BACKEND, ['spec', 'replicas'], 3]],
    'Deployment/fablink-prod/fablink-backend $.spec.replicas: found 3 beside HorizontalPodAutoscaler/fablink-prod/fablink-backend, which sets the number of pods',
  ],
  [
    'neither replicas nor autoscaler',
    replicasOwned,
    [[DEV, BACKEND, ['spec', 'replicas'], undefined]],
    'Deployment/fablink-dev/fablink-backend $.spec.replicas: found no replicas and no autoscaler, which means one pod',
  ],
  [
    'a minimum above the maximum',
    autoscalerBounds,
    [[PROD, SCALER, ['spec', 'minReplicas'], 21]],
    'HorizontalPodAutoscaler/fablink-prod/fablink-backend $.spec.minReplicas: found a minimum of 21 pods above the maximum of 20',
  ],
  [
    'a minimum of none',
    autoscalerBounds,
    [[PROD, SCALER, ['spec', 'minReplicas'], 0]],
    'HorizontalPodAutoscaler/fablink-prod/fablink-backend $.spec.minReplicas: found a minimum of 0 pods',
  ],
  [
    'a metric that no request stands for',
    autoscalerBounds,
    [[PROD, BACKEND, [...POD, 'containers', 0, 'resources', 'requests', 'cpu'], undefined]],
    'HorizontalPodAutoscaler/fablink-prod/fablink-backend $.spec.metrics[0].resource.name: found the utilisation of cpu, which container fablink-backend does not request',
  ],
  [
    'a container to measure that does not exist',
    autoscalerBounds,
    [
      [
        PROD,
        SCALER,
        ['spec', 'metrics', 0],
        {
          type: 'ContainerResource',
          containerResource: { name: 'cpu', container: 'web', target: { type: 'Utilization', averageUtilization: 60 } },
        },
      ],
    ],
    'HorizontalPodAutoscaler/fablink-prod/fablink-backend $.spec.metrics[0].containerResource.name: found the container web, which the pods do not have',
  ],
  [
    'a budget that lets none go',
    disruptionBudget,
    [[PROD, BUDGET, ['spec', 'minAvailable'], 3]],
    'PodDisruptionBudget/fablink-prod/fablink-backend $.spec.minAvailable: found minAvailable 3 over 3 pods: none can be evicted, so that no node can be drained',
  ],
  [
    'a percentage that rounds up to all',
    disruptionBudget,
    [[PROD, BUDGET, ['spec', 'minAvailable'], '67%']],
    'PodDisruptionBudget/fablink-prod/fablink-backend $.spec.minAvailable: found minAvailable "67%" over 3 pods: none can be evicted, so that no node can be drained',
  ],
  [
    'maxUnavailable of none',
    disruptionBudget,
    [
      [PROD, BUDGET, ['spec', 'minAvailable'], undefined],
      [PROD, BUDGET, ['spec', 'maxUnavailable'], 0],
    ],
    'PodDisruptionBudget/fablink-prod/fablink-backend $.spec.maxUnavailable: found maxUnavailable 0 over 3 pods: none can be evicted, so that no node can be drained',
  ],
  [
    'a budget that says nothing',
    disruptionBudget,
    [[PROD, BUDGET, ['spec', 'minAvailable'], undefined]],
    'PodDisruptionBudget/fablink-prod/fablink-backend $.spec: found neither minAvailable nor maxUnavailable',
  ],
  [
    'a budget that says both',
    disruptionBudget,
    [[PROD, BUDGET, ['spec', 'maxUnavailable'], 1]],
    'PodDisruptionBudget/fablink-prod/fablink-backend $.spec: found both minAvailable and maxUnavailable',
  ],
  [
    'a budget over one pod',
    disruptionBudget,
    [[PROD, SCALER, ['spec', 'minReplicas'], 1]],
    'PodDisruptionBudget/fablink-prod/fablink-backend $.spec.selector: covers Deployment/fablink-prod/fablink-backend, which runs one pod at the least',
  ],
  [
    'two pods without a budget',
    disruptionBudget,
    [[DEV, BACKEND, ['spec', 'replicas'], 2]],
    'Deployment/fablink-dev/fablink-backend $.spec.template.metadata.labels: no PodDisruptionBudget selects its 2 pods',
  ],
  [
    'a rollout that may take no step',
    rollingUpdate,
    [[DEV, BACKEND, ROLLING, { maxSurge: 0, maxUnavailable: '0%' }]],
    'Deployment/fablink-dev/fablink-backend $.spec.strategy.rollingUpdate.maxUnavailable: found maxSurge 0 and maxUnavailable "0%": no step is allowed',
  ],
  [
    'a rollout that takes more than the budget lets go',
    updateAndBudget,
    [[PROD, BACKEND, [...ROLLING, 'maxUnavailable'], 2]],
    'Deployment/fablink-prod/fablink-backend $.spec.strategy.rollingUpdate.maxUnavailable: found 2, which takes 2 of 3 pods, but PodDisruptionBudget/fablink-prod/fablink-backend lets 1 go',
  ],
  [
    'a release that takes all pods at once',
    updateAndBudget,
    [[PROD, BACKEND, ['spec', 'strategy'], { type: 'Recreate' }]],
    'Deployment/fablink-prod/fablink-backend $.spec.strategy.type: a release takes all 3 pods, but PodDisruptionBudget/fablink-prod/fablink-backend lets 1 go',
  ],
  [
    'pods that nothing keeps apart',
    spread,
    [[PROD, BACKEND, SPREAD, undefined]],
    'Deployment/fablink-prod/fablink-backend $.spec.template.spec.topologySpreadConstraints: nothing keeps the 3 pods apart',
  ],
  [
    'a spread over something that is neither zone nor node',
    spread,
    [[PROD, BACKEND, SPREAD, [{ maxSkew: 1, topologyKey: 'rack', labelSelector: { matchLabels: LABELS } }]]],
    'Deployment/fablink-prod/fablink-backend $.spec.template.spec.topologySpreadConstraints: nothing keeps the 3 pods apart',
  ],
  [
    'a constraint that selects other pods',
    spread,
    [[PROD, BACKEND, [...SPREAD, 0, 'labelSelector', 'matchLabels'], { app: 'web' }]],
    'Deployment/fablink-prod/fablink-backend $.spec.template.spec.topologySpreadConstraints[0].labelSelector: found {"matchLabels":{"app":"web"}}, which does not select these pods: nothing is counted, nothing is spread',
  ],
];

test.each(defects)('%s is found in real output', (_, rule, plants, message) => {
  expect(said(rule, withPlants(...plants))).toEqual([message]);
});

test('a Deployment that loses its autoscaler has nobody who sets its pods, and its budget covers one pod', () => {
  const model = without(realModel(), named(PROD, SCALER));
  expect(said(replicasOwned, model)).toEqual([
    'Deployment/fablink-prod/fablink-backend $.spec.replicas: found no replicas and no autoscaler, which means one pod',
  ]);
  expect(said(disruptionBudget, model)).toHaveLength(1);
});

test('an autoscaler whose minimum is its maximum is accepted', () => {
  expect(said(autoscalerBounds, withPlants([PROD, SCALER, ['spec', 'minReplicas'], 20]))).toEqual([]);
});

/** A ScaledObject of the real Deployment. */
function scaledObject(spec: Readonly<Record<string, unknown>>): KubeObject {
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'backend', namespace: PROD },
    spec: { scaleTargetRef: { name: 'fablink-backend' }, ...spec },
  };
}

test('a ScaledObject beside a HorizontalPodAutoscaler is found', () => {
  expect(said(replicasOwned, withObjects(PROD, scaledObject({ minReplicaCount: 2 })))).toEqual([
    'Deployment/fablink-prod/fablink-backend $.spec: HorizontalPodAutoscaler/fablink-prod/fablink-backend and ScaledObject/fablink-prod/backend scale it, each against the other',
  ]);
});

test.each([
  [{ minReplicaCount: 0, maxReplicaCount: 5 }, []],
  [{ minReplicaCount: 5, maxReplicaCount: 5 }, []],
  [
    { minReplicaCount: 6, maxReplicaCount: 5 },
    ['$.spec.minReplicaCount: found a minimum of 6 pods above the maximum of 5'],
  ],
  [{ minReplicaCount: -1 }, ['$.spec.minReplicaCount: found a minimum of -1 pods']],
  [
    { minReplicaCount: 2, idleReplicaCount: 2 },
    ['$.spec.idleReplicaCount: found 2 pods when idle, and a minimum of 2'],
  ],
  [
    { triggers: [{ type: 'cpu', metricType: 'Utilization', metadata: { containerName: 'web' } }] },
    ['$.spec.triggers[0].type: found the container web, which the pods do not have'],
  ],
])('a ScaledObject with %j has the bounds of KEDA', (spec, found) => {
  const model = withObjects(PROD, scaledObject(spec));
  expect(said(autoscalerBounds, model)).toEqual(found.map(line => `ScaledObject/fablink-prod/backend ${line}`));
});

test('two budgets over one pod are found', () => {
  const budget: KubeObject = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'all', namespace: PROD },
    spec: { maxUnavailable: '50%', selector: {} },
  };
  expect(said(disruptionBudget, withObjects(PROD, budget))).toEqual([
    'PodDisruptionBudget/fablink-prod/all $.spec.selector: PodDisruptionBudget/fablink-prod/fablink-backend and this budget select the pods of Deployment/fablink-prod/fablink-backend',
  ]);
});

test.each(['34%', '66%'])('a budget of %s over three pods lets one go', minAvailable => {
  expect(said(disruptionBudget, withPlants([PROD, BUDGET, ['spec', 'minAvailable'], minAvailable]))).toEqual([]);
});

test('pod anti-affinity keeps pods apart as well', () => {
  const affinity = {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 1,
          podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: LABELS } },
        },
      ],
    },
  };
  const plants: Plant[] = [
    [PROD, BACKEND, SPREAD, undefined],
    [PROD, BACKEND, [...POD, 'affinity'], affinity],
  ];
  expect(said(spread, withPlants(...plants))).toEqual([]);
});

test('an API Gateway deployment is no workload', () => {
  const deployment: KubeObject = {
    apiVersion: 'apigateway.services.k8s.aws/v1alpha1',
    kind: 'Deployment',
    metadata: { name: 'api', namespace: PROD },
    spec: { template: { spec: {} } },
  };
  expect(said(replicasOwned, withObjects(PROD, deployment))).toEqual([]);
});
