import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';

/** The repository's root. */
export const ROOT = resolve(__dirname, '../..');

/** A page that people read. */
export interface Page {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

function markdownIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap(entry => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return markdownIn(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** Every page of the repository, by path. */
export function pages(): readonly Page[] {
  const top = readdirSync(ROOT).filter(name => name.endsWith('.md'));
  return [...top, ...markdownIn('docs')].sort().map(path => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

/** Content of the fenced blocks of a page, without the fences and their indentation. */
export function blocksOf(text: string): readonly string[] {
  return [...text.matchAll(/^( *)```[^\n]*\n([\s\S]*?)\n\1```$/gm)].map(match =>
    (match[2] as string).replaceAll(new RegExp(`^${match[1]}`, 'gm'), ''),
  );
}

/** A page without its fenced blocks: prose only. */
export function proseOf(text: string): string {
  return text.replaceAll(/^( *)```[^\n]*\n[\s\S]*?\n\1```$/gm, '');
}

/** Headings with their level (`## Folders`), in order. */
export function headingsOf(text: string): readonly string[] {
  return [...proseOf(text).matchAll(/^#+ .+$/gm)].map(match => match[0]);
}

/** The anchors that a page's headings make on GitHub. */
export function anchorsOf(text: string): readonly string[] {
  const seen = new Map<string, number>();
  return headingsOf(text).map(heading => {
    const words = heading.replace(/^#+ /, '').replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
    const slug = words
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}
