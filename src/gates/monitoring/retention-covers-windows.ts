import type { Manifest, Model } from '../../model';
import { declaredOf } from '../capacity/declared';
import { modelRule } from '../pod/rule-forms';
import { environmentsOf } from '../reference/environment-objects';
import { shown, valueAt, type Step } from '../schema/json-path';
import type { RuleTexts } from '../schema/object-rule';
import { durationOf, lookbackOf } from './promql';
import { fileServersOf, valueOf } from './files/file-server';
import { isMonitoring } from './prometheus-rules';
import { parsedQueriesOf } from './queries';

const DAY = 86_400;

/** By which a Prometheus of files is told how long it keeps samples; without, it is 15 days. */
const FLAG = '--storage.tsdb.retention.time';

const example = 'kind: Prometheus\nspec: { retention: 35d } # the longest window of a query is 30d';
const text: RuleTexts = {
  en: {
    rule: 'A Prometheus keeps samples for longer than any query of its environment looks back or a service level is judged over.',
    reason: 'Over a window that is cut short a month’s error budget looks better than it is, every month anew.',
    example,
  },
  ko: {
    rule: 'Prometheus는 그 환경의 질의가 돌아보는 어떤 기간보다도, 서비스 수준을 판단하는 기간보다도 오래 샘플을 보관한다.',
    reason: '잘린 구간으로 계산하면 한 달의 에러 버짓이 실제보다 좋아 보이고, 그런 일이 매달 되풀이된다.',
    example,
  },
};

/** Samples are there for as long as queries look back. */
export const retentionCoversWindows = modelRule('retention-covers-windows', text, function* (model) {
  const queries = parsedQueriesOf(model);
  const levels = declaredOf(model, 'service-level');
  for (const { manifest, steps, retention } of retentionsIn(model)) {
    const here = ({ environment }: Pick<Manifest, 'environment'>): boolean => environment === manifest.environment;
    const longest = Math.max(
      0,
      ...queries.filter(each => here(each.manifest)).map(({ expression }) => lookbackOf(expression) / DAY),
      ...levels.filter(here).map(({ windowDays }) => windowDays),
    );
    const shownDays = Number(longest.toFixed(2));
    if ((daysOf(retention) ?? 0) > longest) continue;
    yield [
      manifest,
      {
        steps,
        message: `found ${shown(retention)}, but queries look back ${shownDays} days`,
        expected: `more than ${shownDays} days`,
        mend: 'keep samples for longer, and give them the volume',
      },
    ];
  }
});

/** How long each Prometheus keeps samples, whether an object says so or a flag. */
function retentionsIn(
  model: Model,
): readonly { readonly manifest: Manifest; readonly steps: readonly Step[]; readonly retention: unknown }[] {
  const field = ['spec', 'retention'];
  const objects = model.manifests
    .filter(each => isMonitoring(each, 'Prometheus'))
    .map(manifest => ({ manifest, steps: field, retention: valueAt(manifest.object, field) }));
  const servers = environmentsOf(model)
    .flatMap(fileServersOf)
    .map(({ manifest, flags }) => ({
      manifest,
      steps: flags.find(({ text: flag }) => flag.startsWith(FLAG))?.steps ?? [],
      retention: valueOf(flags, FLAG),
    }));
  return [...objects, ...servers];
}

function daysOf(retention: unknown): number | undefined {
  const seconds = typeof retention === 'string' ? durationOf(retention) : undefined;
  return seconds && seconds / DAY;
}
