import { functionFitsMetric } from '../../../src/gates/monitoring/function-fits-metric';
import { metricKnown } from '../../../src/gates/monitoring/metric-known';
import { queriesOf } from '../../../src/gates/monitoring/queries';
import { queryParses } from '../../../src/gates/monitoring/query-parses';
import type { Model } from '../../../src/model';
import { named, partOf, planted, realModel } from '../../real-model';

const model = partOf(realModel(), 'learn');
const MAP = 'ConfigMap/labs/lab-1-checks';
const FILE = '01-address-frontend.promql';

/** The real environment, in which one file asks something else. */
const asking = (text: string): Model =>
  planted(model, named('learn', MAP), object => {
    (object['data'] as Record<string, string>)[FILE] = text;
  });

describe('a ConfigMap whose files are queries', () => {
  test('is asked for each of its files, comments among them', () => {
    const asked = queriesOf(model).filter(({ manifest }) => named('learn', MAP)(manifest));
    expect(asked.map(({ steps }) => steps)).toContainEqual(['data', FILE]);
    expect(asked.every(({ text, read }) => text.startsWith('# ') && 'expression' in read)).toBe(true);
  });

  test.each([
    ['# what\n(sum(up)\n== 1\n', queryParses, 'found the end where more is expected'],
    ['time() > bool 1', queryParses, 'found a scalar'],
    ['# what\n(sum(upp))\n== 1\n', metricKnown, 'found metric upp, which no monitor'],
    ['up{job="fluent-bid"} == 1', metricKnown, 'found job="fluent-bid" of up'],
    ['rate(kube_networkpolicy_created[5m]) == 0', functionFitsMetric, 'found rate of kube_networkpolicy_created'],
  ])('is judged as rules are: %j', (text, rule, message) => {
    expect(rule.check(asking(text))).toEqual([
      expect.objectContaining({
        message: expect.stringContaining(message),
        where: expect.objectContaining({ object: MAP, path: `$.data["${FILE}"]` }),
      }),
    ]);
    expect(rule.check(model)).toEqual([]);
  });

  test('is known by its label alone', () => {
    const unlabelled = planted(asking('(('), named('learn', MAP), ({ metadata }) => {
      delete (metadata['labels'] as Record<string, string>)['garam.dev/content'];
    });
    expect(queryParses.check(unlabelled)).toEqual([]);
  });
});
