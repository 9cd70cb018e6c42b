import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';

/** Marks folders: cdk8s makes `instanceof` true of every chart for every class that extends `Chart`. */
const FOLDER = Symbol.for('garam/folder');

/** A folder of manifests. Objects state their own namespace: a chart's would land on cluster-wide objects too. */
export class Folder extends Chart {
  constructor(
    scope: Construct,
    id: string,
    /** Name of the folder below the environment's. */
    readonly folder: string,
    labels: Readonly<Record<string, string>> = {},
  ) {
    super(scope, id, { disableResourceNameHashes: true, labels: { ...labels } });
    Object.defineProperty(this, FOLDER, { value: true });
  }

  static override [Symbol.hasInstance](candidate: unknown): candidate is Folder {
    return typeof candidate === 'object' && candidate !== null && FOLDER in candidate;
  }
}
