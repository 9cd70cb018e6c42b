import * as ts from 'typescript';

/** A change of a file's text after which its types cannot hold. */
export interface Edit {
  /** What a person did. */
  readonly what: string;
  readonly start: number;
  readonly end: number;
  /** Text that stands there then. */
  readonly by: string;
}

/** Every change of values that the types must refuse. Where a value may be anything, no change is a mistake. */
export function badEdits(file: ts.SourceFile, checker: ts.TypeChecker): Edit[] {
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    edits.push(...editsOf(node, checker));
    ts.forEachChild(node, visit);
  };
  file.statements.filter(statement => !ts.isImportDeclaration(statement)).forEach(visit);
  return edits;
}

function editsOf(node: ts.Node, checker: ts.TypeChecker): Edit[] {
  if (ts.isObjectLiteralExpression(node)) return objectEdits(node, checker);
  if (ts.isCallExpression(node)) return callEdits(node, checker);
  if (!ts.isExpression(node) || isName(node)) return [];
  const wanted = checker.getContextualType(node);
  if (wanted === undefined || isOpen(wanted)) return [];
  if (ts.isStringLiteral(node)) return textEdits(node, wanted);
  if (ts.isNumericLiteral(node))
    return accepts(wanted, ts.TypeFlags.StringLike) ? [] : [edit('a number in quotes', node, `'${node.text}'`)];
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) {
    return accepts(wanted, ts.TypeFlags.StringLike) ? [] : [edit('a yes for true or false', node, "'yes'")];
  }
  if (ts.isArrayLiteralExpression(node)) return listEdits(node);
  return [];
}

/** Whether the text is a key, which may be any. */
const isName = (node: ts.Node): boolean => ts.isPropertyAssignment(node.parent) && node.parent.name === node;

/** Whether any value, or any of a type that is not known here, may stand there. */
function isOpen(type: ts.Type): boolean {
  return parts(type).some(
    part =>
      (part.flags &
        (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter | ts.TypeFlags.NonPrimitive)) !==
      0,
  );
}

const parts = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type]);

const accepts = (type: ts.Type, flags: ts.TypeFlags): boolean => parts(type).some(part => (part.flags & flags) !== 0);

function edit(what: string, node: ts.Node, by: string): Edit {
  return { what: `${what}: ${by}`, start: node.getStart(), end: node.getEnd(), by };
}

function objectEdits(node: ts.ObjectLiteralExpression, checker: ts.TypeChecker): Edit[] {
  const wanted = checker.getContextualType(node);
  if (wanted === undefined || isOpen(wanted)) return [];
  const shapes = parts(wanted).filter(part => (part.flags & ts.TypeFlags.Object) !== 0);
  if (shapes.length === 0 || shapes.some(shape => shape.getStringIndexType() !== undefined)) return [];
  const start = node.getStart() + 1;
  return [
    { what: 'an unknown key', start, end: start, by: ' notAKey: 1,' },
    ...node.properties.flatMap(member => memberEdits(member, shapes, checker)),
  ];
}

function memberEdits(member: ts.ObjectLiteralElementLike, shapes: readonly ts.Type[], checker: ts.TypeChecker): Edit[] {
  const { name } = member;
  if (name === undefined || !ts.isIdentifier(name)) return [];
  const key = name.text;
  const properties = shapes.flatMap(shape => shape.getProperty(key) ?? []);
  const required =
    properties.length === shapes.length &&
    properties.every(property => (property.flags & ts.SymbolFlags.Optional) === 0);
  const misspelt = ts.isShorthandPropertyAssignment(member) ? `${key}x: ${key}` : `${key}x`;
  const given = spreadsBeside(member).some(spread => checker.getTypeAtLocation(spread).getProperty(key) !== undefined);
  return [
    edit(`a misspelt key for ${key}`, name, misspelt),
    ...(required && !given ? [{ what: `no ${key}`, start: member.getStart(), end: endWithComma(member), by: '' }] : []),
    ...(ts.isPropertyAssignment(member) ? nothingFor(member, properties, checker) : []),
  ];
}

function spreadsBeside(member: ts.ObjectLiteralElementLike): ts.Expression[] {
  const { properties } = member.parent as ts.ObjectLiteralExpression;
  return properties.flatMap(each => (ts.isSpreadAssignment(each) ? [each.expression] : []));
}

function endWithComma(member: ts.Node): number {
  const rest = member.getSourceFile().text.slice(member.getEnd());
  return member.getEnd() + (/^\s*,/.exec(rest)?.[0].length ?? 0);
}

/** A null where a value is wanted. */
function nothingFor(
  { initializer, name }: ts.PropertyAssignment,
  properties: readonly ts.Symbol[],
  checker: ts.TypeChecker,
): Edit[] {
  const open = properties.length === 0 || properties.some(property => isOpen(checker.getTypeOfSymbol(property)));
  return open ? [] : [edit(`${name.getText()} is null`, initializer, 'null')];
}

function textEdits(node: ts.StringLiteral, wanted: ts.Type): Edit[] {
  const number = accepts(wanted, ts.TypeFlags.NumberLike) ? [] : [edit('a number for text', node, '42')];
  if (accepts(wanted, ts.TypeFlags.String)) return number;
  const right = unitsOf(wanted);
  const units = right.length > 0 ? ['mm', 'G', 'MB', '%'].filter(unit => !right.includes(unit)) : [];
  return [
    ...number,
    edit('a misspelt word', node, `'${node.text}x'`),
    edit('a word in capitals', node, `'${node.text.toUpperCase()}!'`),
    ...units.map(unit => edit('a wrong unit', node, `'${parseFloat(node.text)}${unit}'`)),
  ];
}

/** Units that a quantity may have: what its templates end in (`${number}M`). */
function unitsOf(wanted: ts.Type): readonly (string | undefined)[] {
  return parts(wanted).flatMap(part =>
    part.flags & ts.TypeFlags.TemplateLiteral ? [(part as ts.TemplateLiteralType).texts.at(-1)] : [],
  );
}

function listEdits(node: ts.ArrayLiteralExpression): Edit[] {
  const [first] = node.elements;
  const start = node.getStart() + 1;
  return [
    ...(first === undefined || ts.isSpreadElement(first)
      ? []
      : [edit('one element for a list', node, first.getText())]),
    { what: 'an element of another type', start, end: start, by: 'Symbol(), ' },
  ];
}

function callEdits(node: ts.CallExpression, checker: ts.TypeChecker): Edit[] {
  const signature = checker.getResolvedSignature(node);
  const last = node.arguments.at(-1);
  const parameter = signature?.parameters[node.arguments.length - 1]?.valueDeclaration;
  const needed =
    parameter !== undefined &&
    ts.isParameter(parameter) &&
    !parameter.questionToken &&
    !parameter.initializer &&
    !parameter.dotDotDotToken;
  const wanted = checker.getContextualType(node);
  const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
  const hasUnit =
    last !== undefined &&
    ts.isNumericLiteral(last) &&
    wanted !== undefined &&
    !isOpen(wanted) &&
    !accepts(wanted, ts.TypeFlags.NumberLike);
  return [
    ...(ts.isIdentifier(callee) ? [edit('a misspelt function', callee, `${callee.text}x`)] : []),
    ...(needed && last
      ? [
          {
            what: `one argument less for ${callee.getText()}`,
            start: last.getFullStart() - (node.arguments.length > 1 ? 1 : 0),
            end: endWithComma(last),
            by: '',
          },
        ]
      : []),
    ...(hasUnit && last ? [edit('a number without a unit', node, last.getText())] : []),
  ];
}
