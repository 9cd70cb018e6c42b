import { parser } from '@prometheus-io/lezer-promql';
import { seconds } from '../shares/share-case';

/** A place in the syntax tree of an expression. */
type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

/** What a mutant does to a rule. */
export type Kind =
  | 'threshold'
  | 'for'
  | 'comparison'
  | 'and/or'
  | 'arithmetic'
  | 'aggregation'
  | 'window'
  | 'matcher'
  | 'grouping'
  | 'label';

/** An expression with one thing changed. */
export interface ExpressionMutant {
  readonly kind: Kind;
  /** What stood there, and what stands there now. */
  readonly was: string;
  readonly now: string;
  /** Whether it is changed wherever it stands. */
  readonly everywhere: boolean;
  /** Enough of the expression to find the place. */
  readonly place: string;
  readonly expr: string;
}

/** A stretch of an expression and what stands there instead. */
interface Edit {
  readonly kind: Kind;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What stands in for an operator or a function, by the name that the grammar has for it. */
const INSTEAD: Readonly<Record<string, readonly [Kind, ...string[]]>> = {
  Gtr: ['comparison', '>=', '<'],
  Gte: ['comparison', '>', '<'],
  Lss: ['comparison', '<=', '>'],
  Lte: ['comparison', '<', '>'],
  Eql: ['comparison', '!=', '>', '<'],
  Neq: ['comparison', '=='],
  And: ['and/or', 'or'],
  Or: ['and/or', 'and'],
  Add: ['arithmetic', '-'],
  Sub: ['arithmetic', '+'],
  Mul: ['arithmetic', '/'],
  Div: ['arithmetic', '*'],
  Sum: ['aggregation', 'max'],
};

const COMPARISONS = ['Gtr', 'Gte', 'Lss', 'Lte', 'Eql', 'Neq'];

/** Part by which a threshold is moved; whole numbers that count things by one. */
const MOVED = 0.05;

/** Every way to change one thing in an expression. */
export function expressionMutants(expr: string): readonly ExpressionMutant[] {
  const edits: Edit[] = [];
  parser.parse(expr).iterate({ enter: ({ node }) => void edits.push(...editsAt(expr, node)) });
  return [...edits.map(edit => written(expr, [edit])), ...droppedEverywhere(expr, edits)];
}

/** A label may be left out wherever it stands. */
function droppedEverywhere(expr: string, edits: readonly Edit[]): readonly ExpressionMutant[] {
  const drops = edits.filter(({ kind, text }) => kind === 'matcher' && text === '');
  const labelOf = ({ from, to }: Edit): string => expr.slice(from, to).replace(/^,|=.*$/g, '');
  return [...new Set(drops.map(labelOf))]
    .map(label => drops.filter(edit => labelOf(edit) === label))
    .filter(same => same.length > 1)
    .map(same => written(expr, same));
}

function written(expr: string, edits: readonly Edit[]): ExpressionMutant {
  const [first] = edits as readonly [Edit];
  const ordered = [...edits].sort((a, b) => b.from - a.from);
  const changed = ordered.reduce((text, { from, to, text: by }) => text.slice(0, from) + by + text.slice(to), expr);
  return {
    kind: first.kind,
    was: expr.slice(first.from, first.to).replace(/^,|,$/, ''),
    now: first.text,
    everywhere: edits.length > 1,
    place: edits.length > 1 ? 'everywhere' : surroundings(expr, first),
    expr: changed,
  };
}

/** The place of an edit, marked. */
function surroundings(expr: string, { from, to }: Edit): string {
  const [start, end] = [Math.max(0, from - 60), Math.min(expr.length, to + 24)];
  return `${start > 0 ? '…' : ''}${expr.slice(start, from)}«${expr.slice(from, to)}»${expr.slice(to, end)}${end < expr.length ? '…' : ''}`;
}

function editsAt(expr: string, node: SyntaxNode): readonly Edit[] {
  const { name, from, to, parent } = node;
  const text = expr.slice(from, to);
  const instead = (kind: Kind, ...texts: readonly string[]): Edit[] => texts.map(by => ({ kind, from, to, text: by }));
  const [kind, ...operators] = INSTEAD[name] ?? [];
  if (kind) return instead(kind, ...operators);
  if (name === 'NumberDurationLiteralInDurationContext')
    return instead('window', `${seconds(text) * 2}s`, `${seconds(text) / 2}s`);
  if (name === 'NumberDurationLiteral') return instead('threshold', ...moved(Number(text), node));
  if (name === 'UnquotedLabelMatcher')
    return [...instead('matcher', text.replace(/"$/, 'x"')), dropped('matcher', expr, node)];
  if (name === 'LabelName' && parent?.name === 'GroupingLabels') return [dropped('grouping', expr, node)];
  if (name === 'Identifier' && text.includes(':ratio_rate')) return instead('window', ...otherWindows(expr, text));
  return [];
}

/** A threshold a little higher and a little lower; the 0 that stands in for missing series by one. */
function moved(value: number, { parent }: SyntaxNode): readonly string[] {
  const compared = COMPARISONS.some(name => parent?.getChild(name));
  if (!compared) return value === 0 ? ['1'] : [];
  const counts = Number.isInteger(value) && value < 20;
  return counts
    ? [String(value + 1), String(value - 1)]
    : [value * (1 + MOVED), value * (1 - MOVED)].map(each => String(Number(each.toPrecision(12))));
}

/** Leaves out one of a list, with the comma. */
function dropped(kind: Kind, expr: string, { from, to, prevSibling, nextSibling }: SyntaxNode): Edit {
  const start = prevSibling ? expr.lastIndexOf(',', from) : from;
  const end = !prevSibling && nextSibling ? expr.indexOf(',', to) + 1 : to;
  return { kind, from: start, to: end, text: '' };
}

/** The recordings over other windows that the same expression reads. */
function otherWindows(expr: string, own: string): readonly string[] {
  const all = expr.match(/[\w:]+:ratio_rate\w+/g) ?? [];
  return [...new Set(all)].filter(name => name !== own);
}
