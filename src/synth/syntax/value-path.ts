import * as ts from 'typescript';
import { keyOf, type Meaning, type Sources } from './sources';

/** A place in a file. */
export interface Position {
  readonly file: ts.SourceFile;
  /** Characters before it. */
  readonly at: number;
}

/** Constants that refer to each other in a circle do not compile, but we must not hang on them. */
const DEEPEST = 40;

/** Files below it hold values; what lies elsewhere makes something of them. */
const VALUES = 'src/environments/';

/**
 * Property path, inside an environment's values, of what stands at a position: the other way round from a path to its
 * line. Follows constants, imports, spreads and functions of the environments' files; where a factory takes values
 * (`fablink({…})`), they count as its result. A constant that stands in several places has its first path.
 * @param values the argument of the call that makes the environment
 * @returns `undefined` where the position is in no value of this environment
 */
export function pathOfPosition(sources: Sources, values: ts.Expression, position: Position): string | undefined {
  return new Search(sources, position).pathFrom(values);
}

class Search {
  private found: readonly string[] | undefined;
  /** Characters of the smallest expression that holds the position, as far as is known. */
  private smallest = Infinity;
  private readonly visited = new Set<string>();
  /** What a function's parameters stand for in the call that is being followed. */
  private readonly given = new Map<ts.ParameterDeclaration, ts.Expression>();

  constructor(
    private readonly sources: Sources,
    private readonly position: Position,
  ) {}

  pathFrom(values: ts.Expression): string | undefined {
    this.visit(values, [], 0);
    return this.found?.join('.');
  }

  private visit(node: ts.Node, path: readonly string[], depth: number): void {
    if (depth > DEEPEST) return;
    if (this.holds(node) && node.getWidth() < this.smallest) {
      this.smallest = node.getWidth();
      this.found = path;
    }
    if (ts.isObjectLiteralExpression(node)) return this.members(node, path, depth + 1);
    if (ts.isArrayLiteralExpression(node)) return this.elements(node, path, depth + 1);
    if (ts.isPropertyAccessExpression(node)) return this.property(node, path, depth + 1);
    if (ts.isIdentifier(node)) return this.named(node, path, depth + 1);
    if (isFunction(node)) return node.body && this.visit(node.body, path, depth + 1);
    if (ts.isCallExpression(node)) this.arguments(node);
    ts.forEachChild(node, child => this.visit(child, path, depth + 1));
  }

  private holds(node: ts.Node): boolean {
    const { file, at } = this.position;
    return node.getSourceFile() === file && node.getStart(file) <= at && at < node.end;
  }

  private members({ properties }: ts.ObjectLiteralExpression, path: readonly string[], depth: number): void {
    for (const member of properties) {
      if (ts.isSpreadAssignment(member)) this.visit(member.expression, path, depth);
      else if (ts.isPropertyAssignment(member)) this.visit(member.initializer, [...path, keyOf(member.name)], depth);
      else if (ts.isShorthandPropertyAssignment(member)) this.visit(member.name, [...path, member.name.text], depth);
    }
  }

  private elements({ elements }: ts.ArrayLiteralExpression, path: readonly string[], depth: number): void {
    const isSystems = path.length === 1 && path[0] === 'systems';
    elements.forEach((element, index) => {
      if (ts.isSpreadElement(element)) this.visit(element.expression, path, depth);
      else this.visit(element, [...path, (isSystems ? this.systemId(element) : undefined) ?? String(index)], depth);
    });
  }

  /** Id of a system, from `export const fablink = listed('fablink', Fablink)`; its entry may be a constant. */
  private systemId(entry: Meaning): string | undefined {
    const constant = ts.isIdentifier(entry) ? this.meaning(entry) : undefined;
    if (constant !== undefined) return this.systemId(constant);
    if (!ts.isCallExpression(entry) || !ts.isIdentifier(entry.expression)) return undefined;
    const factory = this.sources.meaning(entry.getSourceFile(), entry.expression.text);
    const [id] = factory && ts.isCallExpression(factory) ? factory.arguments : [];
    if (id !== undefined && ts.isStringLiteral(id)) return id.text;
    return entry.expression.text.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
  }

  /** `all.network`: that member of what `all` is. Of anything else, what the property is read from. */
  private property(node: ts.PropertyAccessExpression, path: readonly string[], depth: number): void {
    const of = ts.isIdentifier(node.expression) ? this.meaning(node.expression) : undefined;
    const literal = of && ts.isAsExpression(of) ? of.expression : of;
    const member =
      literal &&
      ts.isObjectLiteralExpression(literal) &&
      literal.properties.find(({ name }) => name && keyOf(name) === node.name.text);
    if (member && ts.isPropertyAssignment(member)) this.visit(member.initializer, path, depth);
    else this.visit(node.expression, path, depth);
  }

  /** Where a function of the environments' files is called, its parameters stand for the arguments until the next call. */
  private arguments({ expression, arguments: values }: ts.CallExpression): void {
    const called = ts.isIdentifier(expression) ? this.meaning(expression) : undefined;
    if (called === undefined || !isFunction(called)) return;
    called.parameters.forEach((parameter, at) => {
      const value = values[at] ?? parameter.initializer;
      if (value !== undefined) this.given.set(parameter, value);
    });
  }

  /** What the parameter of a function around the name stands for. */
  private parameter(name: ts.Identifier): ts.Expression | undefined {
    for (let node: ts.Node = name; !ts.isSourceFile(node); node = node.parent) {
      const own = isFunction(node) && node.parameters.find(parameter => parameter.name.getText() === name.text);
      if (own) return this.given.get(own);
    }
    return undefined;
  }

  private named(node: ts.Identifier, path: readonly string[], depth: number): void {
    const meaning = this.parameter(node) ?? this.meaning(node);
    if (meaning === undefined) return;
    const step = `${meaning.getSourceFile().fileName}:${meaning.pos}:${path.join('.')}`;
    if (this.visited.has(step)) return;
    this.visited.add(step);
    this.visit(meaning, path, depth);
  }

  private meaning(name: ts.Identifier): Meaning | undefined {
    const meaning = this.sources.meaning(name.getSourceFile(), name.text);
    return meaning?.getSourceFile().fileName.startsWith(VALUES) ? meaning : undefined;
  }
}

const isFunction = (node: ts.Node): node is ts.ArrowFunction | ts.FunctionDeclaration =>
  ts.isArrowFunction(node) || ts.isFunctionDeclaration(node);
