import { scalingRules } from '../../../src/gates/scaling';
import { autoscalerBounds } from '../../../src/gates/scaling/autoscaler-bounds';
import { disruptionBudget } from '../../../src/gates/scaling/disruption-budget';
import { replicasOwned } from '../../../src/gates/scaling/replicas-owned';
import type { KubeObject, Rule } from '../../../src/model';
import { named, realModel, without } from '../../real-model';
import { said, withObjects, withPlants, type Plant } from '../pod-planting';
import { DEV, PROD, BACKEND, RELEASED, SCALER, POD } from './backend';

test.each(scalingRules.map(rule => [rule.code, rule] as const))('%s is silent about the real output', (_, rule) => {
  expect(said(rule, realModel())).toEqual([]);
});

const defects: readonly [defect: string, rule: Rule, plants: readonly Plant[], said: string][] = [
  [
    'replicas beside an autoscaler',
    replicasOwned,
    [[PROD, RELEASED, ['spec', 'replicas'], 3]],
    'Rollout/fablink-prod/fablink-backend $.spec.replicas: found 3 beside HorizontalPodAutoscaler/fablink-prod/fablink-backend, which sets the number of pods',
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
    [[PROD, RELEASED, [...POD, 'containers', 0, 'resources', 'requests', 'cpu'], undefined]],
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
];

test.each(defects)('%s is found in real output', (_, rule, plants, message) => {
  expect(said(rule, withPlants(...plants))).toEqual([message]);
});

test('a workload that loses its autoscaler has nobody who sets its pods, and its budget covers one pod', () => {
  const model = without(realModel(), named(PROD, SCALER));
  expect(said(replicasOwned, model)).toEqual([
    'Rollout/fablink-prod/fablink-backend $.spec.replicas: found no replicas and no autoscaler, which means one pod',
  ]);
  expect(said(disruptionBudget, model)).toHaveLength(1);
});

test('an autoscaler whose minimum is its maximum is accepted', () => {
  expect(said(autoscalerBounds, withPlants([PROD, SCALER, ['spec', 'minReplicas'], 20]))).toEqual([]);
});

/** A ScaledObject of the real Rollout. */
function scaledObject(spec: Readonly<Record<string, unknown>>): KubeObject {
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'backend', namespace: PROD },
    spec: {
      scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'fablink-backend' },
      ...spec,
    },
  };
}

test('a ScaledObject beside a HorizontalPodAutoscaler is found', () => {
  expect(said(replicasOwned, withObjects(PROD, scaledObject({ minReplicaCount: 2 })))).toEqual([
    'Rollout/fablink-prod/fablink-backend $.spec: HorizontalPodAutoscaler/fablink-prod/fablink-backend and ScaledObject/fablink-prod/backend scale it, each against the other',
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

test('an API Gateway deployment is no workload', () => {
  const deployment: KubeObject = {
    apiVersion: 'apigateway.services.k8s.aws/v1alpha1',
    kind: 'Deployment',
    metadata: { name: 'api', namespace: PROD },
    spec: { template: { spec: {} } },
  };
  expect(said(replicasOwned, withObjects(PROD, deployment))).toEqual([]);
});
