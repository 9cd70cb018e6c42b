import { parser } from '@prometheus-io/lezer-promql';
import type { Span } from './expression';
import { unquoted, type Piece } from './literals';
import { Refused } from './refused';

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

/** A node of the official grammar's tree, with the text that it stands for. */
export class Node implements Piece {
  constructor(
    private readonly node: SyntaxNode,
    private readonly source: string,
  ) {}

  /** Name of the grammar's rule (`VectorSelector`). */
  get name(): string {
    return this.node.name;
  }

  get from(): number {
    return this.node.from;
  }

  get to(): number {
    return this.node.to;
  }

  get text(): string {
    return this.source.slice(this.from, this.to);
  }

  /** The character behind it; empty at the end. */
  get next(): string {
    return this.source.charAt(this.to);
  }

  /** The children, those with one of the names where names are given. */
  children(...names: readonly string[]): readonly Node[] {
    const children: Node[] = [];
    for (let child = this.node.firstChild; child; child = child.nextSibling) {
      if (names.length > 0 ? names.includes(child.name) : child.name !== 'LineComment')
        children.push(new Node(child, this.source));
    }
    return children;
  }

  child(...names: readonly string[]): Node | undefined {
    return this.children(...names)[0];
  }
}

/** What stands between tokens: Prometheus knows these spaces alone, the grammar for editors knows more. */
const STRANGE = /[^\x20-\x7e\t\n\r]/;

/**
 * The one expression that a text consists of, by the official grammar.
 * @throws Refused at the first place that the grammar does not take
 */
export function grammarTree(text: string): Node {
  const tree = parser.parse(text);
  const strings: Span[] = [];
  tree.iterate({
    enter({ name, type, from, to }) {
      if (type.isError) throw unexpected(text, from);
      if (name === 'StringLiteral' || name === 'LineComment') strings.push({ from, to });
      // Before the errors that it leads to: the grammar takes a string to be closed by the end of its line.
      if (name === 'StringLiteral') unquoted({ from, to, text: text.slice(from, to) });
    },
  });
  const strange = STRANGE.exec(blanked(text, strings));
  if (strange) throw unexpected(text, strange.index);
  const expression = new Node(tree.topNode, text).child();
  if (expression === undefined) throw unexpected(text, 0);
  return expression;
}

/** A text whose strings and comments are blanks. */
function blanked(text: string, spans: readonly Span[]): string {
  return spans.reduce((left, { from, to }) => left.slice(0, from) + ' '.repeat(to - from) + left.slice(to), text);
}

function unexpected(text: string, at: number): Refused {
  const [, spaces = '', token = ''] = /^([ \t\r\n]*)(\w+|[^]?)/u.exec(text.slice(at)) ?? [];
  const from = at + spaces.length;
  return new Refused({ from, to: from + token.length }, shown(token));
}

/** A token as a reason shows it: what nobody sees or types by its number. */
function shown(token: string): string {
  if (token === '') return 'the end where more is expected';
  if (!STRANGE.test(token)) return `unexpected ${JSON.stringify(token)}`;
  return `unexpected character U+${(token.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
