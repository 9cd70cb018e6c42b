import { disruptionBudget } from '../../../src/gates/scaling/disruption-budget';
import { rollingUpdate } from '../../../src/gates/scaling/rolling-update';
import { spread } from '../../../src/gates/scaling/spread';
import { updateAndBudget } from '../../../src/gates/scaling/update-and-budget';
import type { KubeObject, Rule } from '../../../src/model';
import { said, withObjects, withPlants, type Plant } from '../pod-planting';
import { DEV, PROD, BACKEND, RELEASED, SCALER, POD } from './backend';

/** A workload that rolls: what a Rollout with weights keeps is nobody’s rolling update. */
const ROLLED = 'Deployment/fastapi';

const BUDGET = 'PodDisruptionBudget/fablink-backend';

const SPREAD = [...POD, 'topologySpreadConstraints'];

const LABELS = { 'app.kubernetes.io/instance': 'fablink', 'app.kubernetes.io/name': 'fablink-backend' };

const ROLLING = ['spec', 'strategy', 'rollingUpdate'];

const defects: readonly [defect: string, rule: Rule, plants: readonly Plant[], said: string][] = [
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
    'PodDisruptionBudget/fablink-prod/fablink-backend $.spec.selector: covers Rollout/fablink-prod/fablink-backend, which runs one pod at the least',
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
    [['memo-prod', ROLLED, [...ROLLING, 'maxUnavailable'], 2]],
    'Deployment/sgcc-memo/fastapi $.spec.strategy.rollingUpdate.maxUnavailable: found 2, which takes 2 of 3 pods, but PodDisruptionBudget/sgcc-memo/fastapi lets 1 go',
  ],
  [
    'a release that takes all pods at once',
    updateAndBudget,
    [['memo-prod', ROLLED, ['spec', 'strategy'], { type: 'Recreate' }]],
    'Deployment/sgcc-memo/fastapi $.spec.strategy.type: a release takes all 3 pods, but PodDisruptionBudget/sgcc-memo/fastapi lets 1 go',
  ],
  [
    'pods that nothing keeps apart',
    spread,
    [[PROD, RELEASED, SPREAD, undefined]],
    'Rollout/fablink-prod/fablink-backend $.spec.template.spec.topologySpreadConstraints: nothing keeps the 3 pods apart',
  ],
  [
    'a spread over something that is neither zone nor node',
    spread,
    [[PROD, RELEASED, SPREAD, [{ maxSkew: 1, topologyKey: 'rack', labelSelector: { matchLabels: LABELS } }]]],
    'Rollout/fablink-prod/fablink-backend $.spec.template.spec.topologySpreadConstraints: nothing keeps the 3 pods apart',
  ],
  [
    'a constraint that selects other pods',
    spread,
    [[PROD, RELEASED, [...SPREAD, 0, 'labelSelector', 'matchLabels'], { app: 'web' }]],
    'Rollout/fablink-prod/fablink-backend $.spec.template.spec.topologySpreadConstraints[0].labelSelector: found {"matchLabels":{"app":"web"}}, which does not select these pods: nothing is counted, nothing is spread',
  ],
];

test.each(defects)('%s is found in real output', (_, rule, plants, message) => {
  expect(said(rule, withPlants(...plants))).toEqual([message]);
});

test('two budgets over one pod are found', () => {
  const budget: KubeObject = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'all', namespace: PROD },
    spec: { maxUnavailable: '50%', selector: {} },
  };
  expect(said(disruptionBudget, withObjects(PROD, budget))).toEqual([
    'PodDisruptionBudget/fablink-prod/all $.spec.selector: PodDisruptionBudget/fablink-prod/fablink-backend and this budget select the pods of Rollout/fablink-prod/fablink-backend',
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
    [PROD, RELEASED, SPREAD, undefined],
    [PROD, RELEASED, [...POD, 'affinity'], affinity],
  ];
  expect(said(spread, withPlants(...plants))).toEqual([]);
});
