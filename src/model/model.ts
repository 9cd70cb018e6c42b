import type { InstalledAddOn } from './add-on';
import type { Cluster } from './cluster';
import type { Declared } from './declaration';
import type { AssumedFact } from './fact';
import type { Manifest, RenderedManifest } from './manifest';
import type { SourceLine } from './provenance';

/** What can be read back from a git revision: objects only. */
export interface Rendered {
  readonly manifests: readonly RenderedManifest[];
}

/** One environment as gates and views see it. */
export interface ModelEnvironment {
  readonly name: string;
  readonly cluster: Cluster;
  /** Real traffic flows here: an assumed fact is a finding. */
  readonly live: boolean;
  readonly assumed: readonly AssumedFact[];
  /** API groups whose kinds the environment's add-ons bring. */
  readonly apis: readonly string[];
  /** Programs that come as charts or that the cloud installs, and the pods they start. */
  readonly addOns: readonly InstalledAddOn[];
  /** File and line of the call that made the environment. */
  readonly source: SourceLine | undefined;
}

/** Everything that a run of Garam knows: the same commit gives the same model. */
export interface Model extends Rendered {
  readonly environments: readonly ModelEnvironment[];
  /** Objects of dist/ and argocd/, sorted by path. */
  readonly manifests: readonly Manifest[];
  readonly declarations: readonly Declared[];
}

/** A file that a run writes: manifests, kustomizations, bootstrap files. */
export interface OutputFile {
  /** Path from the repository's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}
