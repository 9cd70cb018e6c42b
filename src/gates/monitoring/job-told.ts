import type { KubeObject } from '../../model';
import { groupKindOf } from '../identity/group-kind';
import { modelRule } from '../pod/rule-forms';
import { valueAt } from '../schema/json-path';
import type { RuleTexts } from '../schema/object-rule';
import { everyPart, isAbout, type Selector } from './promql';
import { rulesOf } from './prometheus-rules';

const example =
  'kind: Job\nmetadata: { name: shop-schema, namespace: shop }\n# and an alert: kube_job_failed{namespace="shop",job_name="shop-schema",condition="true"} == 1';
const text: RuleTexts = {
  en: {
    rule: 'Where alerts are judged, one reads of every Job whether it failed, and of every CronJob that runs by schedule when it last succeeded.',
    reason:
      'A Job that failed leaves nothing behind that users see at once: the missing schema is found at the next start, the missing backup on the day it is needed.',
    example,
  },
  ko: {
    rule: '알림을 판단하는 환경에서는 모든 Job의 실패 여부와, 일정에 따라 도는 모든 CronJob의 마지막 성공 시각을 읽는 알림이 있다.',
    reason:
      '실패한 Job은 사용자가 바로 알아볼 흔적을 남기지 않는다. 빠진 스키마는 다음에 시작할 때, 빠진 백업은 필요한 날에야 드러난다.',
    example,
  },
};

/** Series that tell of an object of a kind, and the label that names it. */
interface Told {
  readonly metric: string;
  readonly label: string;
}

/** Every Job and every scheduled CronJob has its alert, where there are any. */
export const jobTold = modelRule('job-told', text, function* (model) {
  const read = new Map<string, readonly Selector[]>();
  for (const { manifest, rule, read: expr } of rulesOf(model)) {
    if (typeof rule.alert !== 'string') continue;
    const parts = 'expression' in expr ? [...everyPart(expr.expression)] : [];
    const selectors = parts.filter((part): part is Selector => part.type === 'selector');
    read.set(manifest.environment, [...(read.get(manifest.environment) ?? []), ...selectors]);
  }
  for (const manifest of model.manifests) {
    const selectors = read.get(manifest.environment);
    const told = manifest.tree === 'dist' ? toldOf(manifest.object) : undefined;
    if (!selectors || !told || selectors.some(each => tellsOf(each, told, manifest.object))) continue;
    const { name, namespace } = manifest.object.metadata;
    yield [
      manifest,
      {
        steps: ['metadata', 'name'],
        message: `no alert of the environment reads ${told.metric} of it`,
        expected: `an alert on ${told.metric}{namespace="${namespace}",${told.label}="${name}"}`,
        mend: 'make it with Job, or with DatabaseBackup where it runs by schedule: they declare their alerts',
      },
    ];
  }
});

/** What tells of a Job, or of a CronJob that is not suspended: nothing of another object. */
function toldOf(object: KubeObject): Told | undefined {
  switch (groupKindOf(object)) {
    case 'batch/Job':
      return { metric: 'kube_job_failed', label: 'job_name' };
    case 'batch/CronJob':
      if (valueAt(object, ['spec', 'suspend']) === true) return undefined;
      return { metric: 'kube_cronjob_status_last_successful_time', label: 'cronjob' };
    default:
      return undefined;
  }
}

function tellsOf({ name, matchers }: Selector, { metric, label }: Told, { metadata }: KubeObject): boolean {
  const isNamed = (by: string, value = ''): boolean =>
    matchers.some(each => each.label === by && each.operator.startsWith('=') && isAbout(each, value));
  return name === metric && isNamed(label, metadata.name) && isNamed('namespace', metadata.namespace);
}
