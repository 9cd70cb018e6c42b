import { posix } from 'node:path';
import { pages, type Page } from './pages';

const all = pages();

/** Pages of a folder, and of folders in it, that its index does not link. */
function unlisted(index: string, candidates: readonly Page[]): readonly string[] {
  const folder = posix.dirname(index);
  const text = all.find(({ path }) => path === index)?.text ?? '';
  return candidates
    .map(({ path }) => path)
    .filter(path => path.startsWith(`${folder}/`) && !/\/README(\.ko)?\.md$/.test(path))
    .filter(path => !text.includes(`(${posix.relative(folder, path)})`));
}

const decisions = all.filter(({ path }) => /^docs\/decisions\/(?!README)/.test(path));

describe('decisions and runbooks', () => {
  test.each(['docs/decisions/README.md', 'docs/runbooks/README.md', 'docs/runbooks/README.ko.md'])(
    '%s lists every page beside and below it',
    index => {
      expect(unlisted(index, all)).toEqual([]);
    },
  );

  test('a page that an index forgets is named', () => {
    const forgotten = { path: 'docs/decisions/house/999-forgotten.md', text: '' };
    expect(unlisted('docs/decisions/README.md', [...all, forgotten])).toEqual([forgotten.path]);
  });

  test('a folder of decisions has at most 20', () => {
    const folders = decisions.map(({ path }) => posix.dirname(path));
    expect([...new Set(folders)].filter(each => folders.filter(folder => folder === each).length > 20)).toEqual([]);
  });

  test('every decision has a number of its own, in its name and in its title', () => {
    const numbers = decisions.map(({ path }) => posix.basename(path).slice(0, 3));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(
      decisions.filter(({ text }, index) => !text.startsWith(`# ${numbers[index]} `)).map(each => each.path),
    ).toEqual([]);
  });

  test('every runbook says when, what must be so before, the steps, how to check, and how to undo', () => {
    const runbooks = all.filter(({ path }) => /^docs\/runbooks\/(?!README)/.test(path));
    const parts = [
      /\*\*When\.\*\*/,
      /^#+ Before$/m,
      /^#+ Steps$/m,
      /^#+ Check$/m,
      /^#+ .*[Uu]ndo$/m,
      /^#+ When it fails/m,
    ];
    const lacking = runbooks.flatMap(({ path, text }) =>
      parts.filter(part => !part.test(text)).map(part => `${path}: ${part.source}`),
    );
    expect(runbooks.length).toBeGreaterThan(0);
    expect(lacking).toEqual([]);
  });
});
