import { re2 } from '../promql';

/**
 * Value of a label of an alert: empty where it carries none, which is the same to Alertmanager; `undefined` where nobody
 * knows, because the alert's series may bring it.
 */
export type LabelOf = (label: string) => string | undefined;

/** Whether something is so. */
export type Answer = 'yes' | 'no' | 'perhaps';

/** Whether an alert has the labels that all matchers ask for, as it has with none. */
export function fits(matchers: readonly string[], labels: LabelOf): Answer {
  let answer: Answer = 'yes';
  for (const matcher of matchers) {
    const held = holds(matcher, labels);
    if (held === 'no') return 'no';
    if (held === 'perhaps') answer = held;
  }
  return answer;
}

/** `severity="critical"`, with any of the four operators; escapes and lists in one text are left alone. */
const MATCHER = /^\s*([a-zA-Z_]\w*)\s*(=~|!~|!=|=)\s*(?:"([^"\\]*)"|([^\s",\\{}]*))\s*$/;

function holds(matcher: string, labels: LabelOf): Answer {
  const [, name, operator = '', quoted, word = ''] = MATCHER.exec(matcher) ?? [];
  const label = name === undefined ? undefined : labels(name);
  if (label === undefined) return 'perhaps';
  const same = isSame(label, operator, quoted ?? word);
  if (same === undefined) return 'perhaps';
  return same === operator.startsWith('!') ? 'no' : 'yes';
}

/** Whether a label has a value, or fits a regular expression; Go's know forms that ours do not. */
function isSame(label: string, operator: string, value: string): boolean | undefined {
  if (!operator.endsWith('~')) return label === value;
  const read = re2(value);
  return read?.isExact ? read.pattern.test(label) : undefined;
}
