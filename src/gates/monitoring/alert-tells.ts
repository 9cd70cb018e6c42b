import type { Manifest, Model } from '../../model';
import { modelRule } from '../pod/rule-forms';
import { environmentsOf } from '../reference/environment-objects';
import { shown, valueAt, type Step } from '../schema/json-path';
import type { RuleTexts } from '../schema/object-rule';
import { fileServersOf } from './files/file-server';
import { isMonitoring, rulesOf, textOf } from './prometheus-rules';

const example =
  'alert: TooManyErrors\nlabels: { severity: critical, system: shop, team: shop }\nannotations: { summary: …, description: …, runbook_url: https://…/docs/runbooks/alerts/TooManyErrors.md }';
const text: RuleTexts = {
  en: {
    rule: 'Every alert carries severity, system and team, a summary and a description, and the address of the runbook that has its name; its Prometheus adds the environment.',
    reason:
      'Who is woken at night has to see what is wrong, where, and what to do; what carries no severity reaches nobody in particular.',
    example,
  },
  ko: {
    rule: '모든 알림은 severity, system, team 레이블과 요약, 설명, 그리고 같은 이름의 런북 주소를 갖는다. 환경 이름은 Prometheus가 붙인다.',
    reason:
      '밤에 깨어난 사람은 어디에서 무엇이 잘못됐고 무엇을 해야 하는지 바로 알아야 한다. severity가 없는 알림은 누구에게도 가지 않는다.',
    example,
  },
};

const SEVERITIES = ['critical', 'warning', 'info'];

/** An alert says what is wrong, how urgent, whose it is, where, and what to do. */
export const alertTells = modelRule('alert-tells', text, function* (model) {
  for (const { manifest, steps, environment } of serversIn(model)) {
    if (environment === manifest.environment) continue;
    yield [
      manifest,
      {
        steps,
        message: `found ${shown(environment)}, which every alert of this Prometheus carries as its environment`,
        expected: JSON.stringify(manifest.environment),
        mend: 'give Prometheus the name of its environment by externalLabels',
      },
    ];
  }
  for (const at of rulesOf(model)) {
    const { alert } = at.rule;
    if (typeof alert !== 'string') continue;
    const found = (part: 'labels' | 'annotations', name: string): string => textOf(at, part, name);
    const lacking = [
      ...(SEVERITIES.includes(found('labels', 'severity'))
        ? []
        : [['labels', 'severity', `one of ${SEVERITIES.join(', ')}`] as const]),
      ...(['system', 'team'] as const).flatMap(name =>
        found('labels', name) ? [] : [['labels', name, 'a name'] as const],
      ),
      ...(['summary', 'description'] as const).flatMap(name =>
        found('annotations', name) ? [] : [['annotations', name, 'a sentence'] as const],
      ),
      ...(found('annotations', 'runbook_url').endsWith(`/docs/runbooks/alerts/${alert}.md`)
        ? []
        : [['annotations', 'runbook_url', `an address that ends with /docs/runbooks/alerts/${alert}.md`] as const]),
    ];
    for (const [part, name, expected] of lacking) {
      yield [
        at.manifest,
        {
          steps: [...at.steps, part, name],
          message: `alert ${alert}: found ${JSON.stringify(found(part, name))}`,
          expected,
          mend: 'declare the alert with AlertRules, which fills it in',
        },
      ];
    }
  }
});

/** Every Prometheus, and the environment that it adds to what leaves it: by its object, or by its settings. */
function serversIn(
  model: Model,
): readonly { readonly manifest: Manifest; readonly steps: readonly Step[]; readonly environment: unknown }[] {
  const field = ['spec', 'externalLabels', 'environment'];
  const setting = ['global', 'external_labels', 'environment'];
  const objects = model.manifests
    .filter(each => isMonitoring(each, 'Prometheus'))
    .map(manifest => ({ manifest, steps: field, environment: valueAt(manifest.object, field) }));
  const files = environmentsOf(model)
    .flatMap(fileServersOf)
    .flatMap(({ settings, content }) =>
      // Settings that nobody finds are found by gate `rule-file-is-read`.
      settings ? [{ ...settings, steps: [...settings.steps, ...setting], environment: valueAt(content, setting) }] : [],
    );
  return [...objects, ...files];
}
