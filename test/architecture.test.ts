import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';

const ROOT = resolve(__dirname, '..');

/**
 * Rooms from top to bottom: imports point down only. `model` is at the bottom, open to all; `objects` is what gates and
 * views share (decision 152).
 */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  main: ['cli', 'views', 'gates', 'delivery', 'synth', 'environments', 'model'],
  cli: ['views', 'gates', 'proving-ground', 'delivery', 'synth', 'environments', 'model'],
  views: ['objects', 'model'],
  gates: ['objects', 'model'],
  'proving-ground': ['model'],
  delivery: ['synth', 'environments', 'constructs', 'imports', 'model'],
  synth: ['environments', 'constructs', 'model'],
  environments: ['systems', 'constructs', 'imports', 'model'],
  systems: ['constructs', 'model'],
  constructs: ['imports', 'model'],
  codegen: ['model'],
  release: ['model'],
  objects: ['model'],
  model: [],
};

interface Edge {
  readonly from: string;
  readonly to: string;
}

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap(entry => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

/** Relative imports, exports and requires of a file, as paths from the root. */
function importsOf(file: string): Edge[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const pattern = /(?:\bfrom\s+|\bimport\s*\(?\s*|\brequire\(\s*)['"](\.[^'"]*)['"]/g;
  return [...text.matchAll(pattern)].map(match => ({
    from: file,
    to: relative(ROOT, resolve(ROOT, dirname(file), match[1] as string))
      .split(sep)
      .join('/'),
  }));
}

function roomOf(path: string): string {
  const [top, room] = path.split('/');
  return top === 'src' ? (room as string).replace(/\.ts$/, '') : (top as string);
}

/** What an edge breaks, or nothing. */
function complaint({ from, to }: Edge): string | undefined {
  const [source, target] = [roomOf(from), roomOf(to)];
  if (source === target) return sideways(from, to);
  if (BELOW[source] === undefined) return `${from}: room "${source}" is not in the plan`;
  return BELOW[source].includes(target) ? undefined : `${from} → ${to}: ${source} must not know ${target}`;
}

/** A system sees of another system nothing but its endpoints. */
function sideways(from: string, to: string): string | undefined {
  const [a, b] = [from.split('/'), to.split('/')];
  if (a[1] !== 'systems' || a[2] === b[2] || /\/endpoints$/.test(to)) return undefined;
  return `${from} → ${to}: a system sees of another only its endpoints.ts`;
}

/** Folders of constructs that import each other in a circle. */
function circles(edges: readonly Edge[]): string[] {
  const folder = (path: string): string | undefined => /^src\/constructs\/([^/]+)/.exec(path)?.[1];
  const graph = new Map<string, Set<string>>();
  for (const edge of edges) {
    const [a, b] = [folder(edge.from), folder(edge.to)];
    if (a !== undefined && b !== undefined && a !== b) graph.set(a, (graph.get(a) ?? new Set()).add(b));
  }
  const reaches = (from: string, goal: string, seen = new Set<string>()): boolean =>
    [...(graph.get(from) ?? [])].some(next => {
      if (next === goal) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, goal, seen);
    });
  return [...graph.keys()].filter(name => reaches(name, name)).map(name => `src/constructs/${name} is in a circle`);
}

const files = sources('src');
const edges = files.flatMap(importsOf);

describe('the house', () => {
  test('imports point down only', () => {
    expect(edges.map(complaint).filter(Boolean)).toEqual([]);
  });

  test('folders of constructs import each other without a circle', () => {
    expect(circles(edges)).toEqual([]);
  });

  test('an edge that points up is named', () => {
    expect(complaint({ from: 'src/gates/image/pinned.ts', to: 'src/constructs/workload' })).toBe(
      'src/gates/image/pinned.ts → src/constructs/workload: gates must not know constructs',
    );
    expect(complaint({ from: 'src/systems/memo/index.ts', to: 'src/systems/tripgen/postgres' })).toMatch(/endpoints/);
  });

  test('a circle between folders of constructs is named', () => {
    const there = { from: 'src/constructs/a/x.ts', to: 'src/constructs/b/y' };
    const back = { from: 'src/constructs/b/y.ts', to: 'src/constructs/a/x' };
    expect(circles([there, back])).toEqual(['src/constructs/a is in a circle', 'src/constructs/b is in a circle']);
  });

  test('the model holds types only', () => {
    const values = files
      .filter(file => roomOf(file) === 'model')
      .filter(file => /^export (?:const|function|class|enum|let)/m.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(values).toEqual([]);
  });

  test('no file is longer than 250 lines, no folder wider than 20 entries', () => {
    const long = files.filter(file => readFileSync(join(ROOT, file), 'utf8').split('\n').length > 251);
    const width = new Map<string, number>();
    for (const file of files) width.set(dirname(file), (width.get(dirname(file)) ?? 0) + 1);
    const wide = [...width].filter(([, count]) => count > 20).map(([folder, count]) => `${folder}: ${count}`);
    expect({ long, wide }).toEqual({ long: [], wide: [] });
  });

  test('no environment is asked for its name below environments/', () => {
    const asking = files
      .filter(file => /^src\/(systems|constructs)\//.test(file))
      .filter(file =>
        /(?:===|!==)\s*['"](?:dev|prod|[a-z]+-(?:dev|prod)|learn)['"]/.test(readFileSync(join(ROOT, file), 'utf8')),
      );
    expect(asking).toEqual([]);
  });
});
