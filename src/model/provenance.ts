/** A place in a TypeScript file. */
export interface SourceLine {
  /** Path relative to the repository's root, with forward slashes. */
  readonly file: string;
  /** Line, counted from 1. */
  readonly line: number;
  /** Column, counted from 1. */
  readonly column: number;
}

/** Where an object comes from. Kept beside the manifests, never inside a synced folder. */
export interface Provenance {
  /** Path of the object in the construct tree, without the environment's name. */
  readonly construct: string;
  /**
   * Frames under `src/systems/` and `src/environments/`, innermost first: the first one declared the object.
   * Read lazily: the stack is parsed only when somebody looks.
   */
  readonly lines: () => readonly SourceLine[];
}
