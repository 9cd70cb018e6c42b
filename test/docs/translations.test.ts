import { blocksOf, headingsOf, pages, type Page } from './pages';

/** Pages in two languages: English, and Korean beside it. */
function translated(all: readonly Page[]): readonly (readonly [string, Page, Page])[] {
  return all.flatMap(korean => {
    const english = all.find(({ path }) => path === korean.path.replace(/\.ko\.md$/, '.md'));
    return korean.path.endsWith('.ko.md') && english ? [[english.path, english, korean] as const] : [];
  });
}

const levels = ({ text }: Page): readonly number[] => headingsOf(text).map(heading => heading.indexOf(' '));

/** What is typed or printed: comments and the words of diagrams are in the page's language. */
const commands = ({ text }: Page): readonly string[] =>
  blocksOf(text)
    .filter(block => !/[가-힣]/.test(block) && !/^flowchart/.test(block))
    .map(block => block.replaceAll(/\s+#[^\n]*$/gm, '').trimEnd());

/** Blocks of one page that the other lacks. Blocks with words of a language are left out on both sides. */
function lacking(one: Page, other: Page): readonly string[] {
  const there = new Set(commands(other));
  const local = blocksOf(other.text).filter(block => /[가-힣]/.test(block)).length;
  const missing = commands(one).filter(block => !there.has(block));
  return missing.length <= local ? [] : missing;
}

const pairs = translated(pages());
const both = pairs.filter(([path]) => ['README.md', 'CONTRIBUTING.md', 'docs/runbooks/README.md'].includes(path));

describe('pages in two languages', () => {
  test('the README, the recipes and the index of the runbooks are in both', () => {
    expect(both.map(([path]) => path)).toEqual(['CONTRIBUTING.md', 'README.md', 'docs/runbooks/README.md']);
  });

  test.each(pairs)('%s has the same headings in both', (_, english, korean) => {
    expect(levels(korean)).toEqual(levels(english));
  });

  test.each(both)('%s shows the same commands and outputs in both', (_, english, korean) => {
    expect(lacking(english, korean)).toEqual([]);
  });

  test.each(both)('%s points from each language to the other', (_, english, korean) => {
    expect(english.text).toContain(`(${korean.path.split('/').pop()})`);
    expect(korean.text).toContain(`(${english.path.split('/').pop()})`);
  });

  test('a heading or a command that one language lacks is found', () => {
    const english = { path: 'a.md', text: '# A\n\n## B\n\n```sh\nnpm start\n```\n' };
    const korean = { path: 'a.ko.md', text: '# 가\n' };
    expect(levels(korean)).not.toEqual(levels(english));
    expect(lacking(english, korean)).toEqual(['npm start']);
  });
});
