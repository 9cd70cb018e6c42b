import { replicasOwned } from '../../../src/gates/scaling/replicas-owned';
import { scheduleDeclared } from '../../../src/gates/scaling/schedule-declared';
import { scheduleTarget } from '../../../src/gates/scaling/schedule-target';
import type { Declared, KubeObject, Model, ScheduleDeclaration } from '../../../src/model';
import { modelOf } from '../model-of';
import { said } from '../pod-planting';
import { NAME, shop, type Change, withChanges } from './sleeping-shop';

const without = (kind: string): Model => {
  const { objects, declarations } = shop();
  return modelOf(
    objects.filter(object => object.kind !== kind),
    { declarations },
  );
};

test('a HorizontalPodAutoscaler beside a ScaledObject is found', () => {
  const { objects, declarations } = shop();
  const second: KubeObject = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 2 },
  };
  expect(said(replicasOwned, modelOf([...objects, second], { declarations }))).toEqual([
    'Deployment/shop/web $.spec: ScaledObject/shop/web and HorizontalPodAutoscaler/shop/web scale it, each against the other',
  ]);
});

test('a namespace that a chart fills, too, is not ours alone', () => {
  const { objects, declarations } = shop();
  const chart: KubeObject = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'ingress', namespace: 'argocd' },
    spec: { source: { chart: 'nginx-ingress' }, destination: { namespace: 'shop' } },
  };
  expect(said(scheduleTarget, modelOf([...objects, chart], { declarations }))).toHaveLength(1);
});

test('a StatefulSet that never goes to 0 may be scaled', () => {
  const changes: Change[] = [
    ['ScaledObject', ['spec', 'scaleTargetRef', 'kind'], 'StatefulSet'],
    ['ScaledObject', ['spec', 'idleReplicaCount'], undefined],
  ];
  expect(said(scheduleTarget, withChanges(...changes))).toEqual([]);
});

test('declared hours that nothing keeps are found, and windows that nobody declared', () => {
  const findings = scheduleDeclared.check(without('ScaledObject'));
  expect(findings.map(({ message }) => message)).toEqual([
    'shop/web has declared hours, and no ScaledObject with windows keeps them',
  ]);
  const [schedule] = shop().declarations.filter(
    (each): each is Declared<ScheduleDeclaration> => each.type === 'schedule',
  );
  expect(findings[0]?.where.source).toEqual(schedule?.provenance.lines()[0]);
  expect(said(scheduleDeclared, modelOf(shop().objects))).toEqual([
    `${NAME} $.spec.triggers: found windows of "web", for which no schedule is declared`,
  ]);
});
