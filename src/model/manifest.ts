import type { Provenance } from './provenance';

/** Anything that JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** `metadata` of a Kubernetes object, as far as Garam reads it. */
export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A Kubernetes object as plain data. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

/** The two committed output trees. */
export type Tree = 'dist' | 'argocd';

/** One object, one file, as it can be read back from a git revision. */
export interface RenderedManifest {
  readonly tree: Tree;
  /** Name of the environment, the first folder below the tree. */
  readonly environment: string;
  /** Folder that one Argo CD Application syncs (`fablink-app`); in `argocd/` the folder of the object (`applications`). */
  readonly application: string;
  /** Path of the file from the repository's root, with forward slashes. */
  readonly path: string;
  readonly object: KubeObject;
  /** The file's bytes: YAML in canonical order, with a final line feed. */
  readonly text: string;
}

/** A manifest that was synthesized just now, so that its origin is known. */
export interface Manifest extends RenderedManifest {
  readonly provenance: Provenance;
}
