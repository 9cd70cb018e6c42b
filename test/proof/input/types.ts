import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as ts from 'typescript';
import { badEdits } from './edits';

const ROOT = resolve(__dirname, '../../..');
const ENVIRONMENTS = join(ROOT, 'src/environments');

/** A changed copy of an environment's file, which must not compile. */
export interface TypeMutant {
  /** What was done and where, for a message of the test. */
  readonly name: string;
  /** Path of the copy, beside the original, so that its imports lead where the original's do. */
  readonly file: string;
  readonly text: string;
  /** Line of the change, counted from 1. */
  readonly line: number;
  /** Changed copies that this one imports. */
  readonly data: Readonly<Record<string, string>>;
}

/** What the compiler says of a mutant. */
export interface Complaint {
  readonly mutant: TypeMutant;
  /** It does not even parse: a mutant that proves nothing about types. */
  readonly unparsed: boolean;
  readonly messages: readonly { readonly line: number; readonly text: string }[];
}

/** Every file that holds values of environments: all but the type, the list and the add-ons' factories. */
export function valueFiles(folder = ENVIRONMENTS): string[] {
  const others = ['environment.ts', 'index.ts', 'add-ons'].map(name => join(ENVIRONMENTS, name));
  return readdirSync(folder, { withFileTypes: true })
    .map(entry => ({ entry, path: join(folder, entry.name) }))
    .filter(({ path }) => !others.includes(path))
    .flatMap(({ entry, path }) => (entry.isDirectory() ? valueFiles(path) : path.endsWith('.ts') ? [path] : []));
}

/** Copies without a change, which must compile: what is refused of a mutant is its change. */
export function unchangedCopies(): TypeMutant[] {
  return valueFiles().map(path => ({
    name: path.slice(ROOT.length + 1),
    file: path.replace(/\.ts$/, '.copy.ts'),
    text: ts.sys.readFile(path) ?? '',
    line: 1,
    data: {},
  }));
}

/** Every mutant of every file. */
export function typeMutants(): TypeMutant[] {
  const program = ts.createProgram(valueFiles(), options(), host({}));
  const checker = program.getTypeChecker();
  return valueFiles().flatMap(path => {
    const file = program.getSourceFile(path);
    if (file === undefined) throw new Error(`${path} is not in the program`);
    const ofValues = badEdits(file, checker).map(({ what, start, end, by }) => ({
      what,
      line: file.getLineAndCharacterOfPosition(start).line + 1,
      text: file.text.slice(0, start) + by + file.text.slice(end),
      data: {},
    }));
    return [...ofValues, ...releaseMutants(file)].map(({ what, ...mutant }, index) => ({
      ...mutant,
      name: `${path.slice(ROOT.length + 1)}:${mutant.line}: ${what}`,
      file: path.replace(/\.ts$/, `.mutant-${index}.ts`),
    }));
  });
}

/** What a hand could do to the JSON file that a pipeline writes; the file that imports it must not compile. */
function releaseMutants(file: ts.SourceFile): (Omit<TypeMutant, 'name' | 'file'> & { readonly what: string })[] {
  const match = /'(\.\.?\/[\w./-]+)\.release\.json'/.exec(file.text);
  if (match === null) return [];
  const specifier = match[1] as string;
  const original = resolve(file.fileName, '..', `${specifier}.release.json`);
  const release = JSON.parse(ts.sys.readFile(original) ?? '') as { readonly image: Readonly<Record<string, object>> };
  const [service = ''] = Object.keys(release.image);
  const bad: Readonly<Record<string, unknown>> = {
    'a release that is a list': [],
    'a release without images': {},
    'a misspelt "image"': { images: release.image },
    'images that are a list': { image: Object.keys(release.image) },
    'an image that is text': { image: { [service]: 'v1' } },
    'an image without a tag': { image: { [service]: {} } },
    'a tag that is a number': { image: { [service]: { tag: 5 } } },
    'a tag that is null': { image: { [service]: { tag: null } } },
    'a digest that is a number': { image: { [service]: { tag: 'v1', digest: 5 } } },
  };
  return Object.entries(bad).map(([what, value], index) => ({
    what: `${what} (${specifier}.release.json)`,
    line: file.getLineAndCharacterOfPosition(match.index).line + 1,
    text: file.text.replace(match[0], `'${specifier}.mutant-${index}.release.json'`),
    data: { [original.replace('.release.json', `.mutant-${index}.release.json`)]: JSON.stringify(value) },
  }));
}

/** What one program, over all mutants together, says of each. */
export function complaints(mutants: readonly TypeMutant[]): Complaint[] {
  const copies = Object.assign({}, ...mutants.map(({ file, text, data }) => ({ ...data, [file]: text }))) as Copies;
  const program = ts.createProgram(
    mutants.map(({ file }) => file),
    options(),
    host(copies),
  );
  return mutants.map(mutant => {
    const file = program.getSourceFile(mutant.file);
    return {
      mutant,
      unparsed: program.getSyntacticDiagnostics(file).length > 0,
      messages: program.getSemanticDiagnostics(file).flatMap(({ file: where, start, messageText }) => {
        if (where === undefined || start === undefined) return [];
        const { line } = where.getLineAndCharacterOfPosition(start);
        return [{ line: line + 1, text: ts.flattenDiagnosticMessageText(messageText, ' ') }];
      }),
    };
  });
}

/** Names that a change leaves unused are no mistake in its types: they would make every mutant fail. */
function options(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options: given } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  return { ...given, noUnusedLocals: false, noUnusedParameters: false, types: [] };
}

type Copies = Readonly<Record<string, string>>;

/** Parsed files, shared by the programs of a run. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** The machine's files, and copies that lie on no disk. */
function host(copies: Copies): ts.CompilerHost {
  const real = ts.createCompilerHost(options());
  return {
    ...real,
    fileExists: path => path in copies || real.fileExists(path),
    readFile: path => copies[path] ?? real.readFile(path),
    getSourceFile: (path, version) => {
      const copy = copies[path];
      if (copy !== undefined) return ts.createSourceFile(path, copy, version);
      if (!parsed.has(path)) parsed.set(path, real.getSourceFile(path, version));
      return parsed.get(path);
    },
  };
}
