import { posix } from 'node:path';
import * as ts from 'typescript';

/** Text of a file by its path from the repository's root, with forward slashes; `undefined` where there is none. */
export type ReadSource = (path: string) => string | undefined;

/** What a name stands for: a constant's value, or a function. */
export type Meaning = ts.Expression | ts.FunctionDeclaration;

/** The syntax trees of a repository's files, parsed when they are asked for. */
export class Sources {
  private readonly files = new Map<string, ts.SourceFile | undefined>();

  constructor(private readonly read: ReadSource) {}

  file(path: string): ts.SourceFile | undefined {
    if (!this.files.has(path)) {
      const text = this.read(path);
      const tree = text === undefined ? undefined : ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
      this.files.set(path, tree);
    }
    return this.files.get(path);
  }

  /** What a name stands for in a file: a constant or a function of the file, or of one that it imports. */
  meaning(file: ts.SourceFile, name: string): Meaning | undefined {
    for (const statement of file.statements) {
      const found = this.declared(file, statement, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private declared(file: ts.SourceFile, statement: ts.Statement, name: string): Meaning | undefined {
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.find(({ name: own }) => own.getText() === name)?.initializer;
    }
    if (ts.isFunctionDeclaration(statement)) return statement.name?.text === name ? statement : undefined;
    return ts.isImportDeclaration(statement) ? this.imported(file, statement, name) : undefined;
  }

  private imported(file: ts.SourceFile, statement: ts.ImportDeclaration, name: string): Meaning | undefined {
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) return undefined;
    const binding = bindings.elements.find(({ name: own }) => own.text === name);
    const from = (statement.moduleSpecifier as ts.StringLiteral).text;
    if (binding === undefined || !from.startsWith('.')) return undefined;
    const path = posix.join(posix.dirname(file.fileName), from);
    const target = this.file(`${path}.ts`) ?? this.file(`${path}/index.ts`);
    return target && this.meaning(target, (binding.propertyName ?? binding.name).text);
  }
}

/** Key of a member of an object literal, without quotes. */
export function keyOf(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)
    ? name.text
    : name.getText();
}
