import * as ts from 'typescript';
import type { SourceLine } from '../model';
import { keyOf, Sources } from '../synth/syntax/sources';
import { committedText } from './page-writer';

/**
 * The line on which a value of an environment stands, found in the syntax tree on demand: a literal leaves no stack.
 * Follows constants, imports and spreads; where the tree ends, the deepest line that is known is the answer.
 * @param source line of the call that made the environment
 * @param path property path inside its values (`cluster.network.vpcCidr`; a system stands under `systems.<id>`)
 */
export function valueLine(root: string, source: SourceLine, path: string): SourceLine {
  const sources = sourcesOf(root);
  const file = sources.file(source.file);
  const call = file && callAt(file, source.line);
  if (call === undefined) return source;
  let node: ts.Expression = call;
  for (const step of path.split('.')) {
    const next = descend(sources, node, step, 0);
    if (next === undefined) break;
    node = next;
  }
  return lineOf(node);
}

const known = new Map<string, Sources>();

/** The files of a repository: several values of one run are looked up in the same ones. */
function sourcesOf(root: string): Sources {
  const sources = known.get(root) ?? new Sources(path => committedText(root, path));
  known.set(root, sources);
  return sources;
}

function callAt(file: ts.SourceFile, line: number): ts.CallExpression | undefined {
  const visit = (node: ts.Node): ts.CallExpression | undefined => {
    const starts = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    return ts.isCallExpression(node) && starts === line ? node : ts.forEachChild(node, visit);
  };
  return visit(file);
}

function lineOf(node: ts.Node): SourceLine {
  const file = node.getSourceFile();
  const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
  return { file: file.fileName, line: line + 1, column: character + 1 };
}

/** Constants that refer to each other in a circle do not compile, but we must not hang on them. */
const DEEPEST = 30;

/** The expression of a property or an element, wherever it is written. */
function descend(sources: Sources, node: ts.Expression, step: string, depth: number): ts.Expression | undefined {
  const value = settled(sources, node, depth);
  if (value === undefined || depth > DEEPEST) return undefined;
  if (ts.isObjectLiteralExpression(value)) return property(sources, value, step, depth);
  if (ts.isArrayLiteralExpression(value)) return element(value, step);
  // A factory (`environment({…})`, `fablink({…})`) holds the values in one of its arguments.
  if (ts.isCallExpression(value))
    return first(value.arguments, argument => descend(sources, argument, step, depth + 1));
  return undefined;
}

function property(
  sources: Sources,
  literal: ts.ObjectLiteralExpression,
  name: string,
  depth: number,
): ts.Expression | undefined {
  return first([...literal.properties].reverse(), member => {
    if (ts.isSpreadAssignment(member)) return descend(sources, member.expression, name, depth + 1);
    if (member.name === undefined || keyOf(member.name) !== name) return undefined;
    if (ts.isPropertyAssignment(member)) return member.initializer;
    return ts.isShorthandPropertyAssignment(member) ? member.name : undefined;
  });
}

/** An element by its position, or the system of that id by the factory that lists it. */
function element(literal: ts.ArrayLiteralExpression, step: string): ts.Expression | undefined {
  if (/^\d+$/.test(step)) return literal.elements[Number(step)];
  const plainName = (name: string): string => name.replace(/\W/g, '').toLowerCase();
  const named = literal.elements.find(
    item => ts.isCallExpression(item) && plainName(item.expression.getText()) === plainName(step),
  );
  return named ?? (literal.elements.length === 1 ? literal.elements[0] : undefined);
}

/** An expression without its wrapping, constants followed to where they are written. */
function settled(sources: Sources, node: ts.Expression, depth: number): ts.Expression | undefined {
  if (depth > DEEPEST) return undefined;
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node))
    return settled(sources, node.expression, depth + 1);
  if (ts.isPropertyAccessExpression(node)) {
    const found = descend(sources, node.expression, node.name.text, depth + 1);
    return found && settled(sources, found, depth + 1);
  }
  if (!ts.isIdentifier(node)) return node;
  const found = sources.meaning(node.getSourceFile(), node.text);
  return found && !ts.isFunctionDeclaration(found) ? settled(sources, found, depth + 1) : undefined;
}

function first<T, R>(items: Iterable<T>, find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
