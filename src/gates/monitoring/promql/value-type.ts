import type { Aggregation, Binary, Call, Expression, Span } from './expression';
import { EXPERIMENTAL, FUNCTIONS, PARAMETERS, type Signature, type ValueType } from './functions';
import { Refused } from './refused';

/**
 * What an expression gives.
 * @throws Refused where a function, an aggregation or an operator is given what it does not take
 */
export function valueTypeOf(expression: Expression): ValueType {
  switch (expression.type) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'selector':
      return expression.range === undefined ? 'instant vector' : 'range vector';
    case 'parentheses':
      return valueTypeOf(expression.of);
    case 'unary':
      return oneOf(['scalar', 'instant vector'], expression.of, 'a sign');
    case 'subquery':
      oneOf(['instant vector'], expression.of, 'a subquery');
      return 'range vector';
    case 'aggregation':
      return ofAggregation(expression);
    case 'call':
      return ofCall(expression);
    case 'binary':
      return ofBinary(expression);
  }
}

/** The type of a part, which has to be one of those that the whole takes. */
function oneOf(takes: readonly ValueType[], part: Expression, whole: string): ValueType {
  const type = valueTypeOf(part);
  if (takes.includes(type)) return type;
  throw new Refused(part, `the type ${type} in ${whole}, which takes ${takes.join(' or ')}`);
}

function ofAggregation(aggregation: Aggregation): ValueType {
  const { operator, arguments: given } = aggregation;
  if (EXPERIMENTAL.includes(operator)) throw new Refused(aggregation, `${operator}, which needs a feature flag`);
  const parameter = PARAMETERS.get(operator);
  const takes: readonly ValueType[] = [...(parameter ? [parameter] : []), 'instant vector'];
  fits({ takes, optional: 0, gives: 'instant vector' }, given, operator, aggregation);
  return 'instant vector';
}

function ofCall(call: Call): ValueType {
  const signature = FUNCTIONS.get(call.function);
  if (signature === undefined) throw new Refused(call, `${call.function}, which needs a feature flag`);
  fits(signature, call.arguments, call.function, call);
  return signature.gives;
}

function fits({ takes, optional }: Signature, given: readonly Expression[], name: string, at: Span): void {
  const least = takes.length - (optional === 'more' ? 1 : optional);
  const most = optional === 'more' ? Infinity : takes.length;
  if (given.length < least || given.length > most) {
    const count = least === most ? least : `${least} to ${most}`;
    throw new Refused(at, `${given.length} arguments of ${name}, which takes ${count}`);
  }
  given.forEach((part, index) => {
    const type = takes[Math.min(index, takes.length - 1)];
    if (type) oneOf([type], part, name);
  });
}

const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='];
const SETS = ['and', 'or', 'unless'];

function ofBinary(binary: Binary): ValueType {
  const { operator, isBool, left, right, matching } = binary;
  const types = [left, right].map(side => oneOf(['scalar', 'instant vector'], side, operator));
  const [isScalar, isVector] = (['scalar', 'instant vector'] as const).map(type => types.every(each => each === type));
  const isComparison = COMPARISONS.includes(operator);
  const refuse = (reason: string): never => {
    throw new Refused({ from: left.to, to: right.from }, reason);
  };
  if (isBool && !isComparison) refuse(`bool behind ${operator}, which compares nothing`);
  if (isComparison && isScalar && !isBool) refuse(`${operator} between numbers without bool`);
  if (SETS.includes(operator) && !isVector) refuse(`${operator} of a number; it joins instant vectors`);
  if (matching && !isVector && matching.labels.length > 0) refuse(`${matching.type} where a side is a number`);
  if (matching?.group && SETS.includes(operator)) refuse(`group_${matching.group.many} behind ${operator}`);
  const twice = matching?.group?.include.find(({ name }) => matching.labels.some(label => label.name === name));
  if (twice && matching?.type === 'on') refuse(`the label ${twice.name} both in on and in a group`);
  return isScalar ? 'scalar' : 'instant vector';
}
