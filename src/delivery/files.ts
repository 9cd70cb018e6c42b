import { ARGO_CD } from '../environments/add-ons';
import type { Manifest, Model, OutputFile } from '../model';
import { byPath } from '../synth';
import { emit } from '../synth/yaml-emitter';
import { kustomizations } from './kustomization';

/**
 * Every file that a run writes, sorted by path: one a manifest, but for those that share a path (a bootstrap file
 * holds a project and an Application); a kustomization and Argo CD's own values for each environment.
 */
export function files(model: Model): OutputFile[] {
  return [...manifestFiles(model), ...kustomizations(model), ...argoCdValues(model)].sort(byPath);
}

function manifestFiles({ manifests }: Model): OutputFile[] {
  const texts = new Map<string, string[]>();
  for (const { path, text } of manifests) texts.set(path, [...(texts.get(path) ?? []), text]);
  return [...texts].map(([path, documents]) => ({ path, text: documents.join('---\n') }));
}

/** Values for `helm install` before Argo CD can install itself: those of its Application. */
function argoCdValues({ manifests }: Model): OutputFile[] {
  return manifests.filter(isArgoCd).map(({ environment, object }) => ({
    path: `argocd/${environment}/argocd-values.yaml`,
    text: emit(valuesToStartWith(object)),
  }));
}

function isArgoCd({ tree, application, object }: Manifest): boolean {
  return (
    tree === 'argocd' && application === 'addons' && object.kind === 'Application' && object.metadata.name === ARGO_CD
  );
}

/** Without `extraObjects`: the CRDs that they need come with another add-on, later. */
function valuesToStartWith(application: Manifest['object']): object {
  const { spec } = application as unknown as { spec: { source: { helm: { valuesObject: Record<string, unknown> } } } };
  const values = Object.entries(spec.source.helm.valuesObject);
  return Object.fromEntries(values.filter(([name]) => name !== 'extraObjects'));
}
