/** Where in its text something stands: from its first character to before the character `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A label as a list names it: `by (le)`, `on (namespace)`. */
export interface NamedLabel extends Span {
  readonly name: string;
}

/** What a label of a series has to be. */
export interface Matcher extends Span {
  readonly label: string;
  readonly operator: MatchOperator;
  /** The value, or the regular expression of the whole value, unquoted; an argument in it is not known (`isKnown`). */
  readonly value: string;
}

export type MatchOperator = '=' | '!=' | '=~' | '!~';

/** What moves a selector or subquery in time. */
export interface Moved {
  /** Seconds that it looks further back (`offset 5m`); below 0 ahead. @default undefined: as of now */
  readonly offset: number | undefined;
  /** Whether `@` holds it at one time. */
  readonly isPinned: boolean;
}

/** Series of a metric: an instant vector, or with a range a range vector. */
export interface Selector extends Span, Moved {
  readonly type: 'selector';
  /** Name of the metric, however it is written. @default undefined: it names none */
  readonly name: string | undefined;
  /** All matchers but the one of the name. */
  readonly matchers: readonly Matcher[];
  /** Seconds that it covers (`[5m]`). @default undefined: none, it is an instant vector */
  readonly range: number | undefined;
}

/** An expression evaluated again and again over a range: `(…)[1h:5m]`. */
export interface Subquery extends Span, Moved {
  readonly type: 'subquery';
  readonly of: Expression;
  /** Seconds that it covers. */
  readonly range: number;
}

export interface Call extends Span {
  readonly type: 'call';
  readonly function: string;
  readonly arguments: readonly Expression[];
}

export interface Aggregation extends Span {
  readonly type: 'aggregation';
  /** `sum`, `topk`, in small letters. */
  readonly operator: string;
  readonly grouping: Grouping | undefined;
  readonly arguments: readonly Expression[];
}

export interface Grouping {
  readonly type: 'by' | 'without';
  readonly labels: readonly NamedLabel[];
}

/** By which labels the series of two sides belong together. */
export interface Matching {
  readonly type: 'on' | 'ignoring';
  readonly labels: readonly NamedLabel[];
  /** The side that has many for one of the other, and the labels that it takes from there. */
  readonly group: { readonly many: 'left' | 'right'; readonly include: readonly NamedLabel[] } | undefined;
}

/** An operator between two expressions, as it is written. */
export interface Operator extends Span {
  /** `+`, `and`, in small letters. */
  readonly operator: string;
  readonly isBool: boolean;
  readonly matching: Matching | undefined;
}

export interface Binary extends Span, Omit<Operator, keyof Span> {
  readonly type: 'binary';
  readonly left: Expression;
  readonly right: Expression;
}

export interface Unary extends Span {
  readonly type: 'unary';
  readonly of: Expression;
}

export interface Parentheses extends Span {
  readonly type: 'parentheses';
  readonly of: Expression;
}

export interface NumberLiteral extends Span {
  readonly type: 'number';
}

export interface StringLiteral extends Span {
  readonly type: 'string';
  /** What it says, unquoted; an argument in it is not known (`isKnown`). */
  readonly value: string;
}

/** PromQL as a tree, with the binding of operators that Prometheus gives it. */
export type Expression =
  Selector | Subquery | Call | Aggregation | Binary | Unary | Parentheses | NumberLiteral | StringLiteral;

/** What an expression is made of, one level down. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.type) {
    case 'selector':
    case 'number':
    case 'string':
      return [];
    case 'call':
    case 'aggregation':
      return expression.arguments;
    case 'binary':
      return [expression.left, expression.right];
    case 'subquery':
    case 'unary':
    case 'parentheses':
      return [expression.of];
  }
}

/** An expression and everything in it, outermost first. */
export function* everyPart(expression: Expression): Iterable<Expression> {
  yield expression;
  for (const part of partsOf(expression)) yield* everyPart(part);
}

/** An expression without the parentheses around it. */
export function bare(expression: Expression): Expression {
  return expression.type === 'parentheses' ? bare(expression.of) : expression;
}
