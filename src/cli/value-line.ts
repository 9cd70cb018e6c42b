import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import * as ts from 'typescript';
import type { SourceLine } from '../model';

/**
 * The line on which a value of an environment stands, found in the syntax tree on demand: a literal leaves no stack.
 * Follows constants, imports and spreads; where the tree ends, the deepest line that is known is the answer.
 * @param source line of the call that made the environment
 * @param path property path inside its values (`cluster.network.vpcCidr`; a system stands under `systems.<id>`)
 */
export function valueLine(root: string, source: SourceLine, path: string): SourceLine {
  const file = parsed(join(root, source.file));
  const call = file && callAt(file, source.line);
  if (call === undefined) return source;
  let node: ts.Expression = call;
  for (const step of path.split('.')) {
    const next = descend(node, step, 0);
    if (next === undefined) break;
    node = next;
  }
  return lineOf(root, node);
}

const files = new Map<string, ts.SourceFile | undefined>();

function parsed(path: string): ts.SourceFile | undefined {
  if (!files.has(path))
    files.set(
      path,
      existsSync(path)
        ? ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true)
        : undefined,
    );
  return files.get(path);
}

function callAt(file: ts.SourceFile, line: number): ts.CallExpression | undefined {
  const visit = (node: ts.Node): ts.CallExpression | undefined => {
    const starts = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    return ts.isCallExpression(node) && starts === line ? node : ts.forEachChild(node, visit);
  };
  return visit(file);
}

function lineOf(root: string, node: ts.Node): SourceLine {
  const file = node.getSourceFile();
  const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
  return { file: relative(root, file.fileName).split(sep).join('/'), line: line + 1, column: character + 1 };
}

/** Constants that refer to each other in a circle do not compile, but we must not hang on them. */
const DEEPEST = 30;

/** The expression of a property or an element, wherever it is written. */
function descend(node: ts.Expression, step: string, depth: number): ts.Expression | undefined {
  const value = settled(node, depth);
  if (value === undefined || depth > DEEPEST) return undefined;
  if (ts.isObjectLiteralExpression(value)) return property(value, step, depth);
  if (ts.isArrayLiteralExpression(value)) return element(value, step);
  // A factory (`environment({…})`, `fablink({…})`) holds the values in one of its arguments.
  if (ts.isCallExpression(value)) return first(value.arguments, argument => descend(argument, step, depth + 1));
  return undefined;
}

function property(literal: ts.ObjectLiteralExpression, name: string, depth: number): ts.Expression | undefined {
  return first([...literal.properties].reverse(), member => {
    if (ts.isSpreadAssignment(member)) return descend(member.expression, name, depth + 1);
    if (member.name === undefined || nameOf(member.name) !== name) return undefined;
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
function settled(node: ts.Expression, depth: number): ts.Expression | undefined {
  if (depth > DEEPEST) return undefined;
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node))
    return settled(node.expression, depth + 1);
  if (ts.isPropertyAccessExpression(node)) {
    const found = descend(node.expression, node.name.text, depth + 1);
    return found && settled(found, depth + 1);
  }
  if (!ts.isIdentifier(node)) return node;
  const found = constant(node.getSourceFile(), node.text);
  return found && settled(found, depth + 1);
}

/** What a name stands for: a constant of the file, or one that the file imports. */
function constant(file: ts.SourceFile, name: string): ts.Expression | undefined {
  return first(file.statements, statement => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.find(({ name: own }) => own.getText() === name)?.initializer;
    return ts.isImportDeclaration(statement) ? imported(file, statement, name) : undefined;
  });
}

function imported(file: ts.SourceFile, statement: ts.ImportDeclaration, name: string): ts.Expression | undefined {
  const bindings = statement.importClause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return undefined;
  const binding = bindings.elements.find(({ name: own }) => own.text === name);
  const from = (statement.moduleSpecifier as ts.StringLiteral).text;
  if (binding === undefined || !from.startsWith('.')) return undefined;
  const path = resolve(dirname(file.fileName), from);
  const target = parsed(`${path}.ts`) ?? parsed(join(path, 'index.ts'));
  return target && constant(target, (binding.propertyName ?? binding.name).text);
}

function nameOf(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)
    ? name.text
    : name.getText();
}

function first<T, R>(items: Iterable<T>, find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
