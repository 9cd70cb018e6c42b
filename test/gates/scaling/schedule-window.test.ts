import { scaleTarget } from '../../../src/gates/reference/workload/scale-target';
import { replicasOwned } from '../../../src/gates/scaling/replicas-owned';
import { scalingRules } from '../../../src/gates/scaling';
import { scheduleDeclared } from '../../../src/gates/scaling/schedule-declared';
import { scheduleTarget } from '../../../src/gates/scaling/schedule-target';
import { scheduleWindow } from '../../../src/gates/scaling/schedule-window';
import type { Rule } from '../../../src/model';
import { said } from '../pod-planting';
import { NAME, TRIGGER, type Change, withChanges, start, end } from './sleeping-shop';

test.each([...scalingRules, scaleTarget].map(rule => [rule.code, rule] as const))(
  '%s is silent about what the construct makes',
  (_, rule) => expect(said(rule, withChanges())).toEqual([]),
);

const defects: readonly [defect: string, rule: Rule, changes: readonly Change[], said: readonly string[]][] = [
  [
    'a start of four fields',
    scheduleWindow,
    [['ScaledObject', start, '0 9 * *']],
    [`${NAME} $.spec.triggers[0].metadata.start: found "0 9 * *", which is no cron schedule`],
  ],
  [
    'Sunday as 7, which KEDA refuses',
    scheduleWindow,
    [['ScaledObject', end, '0 18 * * 7']],
    [`${NAME} $.spec.triggers[0].metadata.end: found "0 18 * * 7", which is no cron schedule`],
  ],
  [
    'a zone in other letters',
    scheduleWindow,
    [['ScaledObject', [...TRIGGER, 'timezone'], 'asia/seoul']],
    [`${NAME} $.spec.triggers[0].metadata.timezone: found "asia/seoul", which is no time zone that we plan in`],
  ],
  [
    'no zone at all',
    scheduleWindow,
    [['ScaledObject', [...TRIGGER, 'timezone'], undefined]],
    [`${NAME} $.spec.triggers[0].metadata.timezone: found nothing, which is no time zone that we plan in`],
  ],
  [
    'an end that comes with each start, in other words',
    scheduleWindow,
    [['ScaledObject', end, '0 9 * * MON-FRI']],
    [`${NAME} $.spec.triggers[0].metadata.end: the window from "0 9 * * 1,5" to "0 9 * * MON-FRI" never closes`],
  ],
  [
    'a start on a day that does not exist',
    scheduleWindow,
    [['ScaledObject', start, '0 9 31 2 *']],
    [`${NAME} $.spec.triggers[0].metadata.start: the window from "0 9 31 2 *" to "0 18 * * 1,5" never opens`],
  ],
  [
    'an end on a day that does not exist',
    scheduleWindow,
    [['ScaledObject', end, '0 18 30 2 *']],
    [`${NAME} $.spec.triggers[0].metadata.end: the window from "0 9 * * 1,5" to "0 18 30 2 *" never ends`],
  ],
  [
    'more pods than the maximum',
    scheduleWindow,
    [['ScaledObject', [...TRIGGER, 'desiredReplicas'], '3']],
    [`${NAME} $.spec.triggers[0].metadata.desiredReplicas: found "3" pods, with a maximum of 2`],
  ],
  [
    'a StatefulSet put to sleep',
    scheduleTarget,
    [['ScaledObject', ['spec', 'scaleTargetRef', 'kind'], 'StatefulSet']],
    [`${NAME} $.spec.scaleTargetRef.kind: takes all pods of apps/StatefulSet "web" away`],
  ],
  [
    'a StatefulSet put to sleep by a minimum that is not stated',
    scheduleTarget,
    [
      ['ScaledObject', ['spec', 'scaleTargetRef', 'kind'], 'StatefulSet'],
      ['ScaledObject', ['spec', 'idleReplicaCount'], undefined],
      ['ScaledObject', ['spec', 'minReplicaCount'], undefined],
    ],
    [`${NAME} $.spec.scaleTargetRef.kind: takes all pods of apps/StatefulSet "web" away`],
  ],
  [
    'a namespace that nobody here declares',
    scheduleTarget,
    [['ScaledObject', ['metadata', 'namespace'], 'kube-system']],
    [
      'ScaledObject/kube-system/web $.metadata.namespace: takes pods away in namespace kube-system, which is not ours alone',
    ],
  ],
  [
    'other hours than declared',
    scheduleDeclared,
    [['ScaledObject', end, '0 19 * * 1,5']],
    [
      `${NAME} $.spec.triggers: found ["0 9 * * 1,5 to 0 19 * * 1,5"], declared is Mon, Fri 09:00 to 18:00 Asia/Seoul with 2`,
    ],
  ],
  [
    'a second window beside the declared one',
    scheduleDeclared,
    [['ScaledObject', ['spec', 'triggers', 1], { type: 'cron', metadata: { start: '0 1 * * *', end: '0 2 * * *' } }]],
    [
      `${NAME} $.spec.triggers: found ["0 9 * * 1,5 to 0 18 * * 1,5","0 1 * * * to 0 2 * * *"], declared is Mon, Fri 09:00 to 18:00 Asia/Seoul with 2`,
    ],
  ],
  [
    'replicas beside a ScaledObject',
    replicasOwned,
    [['Deployment', ['spec', 'replicas'], 2]],
    ['Deployment/shop/web $.spec.replicas: found 2 beside ScaledObject/shop/web, which sets the number of pods'],
  ],
  [
    'a target that does not exist',
    scaleTarget,
    [['ScaledObject', ['spec', 'scaleTargetRef', 'name'], 'wbe']],
    [`${NAME} $.spec.scaleTargetRef.name: found "wbe", but namespace shop has no apps/Deployment of that name`],
  ],
];

test.each(defects)('%s is found', (_, rule, changes, messages) => {
  expect(said(rule, withChanges(...changes))).toEqual(messages);
});
