import type { Construct } from 'constructs';
import { TracedConstruct } from '../constructs/structure';
import type { Provenance, SourceLine } from '../model';

/** Lines that declared the construct with this path, innermost first. */
export type LinesOf = (path: string) => readonly SourceLine[];

/** Where the construct with this path comes from. */
export function provenanceOf(path: string, linesOf: LinesOf): Provenance {
  // A slice shares the path's characters.
  return { construct: path.slice(path.indexOf('/') + 1), lines: () => linesOf(path) };
}

/**
 * Finds lines in a tree that is built when they are first asked for: the same values make the same constructs, and a run
 * without a finding needs no line. The tree that was rendered can go as soon as it is.
 * @param build builds the tree again; the path of its root is the first step of every path
 */
export function linesIn(build: () => Construct): LinesOf {
  let root: Construct | undefined;
  return path => {
    root ??= build();
    const traced = constructAt(root, path)
      .node.scopes.reverse()
      .find(scope => scope instanceof TracedConstruct);
    return traced instanceof TracedConstruct ? traced.declaredAt() : [];
  };
}

function constructAt(root: Construct, path: string): Construct {
  const [, ...steps] = path.split('/');
  return steps.reduce((construct, step) => construct.node.findChild(step) as Construct, root);
}
