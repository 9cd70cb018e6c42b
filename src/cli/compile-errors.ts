import { join, relative, sep } from 'node:path';
import * as ts from 'typescript';
import type { SourceLine } from '../model';
import type { InputProblem } from '../synth';

/**
 * What the TypeScript compiler finds wrong in the given files and in all that they import. Runs do without it (they
 * strip the types): it is asked when a run broke, and by `garam check`.
 * @param files paths from the root
 */
export function compileErrors(root: string, files: readonly string[]): readonly InputProblem[] {
  const config = join(root, 'tsconfig.json');
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(config, ts.sys.readFile).config, ts.sys, root);
  // The compiler looks for @types from its current folder up: the root, wherever the command was called.
  const host = { ...ts.createCompilerHost(options), getCurrentDirectory: () => root };
  const program = ts.createProgram(
    files.map(file => join(root, file)),
    { ...options, noEmit: true },
    host,
  );
  // A missing bracket makes nonsense of all that follows: the first one of a file is told alone.
  const syntax = program.getSyntacticDiagnostics().filter(isFirstOfItsFile);
  const found = syntax.length > 0 ? syntax : ts.getPreEmitDiagnostics(program);
  return found.map(diagnostic => problem(root, diagnostic));
}

function isFirstOfItsFile({ file }: ts.Diagnostic, index: number, all: readonly ts.Diagnostic[]): boolean {
  return all.findIndex(other => other.file === file) === index;
}

function problem(root: string, { file, start, code, messageText }: ts.Diagnostic): InputProblem {
  const source = file === undefined ? undefined : sourceLine(root, file, start ?? 0);
  return {
    what: ts.flattenDiagnosticMessageText(messageText, '\n'),
    where: `TypeScript (TS${code})`,
    expected: 'values that the compiler accepts',
    mend: 'correct the line; an editor with TypeScript shows the same',
    ...(source && { source }),
  };
}

function sourceLine(root: string, file: ts.SourceFile, start: number): SourceLine {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return { file: relative(root, file.fileName).split(sep).join('/'), line: line + 1, column: character + 1 };
}
