import { checkUpgrade } from '../../../src/gates/upgrade';
import type { KubeObject, Manifest, Model } from '../../../src/model';
import { manifestOf, modelOf } from '../model-of';
import { argoCd, namespaced } from './corpus';
import { applicationOf, type ApplicationProps } from './two-models';

/** A ConfigMap without data. */
export const config = (name: string, namespace = 'corpus', meta = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace, ...meta },
  data: {},
});

/** A claim, which holds data. */
export const claim = (name: string, meta = {}): KubeObject => namespaced('v1', 'PersistentVolumeClaim', name, {}, meta);

/** Kept when it leaves git. */
export const KEPT = argoCd({ 'sync-options': 'Prune=false,Delete=false', 'compare-options': 'IgnoreExtraneous' });

/** Objects of one folder below the Application of that folder. */
export function folder(
  name: string,
  objects: readonly KubeObject[],
  props: ApplicationProps = {},
): readonly Manifest[] {
  return [...objects.map(object => manifestOf(object, { application: name })), applicationOf(name, props)];
}

/** A model of several folders. */
export const modelWith = (...manifests: readonly (readonly Manifest[])[]): Model =>
  modelOf([], { manifests: manifests.flat() });

/** Codes of what is wrong with the way from one model to the next. */
export const codes = (before: Model, after: Model): readonly string[] =>
  checkUpgrade(before, after).map(({ code }) => code);
