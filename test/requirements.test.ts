import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { files } from '../src/delivery';
import { realModel } from './real-model';

const root = join(__dirname, '..');

/** A page of requirements, and what must stand there. */
interface Source {
  /** Path without language and ending. */
  readonly page: string;
  /** Requirements, one row each, in order. */
  readonly ids: readonly string[];
  /** Decisions that the source's documents called for, in rows after the requirements. */
  readonly decisions: readonly string[];
  /** Folder whose tests read the figures out of the real output; absent where each system has its own. */
  readonly tests?: string;
}

const numbered = (prefix: string, from: number, to = from): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${prefix}-${String(from + index).padStart(2, '0')}`);

function system(page: string, ids: readonly string[], decisions: readonly string[], name = page): Source {
  return { page: `docs/requirements/${page}`, ids, decisions, tests: `test/systems/${name}/requirements/` };
}

/** Every page: what all systems must do, then a line for each system. */
const SOURCES: readonly Source[] = [
  { page: 'docs/requirements/README', ids: numbered('ALL', 1, 3), decisions: [] },
  system(
    'fablink',
    [...numbered('FD', 1, 17), ...numbered('FP', 1, 21)],
    [...numbered('D', 9, 14), ...numbered('D', 20, 21), ...numbered('D', 24, 25)],
  ),
  system('tripgen', numbered('TG', 1, 20), [...numbered('D', 1, 8), ...numbered('D', 26, 27), 'D-29']),
  system('memo', numbered('MM', 1, 9), [...numbered('D', 15, 17), 'D-22']),
  system('learn', numbered('LP', 1, 25), ['D-19', 'D-23', 'D-28'], 'shop'),
];

const REQUIREMENTS = SOURCES.flatMap(({ ids }) => ids);
const PREFIXES = [...new Set([...REQUIREMENTS.map(id => id.split('-')[0]), 'D'])].join('|');
/** What a row says that no test proves yet, or ever. */
const REASON =
  /^(Comes with (monitoring|progressive delivery|the learning platform on EKS)|Outside Kubernetes): .{20,}/;

interface Row {
  readonly id: string;
  readonly where: string;
  readonly proof: string;
}

interface Page {
  readonly path: string;
  readonly text: string;
  readonly rows: readonly Row[];
  /** Labels of links in the text, in order. */
  readonly labels: readonly string[];
  /** Target of each label, from the repository's root. */
  readonly targets: ReadonlyMap<string, string>;
}

const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const labelsOf = (line: string) => [...line.matchAll(/\[([^\]]+)\](?![:(])/g)].map(match => String(match[1]));

function pageOf(path: string): Page {
  const text = textOf(path);
  const lines = text.split('\n');
  const definitions = lines.flatMap(line => [...line.matchAll(/^\[([^\]]+)\]: (\S+)$/g)]);
  const rows = lines.flatMap(line => {
    const [, id = '', , where = '', proof = ''] = line.split('|').map(cell => cell.trim());
    return new RegExp(`^(${PREFIXES})-\\d\\d$`).test(id) ? [{ id, where, proof }] : [];
  });
  return {
    path,
    text,
    rows,
    labels: lines.filter(line => !/^\[[^\]]+\]: /.test(line)).flatMap(labelsOf),
    targets: new Map(
      definitions.map(([, label, target]) => [String(label), posix.join(posix.dirname(path), String(target))]),
    ),
  };
}

/** Tests that a row of a page names. */
const testsOf = ({ targets }: Page, { proof }: Row) =>
  labelsOf(proof)
    .map(label => targets.get(label) ?? '')
    .filter(target => target.endsWith('.test.ts'));

/** Titles of the tests of a file. */
function titles(path: string): string[] {
  const calls = textOf(path).matchAll(/(?:\b(?:test|it|describe)\(|\)\()\s*(['"`])((?:(?!\1).)*)\1/g);
  return [...calls].map(match => String(match[2]));
}

const idsIn = (title: string): readonly string[] => title.match(new RegExp(`\\b(?:${PREFIXES})-\\d\\d\\b`, 'g')) ?? [];

function testFiles(): string[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.test.ts'))
    .map(path => posix.join('test', path.replaceAll('\\', '/')))
    .sort();
}

let output: readonly string[] | undefined;

/** Paths of all that is written: listed once, since rows lead there hundreds of times. */
const written = (): readonly string[] => (output ??= files(realModel()).map(({ path }) => path));

/** Whether what a link leads to exists: in the output, among the contracts, or in the repository. */
function exists(target: string): boolean {
  const [path = '', anchor] = target.split('#');
  if (/^(dist|argocd)\//.test(path)) {
    return written().some(each => each === path || each.startsWith(`${path}/`));
  }
  if (path === 'docs/reference/contracts.md') {
    return realModel().declarations.some(each => each.type === 'contract' && each.id === anchor);
  }
  const onDisk = join(root, path);
  return existsSync(onDisk) && (/\.\w+$/.test(path) || readdirSync(onDisk).length > 0);
}

const pages = SOURCES.map(source => ({
  ...source,
  english: pageOf(`${source.page}.md`),
  korean: pageOf(`${source.page}.ko.md`),
}));

describe.each(pages)('$page', ({ ids, decisions, english, korean }) => {
  test('every requirement has exactly one row, in order, and then every decision', () => {
    expect(english.rows.map(row => row.id)).toEqual([...ids, ...decisions]);
  });

  test('every row names a test that carries its id in a title, or a reason', () => {
    const unproved = english.rows.filter(row => {
      const tests = testsOf(english, row);
      if (tests.length === 0) return !REASON.test(row.proof);
      return tests.some(path => !titles(path).some(title => idsIn(title).includes(row.id)));
    });
    expect(unproved).toEqual([]);
  });

  test('a row that a test proves says where the answer is', () => {
    const without = english.rows.filter(row => testsOf(english, row).length > 0 && labelsOf(row.where).length === 0);
    expect(without).toEqual([]);
  });

  test('every link has a target, every target a link', () => {
    expect([...new Set(english.labels)].sort()).toEqual([...english.targets.keys()].sort());
  });

  test('every target exists: files in the output, contracts among the declarations, pages and tests on the disk', () => {
    expect([...english.targets].filter(([, target]) => !exists(target))).toEqual([]);
    expect([...korean.targets].filter(([, target]) => !exists(target))).toEqual([]);
  });

  test('the Korean page has the same rows with the same links', () => {
    const linked = ({ rows }: Page) =>
      rows.map(({ id, where, proof }) => ({ id, where: labelsOf(where), proof: labelsOf(proof) }));
    expect(linked(korean)).toEqual(linked(english));
    const inEnglish = ([label, target]: [string, string]) => [label, target.replace(/\.ko\.md$/, '.md')];
    expect([...korean.targets].map(inEnglish)).toEqual([...english.targets]);
  });
});

/** `id path` of every test that a row of any page names. */
const linked = new Set(
  pages.flatMap(({ english }) => english.rows.flatMap(row => testsOf(english, row).map(path => `${row.id} ${path}`))),
);
const own = pages.flatMap(({ page, tests }) => (tests === undefined ? [] : [{ page, tests }]));

describe.each(own)('the tests of $page', ({ tests }) => {
  const paths = testFiles().filter(path => path.startsWith(tests));

  test('are there, and each carries a requirement in its title', () => {
    expect(paths).not.toEqual([]);
    expect(paths.flatMap(titles).filter(title => idsIn(title).length === 0)).toEqual([]);
  });

  test('are named in the rows of their requirements', () => {
    const named = paths.flatMap(path => titles(path).flatMap(title => idsIn(title).map(id => `${id} ${path}`)));
    expect([...new Set(named)].filter(each => !linked.has(each))).toEqual([]);
  });
});

test('every requirement that a test title names has a row', () => {
  const named = testFiles().flatMap(path => titles(path).flatMap(idsIn));
  expect(named.filter(id => !id.startsWith('D-') && !REQUIREMENTS.includes(id))).toEqual([]);
});

test('the index leads to the page of every system, in each language', () => {
  const [index, ...others] = pages;
  for (const language of ['english', 'korean'] as const) {
    const text = index?.[language].text ?? '';
    const missing = others.filter(page => !text.includes(`(${posix.basename(page[language].path)})`));
    expect(missing.map(({ page }) => page)).toEqual([]);
  }
});

test('every page of requirements is in the list', () => {
  const found = readdirSync(join(root, 'docs/requirements')).map(name => `docs/requirements/${name}`);
  const known = pages.flatMap(({ english, korean }) => [english.path, korean.path]);
  expect(found.filter(path => !known.includes(path))).toEqual([]);
});
