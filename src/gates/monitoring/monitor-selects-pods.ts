import { nameList, referenceRule } from '../reference/reference-rule';
import { podsOf, portsOf } from '../reference/pods';
import { selectorText } from '../reference/label-selector';
import { isRecord, recordsIn, valueAt } from '../schema/json-path';
import type { KubeObject } from '../../model';
import type { RuleTexts } from '../schema/object-rule';

const example =
  'kind: PodMonitor\nspec:\n  selector: { matchLabels: { app.kubernetes.io/name: web } }\n  podMetricsEndpoints: [{ port: http, path: /metrics }] # a port that a container of those pods names';
const text: RuleTexts = {
  en: {
    rule: 'A PodMonitor selects pods of its namespace and reads a port that their containers name; a ScrapeConfig says where targets are.',
    reason: 'A monitor without pods, or with a port that none has, is no error anywhere: there is just no data.',
    example,
  },
  ko: {
    rule: 'PodMonitor는 같은 네임스페이스의 파드를 고르고, 그 컨테이너가 이름을 붙인 포트를 읽는다. ScrapeConfig는 대상이 어디 있는지 말한다.',
    reason: '파드가 없거나 없는 포트를 읽는 모니터는 어디에서도 오류가 아니다. 그저 데이터가 없을 뿐이다.',
    example,
  },
};

/** A monitor finds pods and their port, or says where else its targets are. */
export const monitorSelectsPods = referenceRule('monitor-selects-pods', text, function* (object, environment) {
  const { namespace } = object.metadata;
  if (object.kind === 'ScrapeConfig' && !looksSomewhere(object))
    yield {
      steps: ['spec'],
      message: 'has neither discovery nor addresses: it finds no target',
      expected: 'one entry or more in a list of discoveries (kubernetesSDConfigs) or in staticConfigs',
      mend: 'say where its targets are',
    };
  if (object.kind !== 'PodMonitor' || namespace === undefined) return;
  const selector = valueAt(object, ['spec', 'selector']);
  const pods = [...podsOf(environment).selected(namespace, selector)];
  if (pods.length === 0) {
    yield {
      steps: ['spec', 'selector'],
      message: `found ${selectorText(selector)}, which selects no pods of namespace ${namespace}`,
      expected: 'labels that a pod template of the namespace carries',
      mend: 'copy the selector of the workload',
    };
    return;
  }
  const names = [...new Set(pods.flatMap(portsOf).map(({ name }) => String(name)))];
  for (const [index, { port }] of recordsIn(valueAt(object, ['spec', 'podMetricsEndpoints']))) {
    if (names.includes(String(port))) continue;
    yield {
      steps: ['spec', 'podMetricsEndpoints', index, 'port'],
      message: `found port ${JSON.stringify(port)}, which no container of the pods names`,
      expected: `one of ${nameList(names)}`,
      mend: 'name the port as the container does',
    };
  }
});

/** Whether some list of a ScrapeConfig says where targets are. */
function looksSomewhere(object: KubeObject): boolean {
  const spec = valueAt(object, ['spec']);
  return Object.entries(isRecord(spec) ? spec : {}).some(
    ([field, list]) => /(?:SDConfigs|^staticConfigs)$/.test(field) && Array.isArray(list) && list.length > 0,
  );
}
