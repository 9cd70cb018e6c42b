import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Folder } from '../constructs/structure';
import type { KubeObject, Manifest, Tree } from '../model';
import { filePath } from './file-name';
import { InputError } from './input-error';
import { type LinesOf, provenanceOf } from './provenance';
import { UncarriedValueError } from './uncarried-value';
import { emit } from './yaml-emitter';

/**
 * Renders every object below `root`, an environment's construct, in one pass over the tree, sorted by path.
 * cdk8s' own synthesis is quadratic in charts, empties the output first, and lets two objects share a file.
 * @param linesOf lines that declared a construct. @default none are known
 * @throws InputError when constructs find themselves misused
 */
export function render(tree: Tree, environment: string, root: IConstruct, linesOf: LinesOf = () => []): Manifest[] {
  const constructs = root.node.findAll();
  refuseInvalid(environment, constructs);
  return constructs
    .filter((construct): construct is ApiObject => construct instanceof ApiObject)
    .map(object => manifest(tree, environment, object, linesOf))
    .sort(byPath);
}

/** Order of code units: the same in every locale. */
export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

function manifest(tree: Tree, environment: string, source: ApiObject, linesOf: LinesOf): Manifest {
  const object = source.toJson() as KubeObject;
  const folder = folderOf(source);
  const path = filePath(tree, environment, folder, object);
  return {
    tree,
    environment,
    application: folder,
    path,
    object,
    text: textOf(path, object),
    provenance: provenanceOf(source.node.path, linesOf),
  };
}

function textOf(path: string, object: KubeObject): string {
  try {
    return emit(object);
  } catch (error) {
    if (!(error instanceof UncarriedValueError)) throw error;
    throw new InputError({
      what: error.message,
      where: path,
      expected: 'values that JSON can carry',
      mend: 'change the value that the construct was given',
    });
  }
}

function folderOf(object: ApiObject): string {
  const folder = object.node.scopes.find(scope => scope instanceof Folder);
  if (folder instanceof Folder) return folder.folder;
  throw new Error(`${object.node.path} stands in no Folder; create it in a layer of a system`);
}

function refuseInvalid(environment: string, constructs: readonly IConstruct[]): void {
  const complaints = constructs.flatMap(construct =>
    construct.node.validate().map(complaint => `${construct.node.path}: ${complaint}`),
  );
  if (complaints.length === 0) return;
  throw new InputError({
    what: complaints.join('\n'),
    where: environment,
    expected: 'constructs that accept their own values',
    mend: 'change the values that the constructs name',
  });
}
