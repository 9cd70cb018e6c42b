import { groupKindOf } from '../identity/group-kind';
import { referenceRule } from '../reference/reference-rule';
import { shown, valueAt } from '../schema/json-path';
import type { RuleTexts } from '../schema/object-rule';
import { isScaledObject, scaledName, sleeps } from './scaled-object';

const example = 'kind: ScaledObject\nspec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders } }';
const text: RuleTexts = {
  en: {
    rule: 'A ScaledObject that may take all pods away scales a Deployment, in a namespace that is declared here and that no chart fills.',
    reason:
      'A StatefulSet at 0 is a database that is away, for everything that backs it up or restores into it, too. What a chart installs (ingress, monitoring, KEDA itself) has to run when nobody works.',
    example,
  },
  ko: {
    rule: '모든 파드를 없앨 수 있는 ScaledObject는 Deployment만 조절하며, 그 네임스페이스는 여기서 선언되고 차트가 채우지 않는 곳이다.',
    reason:
      '0개가 된 StatefulSet은 사라진 데이터베이스이고, 백업과 복원도 함께 멈춘다. 차트가 설치한 것(인그레스, 모니터링, KEDA 자신)은 아무도 일하지 않을 때도 돌아야 한다.',
    example,
  },
};

/** Only what may sleep is put to sleep. */
export const scheduleTarget = referenceRule('schedule-target', text, function* (object, environment) {
  if (!isScaledObject(object) || !sleeps(object)) return;
  const target = valueAt(object, ['spec', 'scaleTargetRef']);
  const part = (name: string, usual: string): string => String(valueAt(target, [name]) ?? usual);
  const kind = groupKindOf({ apiVersion: part('apiVersion', 'apps/v1'), kind: part('kind', 'Deployment') });
  if (kind !== 'apps/Deployment') {
    yield {
      steps: ['spec', 'scaleTargetRef', 'kind'],
      message: `takes all pods of ${kind} ${shown(scaledName(object))} away`,
      expected: 'a Deployment',
      mend: 'leave out the ScaledObject and state replicas; what holds data runs on',
    };
  }
  const namespace = object.metadata.namespace ?? 'default';
  if (environment.isClosed(namespace)) return;
  yield {
    steps: ['metadata', 'namespace'],
    message: `takes pods away in namespace ${namespace}, which is not ours alone`,
    expected: 'a namespace that is declared here and that no chart fills',
    mend: 'declare the namespace, or leave what runs there alone',
  };
});
