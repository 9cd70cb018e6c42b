import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePages } from '../../src/cli/page-writer';
import { scratchFolder, treeOf } from './fixture';

describe('the generated pages of docs/', () => {
  const pages = [
    { path: 'docs/rules.md', text: 'rules\n' },
    { path: 'docs/reference/secrets.md', text: 'secrets\n' },
  ];

  test('are written where they differ, and nothing else in docs/ is touched', () => {
    const root = scratchFolder();
    mkdirSync(join(root, 'docs'));
    writeFileSync(join(root, 'docs/guide.md'), 'by hand\n');
    expect(writePages(root, pages)).toEqual(pages.map(({ path }) => path));
    expect(treeOf(root)).toEqual({
      'docs/guide.md': 'by hand\n',
      'docs/reference/secrets.md': 'secrets\n',
      'docs/rules.md': 'rules\n',
    });
    expect(writePages(root, pages)).toEqual([]);
    writeFileSync(join(root, 'docs/rules.md'), 'edited\n');
    expect(writePages(root, pages)).toEqual(['docs/rules.md']);
    expect(readFileSync(join(root, 'docs/rules.md'), 'utf8')).toBe('rules\n');
  });

  test('leave nothing behind, not even what a killed run left', () => {
    const root = scratchFolder();
    mkdirSync(join(root, '.garam/pages/2147483646'), { recursive: true });
    writeFileSync(join(root, '.garam/pages/2147483646/rules.md'), 'half');
    writePages(root, pages);
    expect(existsSync(join(root, '.garam'))).toBe(false);
  });
});
