import * as ts from 'typescript';
import type { SourceLine } from '../../model';
import type { InputProblem } from '../input-error';
import { keyOf, Sources, type ReadSource } from './sources';
import { pathOfPosition, type Position } from './value-path';

/** The list of all environments. */
const LIST = 'src/environments/index.ts';

/** Longest text of a call in a message. */
const LONGEST = 160;

/** An environment whose values hold a call. */
interface Holder {
  readonly name: string;
  readonly path: string;
}

/**
 * What is told when a factory refuses a value while an environment's file is being loaded (`fixed(0)`, a negative
 * `Duration`): the message names the figures, the syntax tree the environment and the property that they stand for.
 * @param message what the factory said
 * @param lines lines of environments' files that led to the call, innermost first
 * @param read reads the repository's files
 * @returns `undefined` where no environment holds one of the lines
 */
export function refusedValue(
  message: string,
  lines: readonly SourceLine[],
  read: ReadSource,
): InputProblem | undefined {
  const sources = new Sources(read);
  for (const source of lines) {
    const call = callAt(sources.file(source.file), source);
    const holders = call === undefined ? [] : holdersOf(sources, { file: call.getSourceFile(), at: call.getStart() });
    const [first] = holders;
    if (call !== undefined && first !== undefined) return problem(message, call, source, first, holders);
  }
  return undefined;
}

function problem(
  message: string,
  call: ts.CallExpression,
  source: SourceLine,
  { path }: Holder,
  holders: readonly Holder[],
): InputProblem {
  const [found = '', ...expected] = message.split(/,? expected /);
  const names = holders.filter(holder => holder.path === path).map(({ name }) => name);
  const told = expected.length > 0;
  return {
    what: told ? `${found}, in ${shortText(call)}` : `${lastStep(path)}: got ${shortText(call)}`,
    where: `${names.join(' and ')}, ${path}`,
    expected: told ? expected.join(' expected ') : `what ${call.expression.getText()} accepts: ${message}`,
    mend: `correct ${path} on that line`,
    source,
  };
}

function lastStep(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function shortText(call: ts.CallExpression): string {
  const text = call.getText().replace(/\s+/g, ' ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** The innermost call at a line and column; where a source map is not exact, the first call that starts on the line. */
function callAt(file: ts.SourceFile | undefined, { line, column }: SourceLine): ts.CallExpression | undefined {
  if (file === undefined || line > file.getLineStarts().length) return undefined;
  const at = file.getPositionOfLineAndCharacter(line - 1, 0) + column - 1;
  let innermost: ts.CallExpression | undefined;
  let first: ts.CallExpression | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const starts = node.getStart(file);
      if (starts <= at && at < node.end) innermost = node;
      if (file.getLineAndCharacterOfPosition(starts).line === line - 1) first ??= node;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return innermost ?? first;
}

/** Every environment in whose values the position stands, in the order of the list. */
function holdersOf(sources: Sources, position: Position): Holder[] {
  return environmentCalls(sources).flatMap(call => {
    const [values] = call.arguments;
    const path = values && pathOfPosition(sources, values, position);
    return values === undefined || path === undefined ? [] : [{ name: nameOf(values, call), path }];
  });
}

/** The calls that make the environments of the list. */
function environmentCalls(sources: Sources): ts.CallExpression[] {
  const file = sources.file(LIST);
  const list = file && sources.meaning(file, 'environments');
  if (!file || !list || !ts.isArrayLiteralExpression(list)) return [];
  return list.elements.flatMap(element => {
    const made = ts.isIdentifier(element) ? sources.meaning(file, element.text) : element;
    return made && ts.isCallExpression(made) ? [made] : [];
  });
}

function nameOf(values: ts.Expression, call: ts.CallExpression): string {
  const members = ts.isObjectLiteralExpression(values) ? values.properties : [];
  const name = members.find(member => member.name !== undefined && keyOf(member.name) === 'name');
  const isText = name !== undefined && ts.isPropertyAssignment(name) && ts.isStringLiteral(name.initializer);
  return isText ? (name.initializer as ts.StringLiteral).text : call.getSourceFile().fileName;
}
