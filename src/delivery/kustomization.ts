import type { Manifest, Model, OutputFile } from '../model';
import { emit } from '../synth/yaml-emitter';

/**
 * A kustomization for each environment, so that `kubectl apply -k dist/<environment>` works without Argo CD (FD-14).
 * It leaves out Argo CD's hooks: kubectl would create their Jobs at once, and refuse them changed the second time.
 */
export function kustomizations(model: Model): OutputFile[] {
  return model.environments.map(({ name }) => {
    const manifests = model.manifests.filter(({ tree, environment }) => tree === 'dist' && environment === name);
    return kustomization(`dist/${name}`, manifests);
  });
}

/** A kustomization over files below one folder, in order of their paths. */
function kustomization(folder: string, manifests: readonly Manifest[]): OutputFile {
  const resources = manifests
    .filter(manifest => !isHook(manifest))
    .map(manifest => manifest.path.slice(folder.length + 1))
    .sort();
  return {
    path: `${folder}/kustomization.yaml`,
    text: emit({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources }),
  };
}

function isHook({ object }: Manifest): boolean {
  return object.metadata.annotations?.['argocd.argoproj.io/hook'] !== undefined;
}
