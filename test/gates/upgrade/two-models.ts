import type { KubeObject, Manifest, Model } from '../../../src/model';
import { clusterOf, environmentOf, manifestOf, modelOf } from '../model-of';

/** What an Application of the test's environment may be told. */
export interface ApplicationProps {
  readonly automated?: boolean;
  readonly finalizers?: readonly string[];
  readonly project?: string;
  readonly syncOptions?: readonly string[];
}

/** The Application of a folder of the environment `test`. */
export function applicationOf(folder: string, props: ApplicationProps = {}): Manifest {
  const { automated = true, finalizers = [], project = 'test', syncOptions = [] } = props;
  const object: KubeObject = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: folder, namespace: 'argocd', ...(finalizers.length > 0 && { finalizers }) },
    spec: {
      project,
      source: { path: `dist/test/${folder}` },
      syncPolicy: { ...(automated && { automated: { prune: true } }), syncOptions },
    },
  };
  const path = `argocd/test/root/Application.argoproj.io.${folder}.yaml`;
  return manifestOf(object, { tree: 'argocd', application: 'root', path });
}

/** A model of the given objects in the folder `test-app`, which an automatic Application syncs. */
export function syncedModel(
  objects: readonly KubeObject[],
  version: '1.30' | '1.36' = '1.30',
  more: readonly Manifest[] = [],
): Model {
  const manifests = objects.map(object => manifestOf(object));
  return modelOf([], {
    environments: [environmentOf({ cluster: clusterOf({ kubernetes: version }) })],
    manifests: [...manifests, applicationOf('test-app'), ...more],
  });
}
