import { spawnSync } from 'node:child_process';
import { parseAllDocuments } from 'yaml';
import type { KubeObject, Rendered, RenderedManifest, Tree } from '../model';
import { UsageError } from './failure';

/** What a git revision holds of dist/ and argocd/. */
export interface Revision {
  /** Full name of the commit. */
  readonly commit: string;
  readonly rendered: Rendered;
}

/**
 * Reads the objects of dist/ and argocd/ as they are at a revision. One that has neither has no objects.
 * @param known objects whose text may be there unchanged: what has been read once is not read again
 * @throws UsageError where there is no such revision, no git, or a file that is no YAML
 */
export function readRevision(root: string, ref: string, known: Rendered = { manifests: [] }): Revision {
  const commit = commitOf(root, ref);
  const texts = new Map(known.manifests.map(({ path, text, object }) => [`${path}\n${text}`, object]));
  const manifests = filesAt(root, commit).flatMap(({ path, text }) => {
    const object = texts.get(`${path}\n${text}`);
    return object === undefined ? manifestsIn(ref, path, text) : [manifestOf(path, text, object)];
  });
  return { commit, rendered: { manifests } };
}

function commitOf(root: string, ref: string): string {
  const found = git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  if (found.status === 0) return found.text.trim();
  const shallow = git(root, ['rev-parse', '--is-shallow-repository']);
  if (shallow.status !== 0) throw new UsageError(`${root} is no git repository: there is nothing to compare with`);
  const hint =
    shallow.text.trim() === 'true'
      ? 'This clone is shallow: git fetch --unshallow (in a workflow: fetch-depth: 0).'
      : 'A branch, a tag or a commit is expected, such as origin/main; git fetch brings what others have pushed.';
  throw new UsageError(`unknown revision ${ref}. ${hint}`);
}

interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Every YAML file of both trees, read by one process. */
function filesAt(root: string, commit: string): readonly TextFile[] {
  const tree = need(root, ['ls-tree', '-r', '-z', commit, '--', 'dist', 'argocd']);
  const entries = tree.split('\0').flatMap(line => {
    const [, type, id, path] = /^\d+ (\w+) (\w+)\t(.+)$/s.exec(line) ?? [];
    return type === 'blob' && id !== undefined && path?.endsWith('.yaml') ? [{ id, path }] : [];
  });
  const blobs = blobsOf(
    root,
    entries.map(({ id }) => id),
  );
  return entries.map(({ path }, index) => ({ path, text: blobs[index] ?? '' }));
}

/** Texts of blobs, in their order: a line `<id> blob <bytes>`, the bytes, a line feed, for each. */
function blobsOf(root: string, ids: readonly string[]): readonly string[] {
  if (ids.length === 0) return [];
  const run = spawnSync('git', ['cat-file', '--batch'], {
    cwd: root,
    input: `${ids.join('\n')}\n`,
    maxBuffer: LARGEST,
  });
  if (run.status !== 0)
    throw new UsageError(`git cat-file failed: ${run.stderr?.toString().trim() ?? run.error?.message}`);
  let at = 0;
  return ids.map(id => {
    const end = run.stdout.indexOf(10, at);
    const [, type, bytes] = run.stdout.toString('utf8', at, end).split(' ');
    if (type !== 'blob') throw new UsageError(`git has lost ${id}: this clone is partial or damaged`);
    at = end + 1 + Number(bytes) + 1;
    return run.stdout.toString('utf8', end + 1, at - 1);
  });
}

/** Objects of a file, which may hold several; what is no Kubernetes object with a name is left out. */
function manifestsIn(ref: string, path: string, text: string): readonly RenderedManifest[] {
  const documents = parseAllDocuments(text);
  if ('empty' in documents) return [];
  return documents.flatMap(document => {
    const [error] = document.errors;
    if (error !== undefined) throw new UsageError(`${path} cannot be read at ${ref}: ${error.message}`);
    const content: unknown = document.toJS();
    if (!isNamedObject(content)) return [];
    return [manifestOf(path, documents.length === 1 ? text : document.toString(), content)];
  });
}

function manifestOf(path: string, text: string, object: KubeObject): RenderedManifest {
  const [tree = 'dist', environment = '', application = ''] = path.split('/');
  return { tree: tree as Tree, environment, application, path, object, text };
}

function isNamedObject(content: unknown): content is KubeObject {
  if (typeof content !== 'object' || content === null) return false;
  const { apiVersion, kind, metadata } = content as Readonly<Record<string, unknown>>;
  const name = (metadata as Readonly<Record<string, unknown>> | undefined)?.name;
  return typeof apiVersion === 'string' && typeof kind === 'string' && typeof name === 'string';
}

/** Most that git may print: more than a repository of manifests ever holds. */
const LARGEST = 1024 * 1024 * 1024;

function git(root: string, words: readonly string[]): { readonly status: number | null; readonly text: string } {
  const { status, stdout, error } = spawnSync('git', words, { cwd: root, encoding: 'utf8', maxBuffer: LARGEST });
  if (error !== undefined) throw new UsageError(`git cannot be run: ${error.message}`);
  return { status, text: stdout };
}

function need(root: string, words: readonly string[]): string {
  const { status, text } = git(root, words);
  if (status !== 0) throw new UsageError(`git ${words[0] ?? ''} failed with ${status}`);
  return text;
}
