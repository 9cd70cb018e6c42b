import type { SourceLine } from './provenance';

/** Where a finding points to. */
export interface FindingPlace {
  /** Environment's name. */
  readonly environment: string;
  /** `Kind/name` or `Kind/namespace/name`; absent when the finding is not about one object. */
  readonly object?: string;
  /** JSON path inside the object (`$.spec.replicas`) or property path inside the environment's values. */
  readonly path?: string;
  /** File in dist/ or argocd/ that would carry the object. */
  readonly file?: string;
  /** TypeScript line that declared it. */
  readonly source?: SourceLine;
}

/** A broken rule, in the shape of a compiler's message. */
export interface Finding {
  /** Code of the rule (`image-pinned`); `garam explain <code>` prints its text. */
  readonly code: string;
  /** What is wrong, with the value that was found. */
  readonly message: string;
  readonly where: FindingPlace;
  /** What was expected instead. */
  readonly expected: string;
  /** How to mend it. */
  readonly mend: string;
}
