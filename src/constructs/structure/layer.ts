import type { Construct } from 'constructs';
import { Folder } from './folder';
import { Place } from './place';

/**
 * One folder of manifests, one Argo CD Application. `base`: namespaces, quotas, policies. `cloud`: what lives outside
 * the cluster. `app`: all that must be ordered. `monitoring`: what watches.
 */
export type LayerName = 'base' | 'cloud' | 'app' | 'monitoring';

/** A system's folder for one layer: `<system>-<layer>`. */
export class Layer extends Folder {
  constructor(scope: Construct, layer: LayerName) {
    const system = scope.node.id;
    super(scope, layer, `${system}-${layer}`, {
      'app.kubernetes.io/part-of': system,
      'app.kubernetes.io/managed-by': 'garam',
      ...Place.of(scope).labels,
    });
  }
}
