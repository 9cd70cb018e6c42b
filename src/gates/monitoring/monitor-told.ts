import { modelRule } from '../pod/rule-forms';
import { environmentsOf } from '../reference/environment-objects';
import type { RuleTexts } from '../schema/object-rule';
import { everyPart, isAbout, type Expression, type Selector } from './promql';
import { rulesOf } from './prometheus-rules';
import { targetsOf, type TargetAt } from './targets';

const example =
  'kind: PodMonitor\nmetadata: { name: web, namespace: shop }\n# and an alert: absent(up{namespace="shop",job="web"} == 1)';
const text: RuleTexts = {
  en: {
    rule: 'Everything that Prometheus is told to read has an alert that fires when nothing of it is read.',
    reason:
      'Without its series no other alert of a program can fire: what is gone altogether looks like what is well, be it a service or Alertmanager itself.',
    example,
  },
  ko: {
    rule: 'Prometheus가 수집하도록 설정된 모든 대상에는, 그 대상에서 아무것도 수집되지 않을 때 울리는 알림이 있다.',
    reason:
      '시계열이 없으면 그 프로그램의 다른 알림도 울릴 수 없다. 서비스든 Alertmanager 자신이든, 완전히 사라진 것이 정상인 것처럼 보인다.',
    example,
  },
};

/** What is read has an alert for its absence. */
export const monitorTold = modelRule('monitor-told', text, function* (model) {
  const missed = new Map<string, readonly Selector[]>();
  for (const { manifest, rule, read } of rulesOf(model)) {
    if (typeof rule.alert !== 'string' || !('expression' in read)) continue;
    missed.set(manifest.environment, [...(missed.get(manifest.environment) ?? []), ...missedBy(read.expression)]);
  }
  for (const target of environmentsOf(model).flatMap(targetsOf)) {
    const { manifest, steps, job, namespace, well } = target;
    if (missed.get(manifest.environment)?.some(each => isOf(each, target))) continue;
    yield [
      manifest,
      {
        steps,
        message: `found ${job} of ${namespace}, whose absence no alert of the environment tells`,
        expected: `an alert on absent(${well}{namespace="${namespace}",job="${job}"} == 1)`,
        mend: 'make it with WatchedService, KubeletMonitor or AddressProbe: they declare their alerts',
      },
    ];
  }
});

/** Series of which an expression asks whether there are none. */
function missedBy(expression: Expression): readonly Selector[] {
  return [...everyPart(expression)]
    .filter(part => part.type === 'call' && part.function === 'absent')
    .flatMap(call => [...everyPart(call)].filter((part): part is Selector => part.type === 'selector'));
}

function isOf({ name, matchers }: Selector, { job, namespace, well }: TargetAt): boolean {
  const isNamed = (label: string, value: string): boolean =>
    matchers.some(each => each.label === label && each.operator.startsWith('=') && isAbout(each, value));
  return name === well && isNamed('job', job) && isNamed('namespace', namespace);
}
