import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { anchorsOf, pages, proseOf, ROOT, type Page } from './pages';

/** Targets of a page's links, but for those that leave the repository. */
function targetsOf({ text }: Page): readonly string[] {
  const prose = proseOf(text).replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(<?([^)\s>]+)>?\)/g)]
    .map(match => match[1] as string)
    .filter(target => !/^[a-z]+:/.test(target));
}

/** Links of a page that lead nowhere. */
function brokenLinks(page: Page, all: readonly Page[]): readonly string[] {
  return targetsOf(page).filter(target => {
    const [file = '', anchor] = target.split('#');
    const path = file === '' ? page.path : posix.join(posix.dirname(page.path), decodeURIComponent(file));
    const linked = all.find(candidate => candidate.path === path);
    if (linked === undefined) return !existsSync(join(ROOT, path));
    return anchor !== undefined && !anchorsOf(linked.text).includes(decodeURIComponent(anchor));
  });
}

/** Paths in code spans that look like sources of this repository, and are none. */
function missingPaths({ text }: Page): readonly string[] {
  return [...proseOf(text).matchAll(/`((?:src|test|tools|bench)\/[\w./-]+)`/g)]
    .map(match => (match[1] as string).replace(/\/$/, ''))
    .filter(path => !existsSync(join(ROOT, path)));
}

/** Files that recipes make: they do not exist here. */
const MADE_BY_A_RECIPE = ['src/systems/fablink/reports.ts'];

describe('links of the documentation', () => {
  const all = pages();

  test.each(all)('$path leads to files and headings that exist', page => {
    expect(brokenLinks(page, all)).toEqual([]);
  });

  test.each(all)('$path names files that exist', page => {
    expect(missingPaths(page).filter(path => !MADE_BY_A_RECIPE.includes(path))).toEqual([]);
  });

  test('a link to a missing file, a missing heading and a missing file in a code span are named', () => {
    const text =
      '# A title, `code`\n[x](gone.md) [y](#a-title-code) [z](#no) [r](README.md#no)\n`src/gone.ts` [w](https://a.b)';
    const page = { path: 'page.md', text };
    expect(brokenLinks(page, [...all, page])).toEqual(['gone.md', '#no', 'README.md#no']);
    expect(missingPaths(page)).toEqual(['src/gone.ts']);
  });
});
