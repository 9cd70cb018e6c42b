import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { files } from '../src/delivery';
import { realModel } from './real-model';

const root = join(__dirname, '..');
const OWN = 'test/systems/fablink/requirements/';

interface Row {
  readonly id: string;
  readonly where: string;
  readonly proof: string;
}

interface Page {
  readonly rows: readonly Row[];
  /** Labels of links in the text, in order. */
  readonly labels: readonly string[];
  /** Target of each label, from the repository's root. */
  readonly targets: ReadonlyMap<string, string>;
}

const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(2, '0')}`);
const REQUIREMENTS = [...numbered('ALL', 3), ...numbered('FD', 17), ...numbered('FP', 21)];
/** Decisions that FabLink's documents called for. */
const DECISIONS = ['D-09', 'D-10', 'D-11', 'D-12', 'D-13', 'D-14', 'D-20', 'D-21', 'D-24', 'D-25'];
/** What a row says that no test proves yet, or ever. */
const REASON = /^(Comes with (monitoring|progressive delivery)|Outside Kubernetes): .{20,}/;

const text = (path: string) => readFileSync(join(root, path), 'utf8');
const labelsOf = (line: string) => [...line.matchAll(/\[([^\]]+)\](?![:(])/g)].map(match => String(match[1]));

function page(path: string): Page {
  const lines = text(path).split('\n');
  const definitions = lines.flatMap(line => [...line.matchAll(/^\[([^\]]+)\]: (\S+)$/g)]);
  const rows = lines.flatMap(line => {
    const [, id = '', , where = '', proof = ''] = line.split('|').map(cell => cell.trim());
    return /^(ALL|FD|FP|D)-\d\d$/.test(id) ? [{ id, where, proof }] : [];
  });
  return {
    rows,
    labels: lines.filter(line => !/^\[[^\]]+\]: /.test(line)).flatMap(labelsOf),
    targets: new Map(
      definitions.map(([, label, target]) => [String(label), posix.join(posix.dirname(path), String(target))]),
    ),
  };
}

const english = page('docs/requirements.md');
const korean = page('docs/requirements.ko.md');
const testsOf = ({ proof }: Row) =>
  labelsOf(proof)
    .map(label => english.targets.get(label) ?? '')
    .filter(target => target.endsWith('.test.ts'));

/** Titles of the tests of a file. */
function titles(path: string): string[] {
  const calls = text(path).matchAll(/(?:\b(?:test|it|describe)\(|\)\()\s*(['"`])((?:(?!\1).)*)\1/g);
  return [...calls].map(match => String(match[2]));
}

const idsIn = (title: string): readonly string[] => title.match(/\b(?:ALL|FD|FP|D)-\d\d\b/g) ?? [];

function testFiles(): string[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.test.ts'))
    .map(path => posix.join('test', path.replaceAll('\\', '/')))
    .sort();
}

/** Whether what a link leads to exists: in the output, among the contracts, or in the repository. */
function exists(target: string): boolean {
  const [path = '', anchor] = target.split('#');
  if (/^(dist|argocd)\//.test(path)) {
    return files(realModel()).some(file => file.path === path || file.path.startsWith(`${path}/`));
  }
  if (path === 'docs/reference/contracts.md') {
    return realModel().declarations.some(each => each.type === 'contract' && each.id === anchor);
  }
  const onDisk = join(root, path);
  return existsSync(onDisk) && (/\.\w+$/.test(path) || readdirSync(onDisk).length > 0);
}

test('every requirement of FabLink and of all systems has exactly one row, in order', () => {
  expect(english.rows.map(row => row.id)).toEqual([...REQUIREMENTS, ...DECISIONS]);
});

test('every row names a test that carries its id in a title, or a reason', () => {
  const unproved = english.rows.filter(row => {
    const tests = testsOf(row);
    if (tests.length === 0) return !REASON.test(row.proof);
    return tests.some(path => !titles(path).some(title => idsIn(title).includes(row.id)));
  });
  expect(unproved).toEqual([]);
});

test('a row that a test proves says where the answer is', () => {
  expect(english.rows.filter(row => testsOf(row).length > 0 && labelsOf(row.where).length === 0)).toEqual([]);
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

test('every requirement that a test title names has a row', () => {
  const named = testFiles().flatMap(path => titles(path).flatMap(idsIn));
  const unknown = named.filter(id => !id.startsWith('D-') && !REQUIREMENTS.includes(id));
  expect(unknown).toEqual([]);
});

test('every test that reads the real output is named in the row of its requirement', () => {
  const own = testFiles().filter(path => path.startsWith(OWN));
  const named = own.flatMap(path => titles(path).flatMap(title => idsIn(title).map(id => `${id} ${path}`)));
  const linked = english.rows.flatMap(row => testsOf(row).map(path => `${row.id} ${path}`));
  expect([...new Set(named)].filter(each => !linked.includes(each))).toEqual([]);
});

test('every test that reads the real output carries a requirement in its title', () => {
  const own = testFiles().filter(path => path.startsWith(OWN));
  expect(own.flatMap(titles).filter(title => idsIn(title).length === 0)).toEqual([]);
});
