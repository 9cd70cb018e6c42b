import { chained, type Link, type Suffix } from './chain';
import type { Aggregation, Call, Expression, Grouping, Matching, NamedLabel, Operator } from './expression';
import { numberOf, secondsOf, unquoted } from './literals';
import { Refused } from './refused';
import { labelAt, selectorAt } from './selectors';
import { grammarTree, type Node } from './tree';

/**
 * A text as PromQL, by the grammar that the Prometheus project publishes for editors.
 * @throws Refused where that grammar, the lexer or the parser of Prometheus does not take it; types are not looked at
 */
export function syntaxOf(text: string): Expression {
  return expressionAt(grammarTree(text));
}

function expressionAt(node: Node): Expression {
  return chained([...linksOf(node)]);
}

const DURATION = 'NumberDurationLiteralInDurationContext';

/**
 * Operands, operators and modifiers in the order of the text. The grammar for editors leaves open what a modifier
 * belongs to (`a + b offset 5m` is moved as a whole there), so that its nesting is not used.
 */
function* linksOf(node: Node): Iterable<Link> {
  const [first, ...rest] = node.children();
  switch (node.name) {
    case 'BinaryExpr':
      return yield* binary(node.children());
    case 'UnaryExpr':
      if (first) yield { type: 'prefix', at: first };
      return yield* linksOf(required(node, rest[0]));
    case 'MatrixSelector':
    case 'SubqueryExpr':
    case 'OffsetExpr':
    case 'StepInvariantExpr':
      yield* linksOf(required(node, first));
      return yield { type: 'suffix', at: node, suffix: suffixAt(node) };
    case 'AnchoredExpr':
    case 'SmoothedExpr':
      throw new Refused(required(node, rest[0]), `${rest[0]?.text}, which no Prometheus here is told to know`);
    default:
      yield { type: 'operand', operand: operandAt(node) };
  }
}

function* binary(children: readonly Node[]): Iterable<Link> {
  const [left, operator, ...rest] = children;
  const right = rest.at(-1);
  if (!left || !operator || !right) throw new Error(`the grammar's BinaryExpr has ${children.length} children`);
  yield* linksOf(left);
  yield { type: 'operator', ...operatorAt(operator, rest.slice(0, -1)) };
  yield* linksOf(right);
}

function operatorAt({ text, from, to }: Node, modifiers: readonly Node[]): Operator {
  const clause = modifiers.find(({ name }) => name === 'MatchingModifierClause');
  const isBool = modifiers.some(({ name }) => name === 'BoolModifier');
  return { operator: text.toLowerCase(), isBool, matching: clause && matchingAt(clause), from, to };
}

function matchingAt(clause: Node): Matching {
  const [labels, include] = clause.children('GroupingLabels');
  const many = clause.child('GroupLeft') ? 'left' : clause.child('GroupRight') && 'right';
  return {
    type: clause.child('On') ? 'on' : 'ignoring',
    labels: labelsAt(required(clause, labels)),
    group: many && { many, include: include ? labelsAt(include) : [] },
  };
}

/** Words that Prometheus reads as something else even in a list of labels. */
const NO_LABEL = ['without', 'inf', 'nan', ''];

function labelsAt(list: Node): readonly NamedLabel[] {
  return list.children().map(each => {
    const label = labelAt(each);
    if (NO_LABEL.includes(label.name.toLowerCase()) && each.name === 'LabelName')
      throw new Refused(each, `unexpected ${JSON.stringify(each.text)}`);
    if (label.name === '') throw new Refused(each, 'a label without a name');
    return label;
  });
}

function suffixAt(node: Node): Suffix {
  const [range, step] = node.children(DURATION);
  switch (node.name) {
    case 'OffsetExpr':
      return { type: 'offset', seconds: secondsOf(whole(required(node, range))) };
    case 'StepInvariantExpr':
      return { type: 'at', number: node.children().at(-1)?.text ?? '' };
    case 'SubqueryExpr':
      if (step) positive(step);
      return { type: 'subquery', seconds: positive(required(node, range)) };
    default:
      return { type: 'range', seconds: positive(required(node, range)) };
  }
}

function positive(node: Node): number {
  const seconds = secondsOf(whole(node));
  if (seconds > 0) return seconds;
  throw new Refused(node, `the duration ${node.text}, which is not above 0`);
}

function operandAt(node: Node): Expression {
  const { from, to } = node;
  switch (node.name) {
    case 'VectorSelector':
      return selectorAt(node);
    case 'ParenExpr':
      return { type: 'parentheses', of: expressionAt(required(node, node.child())), from, to };
    case 'NumberDurationLiteral':
      return numberAt(node);
    case 'StringLiteral':
      return { type: 'string', value: unquoted(node), from, to };
    case 'FunctionCall':
      return callAt(node);
    case 'AggregateExpr':
      return aggregationAt(node);
    default:
      throw new Error(`the grammar has a kind of expression that is not known here: ${node.name}`);
  }
}

function numberAt(node: Node): Expression {
  const { from, to, text } = whole(node);
  const isHeld = /inf$/i.test(text) || Math.abs(numberOf(text.replace(/^[+-]\s*/, ''))) !== Infinity;
  if (!isHeld) throw new Refused(node, `the number ${text}, which is out of range`);
  return { type: 'number', from, to };
}

/** A number or a duration; Prometheus reads no word right behind one (`0.5and`). */
function whole(node: Node): Node {
  if (/\w/.test(node.next)) throw new Refused(node, `${node.text}${node.next}…, which is neither number nor duration`);
  return node;
}

function callAt(node: Node): Call {
  const { from, to } = node;
  const name = required(node, node.child('FunctionIdentifier')).text;
  return { type: 'call', function: name, arguments: argumentsAt(node), from, to };
}

function aggregationAt(node: Node): Aggregation {
  const { from, to } = node;
  const operator = required(node, node.child('AggregateOp')).text.toLowerCase();
  const modifier = node.child('AggregateModifier');
  return {
    type: 'aggregation',
    operator,
    grouping: modifier && groupingAt(modifier),
    arguments: argumentsAt(node),
    from,
    to,
  };
}

function groupingAt(modifier: Node): Grouping {
  const labels = labelsAt(required(modifier, modifier.child('GroupingLabels')));
  return { type: modifier.child('By') ? 'by' : 'without', labels };
}

function argumentsAt(node: Node): readonly Expression[] {
  return required(node, node.child('FunctionCallBody')).children().map(expressionAt);
}

function required(parent: Node, node: Node | undefined): Node {
  if (node) return node;
  throw new Error(`the grammar's ${parent.name} lacks a part: ${parent.text}`);
}
