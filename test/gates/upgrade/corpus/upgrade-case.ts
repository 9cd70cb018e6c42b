import type { KubeObject } from '../../../../src/model';

/** What an API server says of the objects after a change, applied over those before it. */
export type ServerVerdict = 'accepted' | 'immutable';

/** A change, and what has to come of it: as data, so that a real API server can be asked the same. */
export interface UpgradeCase {
  /** The change in a few words. */
  readonly name: string;
  /** An object with a `status` stands for one that a controller has already worked on. */
  readonly before: readonly KubeObject[];
  readonly after: readonly KubeObject[];
  /** What the API server answers to server-side apply. */
  readonly expected: ServerVerdict;
  /** Kubernetes versions (`1.36`) that answer otherwise. */
  readonly expectedOn?: Readonly<Record<string, ServerVerdict>>;
  /** Codes of the findings that the gate has, on the oldest version. @default `field-immutable` where the server refuses */
  readonly findings?: readonly string[];
  /** What becomes of each object, as `Kind/name: fate`. @default not looked at */
  readonly fates?: readonly string[];
}

/** Namespace of the corpus' objects. */
export const NAMESPACE = 'corpus';

type Fields = Readonly<Record<string, unknown>>;

/** An object of the namespace `corpus`. */
export function namespaced(
  apiVersion: string,
  kind: string,
  name: string,
  fields: Fields,
  meta: Fields = {},
): KubeObject {
  return { apiVersion, kind, metadata: { name, namespace: NAMESPACE, ...meta }, ...fields };
}

/** An object of the whole cluster. */
export function clusterWide(
  apiVersion: string,
  kind: string,
  name: string,
  fields: Fields,
  meta: Fields = {},
): KubeObject {
  return { apiVersion, kind, metadata: { name, ...meta }, ...fields };
}

/** Annotations of Argo CD, without their domain. */
export function argoCd(annotations: Readonly<Record<string, string>>): Fields {
  return {
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([name, value]) => [`argocd.argoproj.io/${name}`, value]),
    ),
  };
}

/** A case of one object before and one after. */
export function change(
  name: string,
  before: KubeObject,
  after: KubeObject,
  expected: ServerVerdict,
  more: Partial<UpgradeCase> = {},
): UpgradeCase {
  return { name, before: [before], after: [after], expected, ...more };
}
