import type { Model, OutputFile } from '../model';
import { parseAllDocuments } from 'yaml';
import { plan } from '../synth/writer';
import type { FileDrift } from '../views/drift';
import { fieldDifferences } from '../views/field-difference';
import { committedText } from './page-writer';

/** What of a build is compared with the repository. */
export interface Expected {
  readonly model: Pick<Model, 'manifests'>;
  /** Files of dist/ and argocd/, which hold nothing else. */
  readonly files: readonly OutputFile[];
  /** Generated pages of docs/, which holds other files, too. */
  readonly pages: readonly OutputFile[];
}

/**
 * Committed files that are not what a fresh synthesis gives: which fields differ, and the line that declares the object.
 * Sorted by path; empty when the repository is up to date. Writes nothing.
 * @throws WriteError where the disk cannot be read
 */
export function outputDrift(root: string, { model, files, pages }: Expected): readonly FileDrift[] {
  const { changed, added, removed } = plan(root, files);
  const texts = new Map([...files, ...pages].map(({ path, text }) => [path, text]));
  const manifests = new Map(model.manifests.map(manifest => [manifest.path, manifest]));
  const drift = (state: FileDrift['state'], path: string): FileDrift => {
    const manifest = manifests.get(path);
    const source = manifest?.provenance.lines()[0];
    const [before, after] = [committedText(root, path) ?? '', texts.get(path) ?? ''];
    const details = state === 'different' ? inside(path, before, after) : { fields: [] };
    return { path, state, ...details, ...(source && { source }) };
  };
  const stalePages = pages.filter(({ path, text }) => committedText(root, path) !== text);
  return [
    ...changed.map(path => drift('different', path)),
    ...added.map(path => drift('missing', path)),
    ...removed.map(path => drift('stale', path)),
    ...stalePages.map(({ path }) => drift(committedText(root, path) === undefined ? 'missing' : 'different', path)),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Fields that differ; the first line that does where the file is no YAML, or cannot be read as such. */
function inside(path: string, before: string, after: string): Pick<FileDrift, 'fields' | 'line'> {
  const [committed, fresh] = path.endsWith('.yaml') ? [contentOf(before), contentOf(after)] : [];
  if (committed !== undefined) return { fields: fieldDifferences(committed, fresh) };
  const [left, right] = [before.split('\n'), after.split('\n')];
  return { fields: [], line: left.findIndex((line, index) => line !== right[index]) + 1 || left.length };
}

/** Content of a YAML file, a list where it holds several documents; `undefined` where somebody or a merge broke it. */
function contentOf(text: string): unknown {
  const documents = parseAllDocuments(text);
  if ('empty' in documents || documents.some(({ errors }) => errors.length > 0)) return undefined;
  const contents = documents.map(document => document.toJS() as unknown);
  return contents.length === 1 ? contents[0] : contents;
}
