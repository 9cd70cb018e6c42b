import type { Rule } from '../../model';
import type { Complaint } from '../finding';
import { modelRule } from '../pod/rule-forms';
import type { RuleTexts } from '../schema/object-rule';
import { cataloguesOf, type Catalogue } from './catalogue';
import { everyPart, type Expression } from './promql';
import { parsedQueriesOf } from './queries';

/**
 * A rule about the parts of every query that parses, one at a time, and the series of its environment. The same
 * complaint about the same query is made once: it may ask for the same series often.
 */
export function queryRule(
  code: string,
  text: RuleTexts,
  complaints: (part: Expression, catalogue: Catalogue) => Iterable<Complaint>,
): Rule {
  return modelRule(code, text, function* (model) {
    const catalogues = cataloguesOf(model);
    for (const { manifest, steps, expression } of parsedQueriesOf(model)) {
      const catalogue: Catalogue = catalogues.get(manifest.environment) ?? new Map();
      const all = [...everyPart(expression)].flatMap(part => [...complaints(part, catalogue)]);
      const distinct = new Map(all.map(complaint => [complaint.message, complaint]));
      for (const complaint of distinct.values()) yield [manifest, { steps, ...complaint }];
    }
  });
}
