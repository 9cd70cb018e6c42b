import { isKnown } from './arguments';
import type { Matcher, MatchOperator, NamedLabel, Selector } from './expression';
import { unquoted } from './literals';
import { re2 } from './re2';
import { Refused } from './refused';
import type { Node } from './tree';

/** What the grammar's node means, by its name. */
const OPERATORS: Readonly<Record<string, MatchOperator>> = {
  EqlSingle: '=',
  Neq: '!=',
  EqlRegex: '=~',
  NeqRegex: '!~',
};

/**
 * The selector that a node stands for.
 * @throws Refused when it names its metric twice, or could be any series at all
 */
export function selectorAt(node: Node): Selector {
  const { from, to } = node;
  const outside = node.child('Identifier')?.text;
  const all = node.child('LabelMatchers')?.children() ?? [];
  const names = all.filter(({ name }) => name === 'QuotedLabelName').map(unquoted);
  const matchers = all.filter(({ name }) => name !== 'QuotedLabelName').map(matcherAt);
  const isName = ({ label, operator }: Matcher): boolean => label === '__name__' && operator === '=';
  if (outside !== undefined && (names.length > 0 || matchers.some(({ label }) => label === '__name__')))
    throw new Refused(node, 'a metric that is named twice');
  if (outside?.toLowerCase() === 'atan2') throw new Refused(node, `unexpected ${JSON.stringify(outside)}`);
  const name = outside ?? names[0] ?? matchers.find(isName)?.value;
  if (!name && !matchers.some(selects)) throw new Refused(node, 'a selector that every series would match');
  if (name !== undefined && !isKnown(name))
    throw new Refused(node, 'a metric that an argument names: nobody can check it');
  const rest = matchers.filter(each => !isName(each));
  return { type: 'selector', name, matchers: rest, range: undefined, offset: undefined, isPinned: false, from, to };
}

function matcherAt(node: Node): Matcher {
  const { from, to } = node;
  const [named, operatorNode, valueNode] = node.children();
  const operator = OPERATORS[operatorNode?.child()?.name ?? ''];
  if (named === undefined || operator === undefined || valueNode === undefined)
    throw new Refused(node, 'a matcher without label, operator or value');
  const value = unquoted(valueNode);
  if (operator.endsWith('~') && re2(value) === undefined)
    throw new Refused(valueNode, 'what is no regular expression that Prometheus takes');
  return { label: labelAt(named).name, operator, value, from, to };
}

/**
 * A label's name, quoted or not.
 * @throws Refused when an argument is part of it
 */
export function labelAt(node: Node): NamedLabel {
  const { from, to, name: kind, text } = node;
  const name = kind === 'QuotedLabelName' ? unquoted(node) : text;
  if (!isKnown(name)) throw new Refused(node, 'a label that an argument names: nobody can check it');
  return { name, from, to };
}

/** Whether a matcher is one that series without the label do not match. */
function selects({ operator, value }: Matcher): boolean {
  switch (operator) {
    case '=':
      return value !== '';
    case '!=':
      return value === '';
    case '=~':
      return re2(value)?.pattern.test('') === false;
    case '!~':
      return re2(value)?.pattern.test('') === true;
  }
}

/**
 * Whether a matcher may be about a value of its label, be it to have it or to leave it out. Where that cannot be known it
 * may: an argument gives the value, or RE2 reads the regular expression as JavaScript does not.
 */
export function isAbout({ operator, value }: Matcher, of: string): boolean {
  if (!isKnown(value)) return true;
  if (operator === '=' || operator === '!=') return value === of;
  const read = re2(value);
  return read !== undefined && (!read.isExact || read.pattern.test(of));
}
